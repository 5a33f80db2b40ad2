"""Candidates as a table: who, when, what the file says, and what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby

from commands.candidates.papers import Kept, Paper
from commands.intake.attendance._candidates import MISSING_PUNCH
from ledger import Ledger
from ledger.facts import catalogue
from ledger.people import People
from ledger.texts import _, later
from projections.reports import Page, Paragraph, Table

Recorded = Mapping[tuple[str, str, date], int]
"""By person, kind and day, the number of an entry that stands."""

_STATES = {"open": later("to be confirmed"), "on-leave": later("on leave: {told}"),
           "seen": later("in an earlier file: {told}"), "confirmed": later("confirmed: {told}"),
           "dismissed": later("dismissed: {told}")}  # fmt: skip


def page_of(rows: Sequence[tuple[Paper, Kept]], people: People, recorded: Recorded) -> Page:
    """Return a table of candidates for each paper; `recorded` are the entries of the same kind on the same day."""
    if not rows:
        return [Paragraph(_("No candidate is open."))]
    page: Page = []
    for name, of_paper in groupby(rows, key=lambda row: row[0].name):
        listed = list(of_paper)
        paper = listed[0][0]
        page.append(Paragraph(_("{file} ({shape})", file=paper.file.name, shape=paper.shape)))
        page.append(_table([one for _paper, one in listed], people, recorded))
        assert name == paper.name
    return page


def _table(found: Sequence[Kept], people: People, recorded: Recorded) -> Table:
    headings = (_("candidate"), _("line"), _("day"), _("person"), _("what"), _("as the file has it"), _("state"))
    has_sheets = len({one.sheet for one in found}) > 1
    cells = [
        (
            one.id, f"{one.sheet} {one.line}" if has_sheets else str(one.line), one.occurred_on.isoformat(),
            _who(one, people), _what(one), one.said, state_of(one, people, recorded),
        )
        for one in found
    ]  # fmt: skip
    return Table(headings, cells, frozenset({1}))


def _who(one: Kept, people: People) -> str:
    """Return the name as the file has it, with whoever it stands for where that is another."""
    person = people.get(id_of(one, people) or "")
    called = one.person or one.worker
    if person is None or called in person.names or called == person.id:
        return called
    return _("{called} = {name}", called=called, name=person.name)


def _what(one: Kept) -> str:
    if one.kind == MISSING_PUNCH:
        return _("missing punch")
    label = str(catalogue()[one.kind].LABEL)
    return label if one.minutes is None else _("{kind} {minutes} min", kind=label, minutes=one.minutes)


def where_of(paper: Paper, one: Kept) -> str:
    """Return the file, the sheet and the line in words."""
    sheet = f"[{one.sheet}]" if one.sheet else ""
    return _("{file}{sheet} line {line}", file=paper.file.name, sheet=sheet, line=one.line)


def state_of(one: Kept, people: People, recorded: Recorded) -> str:
    """Return the state in words, with the leave, the reason, the entry, or why it is in doubt."""
    if one.state == "open":
        why = "; ".join(reasons_to_look(one, people, recorded))
        return _("look: {why}", why=why) if why else _(_STATES["open"])
    told = {"on-leave": one.on_leave, "seen": one.seen_as, "dismissed": one.reason}.get(one.state)
    told = told or (f"#{one.entry}" if one.entry else "")
    return _(_STATES[one.state], told=told)


def reasons_to_look(one: Kept, people: People, recorded: Recorded) -> list[str]:
    """Return why an open candidate is not confirmed among all; none for one that is."""
    person = id_of(one, people)
    reasons = [one.doubt] if one.doubt else []
    if person is None:
        several = people.with_name(one.person or one.worker)
        reasons.append(_("several people are called so") if several else _("not on the roster"))
    elif (entry := recorded.get((person, one.kind, one.occurred_on))) is not None:
        reasons.append(_("recorded already as #{entry}", entry=entry))
    return reasons


def recorded_like(found: Iterable[Kept], ledger: Ledger) -> Recorded:
    """Return the standing entries of the kinds of candidates, on their days."""
    recorded: dict[tuple[str, str, date], int] = {}
    days: dict[str, list[date]] = {}
    for one in found:
        days.setdefault(one.kind, []).append(one.occurred_on)
    for kind in days.keys() - {MISSING_PUNCH}:
        known_at = ledger.known_now().entry
        for happened in ledger.standing_in_days(kind, known_at, min(days[kind]), max(days[kind])):
            recorded[happened.person or "", kind, happened.day] = happened.number
    return recorded


def id_of(one: Kept, people: People) -> str | None:
    """Return the id of the person whom a candidate is about, by number or by name; None for nobody, or several."""
    if one.stands_for in people:
        return one.stands_for
    if one.worker in people and (not one.person or one.person in people[one.worker].names):
        return one.worker
    found = people.with_name(one.person or one.worker)
    return found[0].id if len(found) == 1 else None
