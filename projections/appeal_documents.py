"""Appeals as documents: the list of cases, and one case with what is disputed, its steps and its deadlines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from ledger.entry import Entry
from ledger.facts import Fact
from ledger.facts.appeal_filed import AppealFiled
from ledger.facts.bulletin_published import BulletinPublished
from ledger.facts.evidence_attached import EvidenceAttached
from ledger.people import People
from ledger.remedies import CASE_KINDS, Case, Deadline, Whose, deadlines_of, is_past
from ledger.remedies.deadlines import route_called
from ledger.schemes import AdoptedSchemes, Scheme
from ledger.texts import _, listing
from projections.appeals import cases_of, open_deadlines, scheme_of
from projections.publications import Source
from projections.reports._base import Document, fields_as_json, recorder_shown

KINDS = CASE_KINDS | {"evidence-attached"}


@dataclass(frozen=True, kw_only=True)
class AskedOfAppeals:
    """A question about appeals, everything looked up; `today` is the day from which it is told what is past."""

    source: "Appeals"
    schemes: AdoptedSchemes
    people: People
    zone: str
    known_at: int
    today: date

    def entries(self) -> list[Entry[Fact]]:
        """The entries of all cases, and the files attached to any, in order."""
        return list(self.source.standing_of_kinds(KINDS, self.known_at))


class Appeals(Source, Protocol):
    """What a ledger answers to questions about appeals."""


def list_document(asked: AskedOfAppeals, person: str | None = None) -> Document:
    """Return every case, or those of one person, as one document."""
    cases = [case for case in cases_of(asked.entries()) if person is None or case.person == person]
    return {
        "schema": "gongguo.appeals/1",
        "today": asked.today.isoformat(),
        "cases": [_case_row(case, asked) for case in cases],
    }


def _case_row(case: Case, asked: AskedOfAppeals) -> Document:
    due = open_deadlines([case], asked.schemes, asked.today)
    # What the unit itself has to keep comes before the ways that are open to the appellant.
    first = min(due, key=lambda each: (each.deadline.step.whose is not Whose.UNIT, each.due_on), default=None)
    return {
        **case_head(case, asked.people),
        "disputed": list(case.filed.disputed),
        "points": list(case.filed.points),
        "next": None if first is None else {
            "label": str(first.deadline.step.label), "due_on": first.due_on.isoformat(), "is_past": first.is_past,
            "whose": first.deadline.step.whose.value,
        },
    }  # fmt: skip


def case_head(case: Case, people: People) -> Document:
    """Return what every document says of a case first."""
    filed = case.filed
    return {
        "case": case.number,
        "person": case.person,
        "name": people[case.person].name if case.person in people else None,
        "state": case.state.value,
        "filed_on": case.filing.day.isoformat(),
        "against": filed.against,
        "route": filed.route,
        "year": filed.year,
        "runs_from": None if filed.runs_from is None else filed.runs_from.isoformat(),
        "due_on": None if filed.due_on is None else filed.due_on.isoformat(),
        "is_late": filed.is_late,
    }


def case_document(case: Case, asked: AskedOfAppeals) -> Document:
    """Return one case as one document: what is disputed and decided, its steps, its deadlines with their sources."""
    scheme = scheme_of(case, asked.schemes)
    filed = case.filed
    route = route_called(filed.route, scheme)
    deadlines = deadlines_of(case, scheme)
    return {
        "schema": "gongguo.appeal/1",
        "zone": asked.zone,
        "today": asked.today.isoformat(),
        **case_head(case, asked.people),
        "published": _published(case, asked),
        "grounds": filed.grounds,
        "learned_on": None if filed.learned_on is None else filed.learned_on.isoformat(),
        "scheme": None if scheme is None else scheme.id,
        "route_label": None if route is None else str(route.label),
        "route_remark": None if route is None else str(route.remark),
        "recused": [{"id": each, "name": _name(each, asked.people)} for each in case.recused],
        "disputed": [_disputed(number, case, asked) for number in filed.disputed],
        "points": [_point(point, case, scheme) for point in filed.points],
        "decision": _decision(case),
        "steps": [_step(entry, asked) for entry in _with_files(case, asked)],
        "deadlines": [_deadline(deadline, asked.today) for deadline in deadlines],
        "notes": list(_notes(case, scheme, deadlines)),
    }


def _name(person_id: str, people: People) -> str:
    return people[person_id].name if person_id in people else person_id


def _published(case: Case, asked: AskedOfAppeals) -> Document | None:
    """Return the last edition of the bulletin that is appealed against, by the day of the filing."""
    editions = [
        entry
        for entry in asked.source.standing_of_kinds({"bulletin-published"}, case.number)
        if isinstance(entry.fact, BulletinPublished)
        and entry.fact.period == case.filed.against
        and entry.day <= case.filing.day
    ]
    if not editions:
        return None
    latest = editions[-1]
    assert isinstance(latest.fact, BulletinPublished)
    return {"entry": latest.number, "on": latest.day.isoformat(), "edition": latest.fact.edition}


def _disputed(number: int, case: Case, asked: AskedOfAppeals) -> Document:
    """Return a disputed entry: what it says, who recorded it, what was decided, and what stands in its place."""
    entry = asked.source.entry(number)
    void = asked.source.void_of(number)
    void_entry = asked.source.entry(void) if void is not None and void <= asked.known_at else None
    row: Document = {"entry": number, "decided": _decided(case, number)}
    if entry is not None:
        row |= {
            "kind": entry.kind,
            "occurred_on": None if entry.occurred_on is None else entry.occurred_on.isoformat(),
            "recorded_by": recorder_shown(entry.recorded_by, asked.people),
            "fields": fields_as_json(entry),
        }
    row["void"] = None if void_entry is None else void_entry.number
    row["anew"] = None if void_entry is None else getattr(void_entry.fact, "replaced_by", None)
    return row


def _decided(case: Case, number: int) -> str | None:
    decision = case.decision
    if decision is None:
        return None
    return "allowed" if number in decision.allowed else "dismissed"


def _point(point: str, case: Case, scheme: Scheme | None) -> Document:
    decision = case.decision
    decided = None if decision is None else "allowed" if point in decision.allowed_points else "dismissed"
    called = [item for item in scheme.all_items() if item.is_called(point)] if scheme is not None else []
    if scheme is not None and not called:
        called = [item for item in scheme.all_items() if item.is_called(point.rpartition(" ")[0])]
    clause = f"{called[0].clause} {called[0].label}" if called else ""
    reading = scheme.reading(point) if scheme is not None else None
    return {"point": point, "decided": decided, "clause": clause or (reading.question if reading is not None else "")}


def _decision(case: Case) -> Document | None:
    fact = case.decision
    if fact is None:
        return None
    return {
        "allowed": list(fact.allowed), "dismissed": list(fact.dismissed),
        "allowed_points": list(fact.allowed_points), "dismissed_points": list(fact.dismissed_points),
        "made": list(fact.made), "reason": fact.reason, "authority": fact.authority,
    }  # fmt: skip


def _with_files(case: Case, asked: AskedOfAppeals) -> list[Entry[Fact]]:
    """Return the entries of a case and those by which files were attached to any of them, in order."""
    numbers = {entry.number for entry in case.entries}
    attached = [
        entry for entry in asked.entries() if isinstance(entry.fact, EvidenceAttached) and entry.fact.entry in numbers
    ]
    return sorted([*case.entries, *attached], key=lambda entry: entry.number)


def _step(entry: Entry[Fact], asked: AskedOfAppeals) -> Document:
    fields = fields_as_json(entry)
    hidden = (
        {"case", "year", "route", "runs_from", "due_on", "is_late"} if isinstance(entry.fact, AppealFiled) else {"case"}
    )
    return {
        "entry": entry.number,
        "kind": entry.kind,
        "on": entry.day.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
        "recorded_by": recorder_shown(entry.recorded_by, asked.people),
        "fields": {name: value for name, value in fields.items() if name not in hidden},
    }


def _deadline(deadline: Deadline, today: date) -> Document:
    step = deadline.step
    return {
        "id": step.id,
        "label": str(step.label),
        "whose": step.whose.value,
        "runs_from": _day(deadline.runs_from),
        "within": step.within,
        "unit": step.unit,
        "due_on": _day(deadline.due_on),
        "extended_to": _day(deadline.extended_to),
        "kept_on": _day(deadline.kept_on),
        "is_past": is_past(deadline, today),
        "is_over": deadline.is_over,
        "years_unknown": list(deadline.years_unknown),
        "source": str(step.source),
        "text": str(step.text),
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _notes(case: Case, scheme: Scheme | None, deadlines: Sequence[Deadline]) -> Iterator[str]:
    """Yield what has to be said of the deadlines: whose law they are, and what is not known."""
    if scheme is None or scheme.appeals is None:
        yield _(
            "The scheme {scheme} has no clause on appeals: any time given here is by another text, which is named.",
            scheme="" if scheme is None else scheme.id,
        )
    if case.filed.route is None:
        yield _("No route is named, so no deadline is computed.")
    elif case.filed.runs_from is None:
        yield _("Neither the day of learning nor a bulletin is named, so the time for filing is not computed.")
    if any(deadline.due_on is not None for deadline in deadlines):
        yield _("The day from which a time runs is not counted; a last day is not moved off a holiday.")
    unknown = sorted({year for deadline in deadlines for year in deadline.years_unknown})
    if unknown:
        yield _("The holidays of {years} are not known yet: only weekends were left out.", years=listing(unknown))
