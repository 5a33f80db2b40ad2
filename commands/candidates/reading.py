"""Attendance files read: what they show is kept as candidates, after leave and the calendar were taken into account."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from commands import wiring
from commands.candidates.accounting import Read, by_the_calendar, mark_what_is_known, take_account
from commands.candidates.notes import notes_on_people, notes_on_sheets
from commands.candidates.papers import SETTLED, Paper, folder_of, kept_from, papers_in, write
from commands.intake import Opened, Sheet
from commands.intake.attendance import Candidate, shape_of
from commands.intake.attendance._agreed import Agreed
from commands.intake.attendance._candidates import once_absent
from commands.intake.attendance._punched import JUDGED_BY_HOURS
from commands.terminal.tables import print_json, print_page
from ledger.errors import LedgerError
from ledger.texts import _, listing
from projections.reports import Paragraph

if TYPE_CHECKING:
    from ledger.entry import Attachment


class JudgedAlready(LedgerError):
    """A file whose candidates were settled, and that is to be judged by other hours."""

    code = "judged-already"


def attendance_in(file: Opened) -> list[Sheet]:
    """Return the sheets of a file that have a shape of attendance files; none of JSON."""
    return [sheet for sheet in file.sheets if shape_of(sheet.lines) is not None]


def read_in(file: Path, sheets: Sequence[Sheet], how: Read, as_json: bool) -> None:
    """Keep what an attendance file shows as candidates, and say what came of it; the same file adds nothing again."""
    from ledger.entry import Attachment
    from ledger.integrity.evidence import evidence_of, hash_of, keep

    context = click.get_current_context()
    ledger = wiring.open_ledger(context)  # a ledger there has to be
    people = ledger.people(ledger.known_now().entry)
    beside = wiring.beside(context)
    attachment = (Attachment(sha256=hash_of(file), name=file.name, size=file.stat().st_size) if how.dry_run
                  else keep(file, evidence_of(beside)))  # fmt: skip
    papers = list(papers_in(folder_of(beside)))
    notes = [*notes_on_sheets(sheets, how.passed_over)]
    paper = next((one for one in papers if one.file.sha256 == attachment.sha256), None)
    is_new = paper is None
    if paper is not None and paper.hours != how.agreed.hours and _is_judged_by_hours(paper):
        notes.append(_("judged anew, by other hours; what a list of leave said before has to be said again"))
        paper = None if all(one.state not in SETTLED for one in paper.candidates) else _refuse_other_hours(paper)
    if paper is None:
        paper = _paper(sheets, attachment, how.agreed)
        others = [one for one in papers if one.file.sha256 != attachment.sha256]
        mark_what_is_known(paper, others, how.agreed, people)
    notes += take_account(paper, how, people)
    if not how.dry_run:
        write(paper, folder_of(beside))
    notes += notes_on_people(paper, people)
    if _is_judged_by_hours(paper):
        hours = how.agreed.hours
        notes.append(_("judged by work from {begins:%H:%M} to {ends:%H:%M} (--begins, --ends) on working days",
                       begins=hours.begins, ends=hours.ends))  # fmt: skip
    _say(paper, is_new, notes, how.dry_run, as_json)


def _is_judged_by_hours(paper: Paper) -> bool:
    return any(shape in paper.shape for shape in JUDGED_BY_HOURS)


def _refuse_other_hours(paper: Paper) -> NoReturn:
    raise JudgedAlready(
        _("candidates of {file} were settled by other hours", file=paper.file.name),
        expected=f"--begins {paper.hours.begins:%H:%M} --ends {paper.hours.ends:%H:%M}",
        remedy=_("What was recorded by the wrong hours is put right with gongguo correct or void."),
    )


def _paper(sheets: Sequence[Sheet], attachment: "Attachment", agreed: Agreed) -> Paper:
    found: list[tuple[str | None, Candidate]] = []
    labels = []
    for sheet in sheets:
        shape = shape_of(sheet.lines)
        assert shape is not None
        labels.append(shape.LABEL)
        shown = once_absent(shape.candidates_in(sheet.lines, agreed.hours))
        found += [(sheet.name, by_the_calendar(one)) for one in shown]
    by = wiring.recorder(click.get_current_context())
    return Paper(
        file=attachment, shape=listing(dict.fromkeys(labels)), read_by=by.name or by.login, read_at=datetime.now(UTC),
        candidates=kept_from(found, attachment), hours=agreed.hours,
    )  # fmt: skip


def _say(paper: Paper, is_new: bool, notes: Sequence[str], dry_run: bool, as_json: bool) -> None:
    states = Counter(one.state for one in paper.candidates)
    document: dict[str, Any] = {
        "schema": "gongguo.candidates-read/1", "file": paper.file.name, "sha256": paper.file.sha256,
        "shape": paper.shape, "is_new": is_new, "dry_run": dry_run, "open": states["open"],
        "doubtful": sum(one.state == "open" and bool(one.doubt) for one in paper.candidates),
        "on_leave": states["on-leave"], "seen": states["seen"],
        "settled": states["confirmed"] + states["dismissed"], "notes": list(notes),
    }  # fmt: skip
    if as_json:
        print_json(document)
        return
    text = _("{file} ({shape}): {open} candidates to be confirmed ({doubtful} doubtful), {on_leave} on leave, "
             "{seen} in an earlier file too, {settled} settled before.", **document)  # fmt: skip
    after = _("Dry run: nothing was kept.") if dry_run else _("gongguo candidates list shows them.")
    print_page([Paragraph("\n".join([text, *(_("note: {note}", note=note) for note in notes), after]))])
