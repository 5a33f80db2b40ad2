"""Candidates as a table: who, when, what the file says, and what became of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from commands.candidates.papers import Kept, Paper
from commands.intake.attendance._candidates import MISSING_PUNCH, Moment
from ledger import Ledger
from ledger.facts import catalogue
from ledger.people import People
from ledger.texts import _, later
from projections.reports import Page, Paragraph, Table

_PRESENT = ("late-arrival", "early-departure", MISSING_PUNCH)
_CANNOT_BOTH_BE = {"absence": _PRESENT, **dict.fromkeys(_PRESENT, ("absence",))}
"""Who came late, left early or punched once was there: not absent that whole day."""


class Known(NamedTuple):
    """What else is known of people's days: entries that stand, by number, and other candidates that are open, by id."""

    entries: Mapping[tuple[str, str, date], int]
    candidates: Mapping[tuple[str, str, date], str]


NOTHING = Known({}, {})

_STATES = {"open": later("to be confirmed"), "on-leave": later("on leave: {told}"),
           "seen": later("in an earlier file: {told}"), "confirmed": later("confirmed: {told}"),
           "dismissed": later("dismissed: {told}")}  # fmt: skip


def page_of(rows: Sequence[tuple[Paper, Kept]], people: People, known: Known) -> Page:
    """Return a table of candidates for each paper; `known` is what else is known of those days."""
    if not rows:
        return [Paragraph(_("No candidate is open."))]
    page: Page = []
    for name, of_paper in groupby(rows, key=lambda row: row[0].name):
        listed = list(of_paper)
        paper = listed[0][0]
        page.append(Paragraph(_("{file} ({shape})", file=paper.file.name, shape=paper.shape)))
        page.append(_table([one for _paper, one in listed], people, known))
        assert name == paper.name
    return page


def _table(found: Sequence[Kept], people: People, known: Known) -> Table:
    headings = (_("candidate"), _("line"), _("day"), _("person"), _("what"), _("as the file has it"), _("state"))
    has_sheets = len({one.sheet for one in found}) > 1
    cells = [
        (
            one.id, f"{one.sheet} {one.line}" if has_sheets else str(one.line), one.occurred_on.isoformat(),
            _who(one, people), _what(one), one.said, state_of(one, people, known),
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


def state_of(one: Kept, people: People, known: Known) -> str:
    """Return the state in words, with the leave, the reason, the entry, or why it is in doubt."""
    if one.state == "open":
        why = "; ".join(reasons_to_look(one, people, known))
        return _("look: {why}", why=why) if why else _(_STATES["open"])
    told = {"on-leave": one.on_leave, "seen": one.seen_as, "dismissed": one.reason}.get(one.state)
    told = told or (f"#{one.entry}" if one.entry else "")
    return _(_STATES[one.state], told=told)


def reasons_to_look(one: Kept, people: People, known: Known) -> list[str]:
    """Return why an open candidate is not confirmed among all; none for one that is."""
    person = id_of(one, people)
    reasons = [one.doubt] if one.doubt else []
    if person is None:
        several = people.with_name(one.person or one.worker)
        reasons.append(_("several people are called so") if several else _("not on the roster"))
    elif (entry := known.entries.get((person, one.kind, one.occurred_on))) is not None:
        reasons.append(_("recorded already as #{entry}", entry=entry))
    else:
        reasons += _contradictions(one, person, known)
    return reasons


def _contradictions(one: Kept, person: str, known: Known) -> Iterator[str]:
    """Yield what else is known of the day that cannot be if this is so: another file may say otherwise."""
    if one.kind == "absence" and one.moment is not Moment.ALL_DAY:
        return
    for kind in _CANNOT_BOTH_BE.get(one.kind, ()):
        for found, name in ((known.entries, "#{}"), (known.candidates, "{}")):
            if (other := found.get((person, kind, one.occurred_on))) is not None:
                yield _("{other} says otherwise of that day", other=name.format(other))


def known_of(found: Iterable[Kept], everything: Iterable[Kept], people: People, ledger: Ledger) -> Known:
    """Return what else is known of the days of some candidates, of `everything` that files show."""
    entries: dict[tuple[str, str, date], int] = {}
    days = [one.occurred_on for one in found]
    known_at = ledger.known_now().entry
    for kind in _CANNOT_BOTH_BE.keys() - {MISSING_PUNCH} if days else ():
        for happened in ledger.standing_in_days(kind, known_at, min(days), max(days)):
            entries[happened.person or "", kind, happened.day] = happened.number
    candidates = {
        (id_of(one, people) or "", one.kind, one.occurred_on): one.id
        for one in everything
        if one.state == "open" and (one.kind != "absence" or one.moment is Moment.ALL_DAY)
    }
    return Known(entries, candidates)


def id_of(one: Kept, people: People) -> str | None:
    """Return the id of the person whom a candidate is about, by number or by name; None for nobody, or several."""
    if one.stands_for in people:
        return one.stands_for
    if one.worker in people and (not one.person or one.person in people[one.worker].names):
        return one.worker
    found = people.with_name(one.person or one.worker)
    return found[0].id if len(found) == 1 else None
