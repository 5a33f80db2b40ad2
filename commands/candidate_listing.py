"""Candidates as a table: who, when, what the file says, and what became of it."""

from collections.abc import Sequence

from commands.candidate_papers import Kept, Paper
from commands.intake.attendance._candidates import MISSING_PUNCH
from ledger.facts import catalogue
from ledger.people import People
from ledger.texts import _, later
from projections.reports import Page, Paragraph, Table

_STATES = {"open": later("to be confirmed"), "on-leave": later("on leave"), "confirmed": later("confirmed"),
           "dismissed": later("dismissed")}  # fmt: skip


def page_of(rows: Sequence[tuple[Paper, Kept]], people: People) -> Page:
    """Return the table of candidates, each with its paper."""
    if not rows:
        return [Paragraph(_("No candidate is open."))]
    headings = (_("candidate"), _("day"), _("person"), _("what"), _("minutes"), _("as the file has it"), _("where"),
                _("state"))  # fmt: skip
    cells = [
        (
            one.id, one.occurred_on.isoformat(), one.person or one.worker, _what(one),
            "" if one.minutes is None else str(one.minutes), one.said, where_of(paper, one),
            state_of(one) if id_of(one, people) else _("not on the roster"),
        )
        for paper, one in rows
    ]  # fmt: skip
    return [Table(headings, cells, frozenset({4}))]


def _what(one: Kept) -> str:
    return _("missing punch") if one.kind == MISSING_PUNCH else str(catalogue()[one.kind].LABEL)


def where_of(paper: Paper, one: Kept) -> str:
    """Return the file, the sheet and the line in words."""
    sheet = f"[{one.sheet}]" if one.sheet else ""
    return _("{file}{sheet} line {line}", file=paper.file.name, sheet=sheet, line=one.line)


def state_of(one: Kept) -> str:
    """Return the state in words, with the leave, the reason or the entry."""
    told = one.on_leave if one.state == "on-leave" else one.reason or (f"#{one.entry}" if one.entry else "")
    return f"{_(_STATES[one.state])} {told}".strip()


def id_of(one: Kept, people: People) -> str | None:
    """Return the id of the person whom a candidate is about, by number or by name; None for nobody, or several."""
    if one.worker in people and (not one.person or one.person in people[one.worker].names):
        return one.worker
    found = people.with_name(one.person or one.worker)
    return found[0].id if len(found) == 1 else None
