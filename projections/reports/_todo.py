"""The rows of what there is to do: each part of the document as JSON, from the folds that find it."""

from collections.abc import Sequence

from ledger.schemes import Scheme
from ledger.values import Cut, plain_number
from projections.awaiting import Decision, Wait, ballots_not_held, decisions, waits
from projections.obligations import Due, open_obligations
from projections.outlook import Behind, WithoutNews, behind_the_pace, months_without_news
from projections.readings import YearReading
from projections.reports._base import Asked, Document
from projections.standings import Standing

Rows = list[Document]


def rows_of_the_year(asked: Asked, scheme: Scheme, *, with_outlook: bool) -> dict[str, Rows]:
    """Return the rows of one year by section; those of what can still be lost only `with_outlook`."""
    assert asked.as_of is not None
    cut = Cut(asked.as_of, asked.known_at.entry)
    standings = YearReading(asked.source, scheme, cut).everyone()
    year = {"year": scheme.year}
    due = open_obligations(asked.source, asked.schemes, scheme, cut, standings)
    found: dict[str, Rows] = {
        "obligations": [_due(one, scheme, asked) for one in due],
        "decisions": [year | _decision(one, scheme, asked) for one in decisions(asked.source, scheme, cut, standings)],
        "undecided": [year | _wait(one, asked) for one in waits(standings)],
        "ballots": [year | row for row in _ballots(ballots_not_held(standings, scheme, cut), asked)],
        "behind": [],
        "months_without_news": [],
    }
    if with_outlook:
        found |= _outlook(asked, scheme, standings)
    return found


def _outlook(asked: Asked, scheme: Scheme, standings: Sequence[Standing]) -> dict[str, Rows]:
    year = {"year": scheme.year}
    return {
        "behind": [year | _behind(one, asked) for one in behind_the_pace(standings)],
        "months_without_news": [year | _month(one, asked) for one in months_without_news(standings)],
    }


def _named(person: str | None, asked: Asked) -> Document:
    name = asked.people[person].name if person is not None and person in asked.people else None
    return {"person": person, "name": name}


def _people(persons: Sequence[str], asked: Asked) -> Document:
    return {"people": [_named(person, asked) for person in persons]}


def _due(due: Due, scheme: Scheme, asked: Asked) -> Document:
    obligation = due.obligation
    return {
        "year": due.year,
        **_named(due.person, asked),
        "obligation": obligation.id,
        "label": obligation.label,
        "clause": obligation.clause,
        "text": obligation.text,
        "by": obligation.by,
        "since": due.since.isoformat(),
        "entries": list(due.entries),
        "raised_by": obligation.when.in_words(scheme.grades.labels),
        "readings": list(obligation.readings),
    }


def _decision(decision: Decision, scheme: Scheme, asked: Asked) -> Document:
    return {
        **_named(decision.person, asked),
        "what": decision.what.value,
        "clause": decision.clause,
        "entry": decision.entry,
        "grade": decision.grade,
        "grade_label": None if decision.grade is None else scheme.grades.labels[decision.grade - 1],
        "allowed": [] if decision.allowed is None else list(decision.allowed.outcomes),
        "outcome": decision.outcome,
        "amount": None if decision.amount is None else plain_number(decision.amount),
    }


def _wait(wait: Wait, asked: Asked) -> Document:
    return {
        **_named(wait.person, asked),
        "item": wait.item,
        "label": wait.label,
        "clause": wait.clause,
        "full": plain_number(wait.full),
        "decided_by": wait.kind,
    }


def _ballots(found: Sequence[Wait], asked: Asked) -> Rows:
    """Return one row for each part, with everybody whose ballots were not counted."""
    parts = dict.fromkeys((wait.item, wait.label, wait.clause) for wait in found)
    return [
        {"item": item, "label": label, "clause": clause}
        | _people([wait.person for wait in found if wait.item == item], asked)
        for item, label, clause in parts
    ]


def _behind(behind: Behind, asked: Asked) -> Document:
    item, progress = behind.item, behind.progress
    return {
        **_named(behind.person, asked),
        "item": item.id,
        "label": item.label,
        "clause": item.clause,
        "unit": progress.unit,
        "done": plain_number(progress.done),
        "target": plain_number(progress.target),
        "due_by_now": plain_number(behind.due_by_now),
    }


def _month(found: WithoutNews, asked: Asked) -> Document:
    return {
        "month": str(found.month),
        "department": found.department,
        "is_over": found.is_over,
        "item": found.item.id,
        "label": found.item.label,
        "clause": found.item.clause,
        **_people(found.persons, asked),
    }
