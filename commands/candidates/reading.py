"""Attendance files read: what they show is kept as candidates, after leave and the calendar were taken into account."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import click

from commands import wiring
from commands.candidates.listing import id_of
from commands.candidates.notes import notes_on_people, notes_on_sheets
from commands.candidates.papers import SETTLED, Kept, Paper, folder_of, kept_from, papers_in, write
from commands.intake import Opened, Sheet
from commands.intake.attendance import Candidate, shape_of
from commands.intake.attendance._agreed import Agreed
from commands.intake.attendance._away import Away, doubted, excused
from commands.intake.attendance._candidates import once_absent
from commands.intake.attendance._leave import OnLeave
from commands.intake.attendance._punched import JUDGED_BY_HOURS
from commands.terminal.tables import print_json, print_page
from ledger.errors import LedgerError
from ledger.people import People, without_spaces
from ledger.remedies.working_days import is_worked
from ledger.texts import _, listing
from projections.reports import Paragraph

if TYPE_CHECKING:
    from ledger.entry import Attachment


class JudgedAlready(LedgerError):
    """A file whose candidates were settled, and that is to be judged by other hours."""

    code = "judged-already"


class Read(NamedTuple):
    """What is taken into account when a file is read."""

    agreed: Agreed
    leave: Sequence[tuple[Opened, Sequence[OnLeave]]] = ()
    dry_run: bool = False
    passed_over: Sequence[str] = ()
    """The sheets of the file that are no attendance."""


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
        _mark_what_is_known(paper, others, how.agreed, people)
    notes += _take_account(paper, how, people)
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
        found += [(sheet.name, _by_the_calendar(one)) for one in shown]
    by = wiring.recorder(click.get_current_context())
    return Paper(
        file=attachment, shape=listing(dict.fromkeys(labels)), read_by=by.name or by.login, read_at=datetime.now(UTC),
        candidates=kept_from(found, attachment), hours=agreed.hours,
    )  # fmt: skip


def _by_the_calendar(one: Candidate) -> Candidate:
    worked = is_worked(one.occurred_on)
    if worked is None:
        return doubted(one, _("the holidays of {year} are not known yet", year=one.occurred_on.year))
    return one if worked else doubted(one, _("no working day by the calendar"))


def _take_account(paper: Paper, how: Read, people: People) -> Iterator[str]:
    """Set who stands behind numbers and who is on leave, in candidates that are open; yield what could not be used."""
    _say_who(paper, how.agreed)
    away: dict[str, list[Away]] = {}
    for file, lines in how.leave:
        granted = [line for line in lines if line.is_granted]
        if len(granted) < len(lines):
            left_out = listing(str(line.line) for line in lines if not line.is_granted)
            yield _("{file}: not granted, so not taken into account: lines {lines}", file=file.path, lines=left_out)
        for line in granted:
            person = _who(line, how.agreed, people)
            if line.away is not None and person is not None:
                away.setdefault(person, []).append(line.away)
                continue
            why = _("nobody on the roster is this one person") if person is None else _("the days cannot be read")
            yield _("{file} line {line} ({person}) is not taken into account: {why}", file=file.path, line=line.line,
                    person=line.person, why=why)  # fmt: skip
    for one in paper.candidates:
        leave = away.get(id_of(one, people) or "")
        if one.state == "open" and leave:
            judged = excused(one.as_candidate(), leave, how.agreed.hours)
            one.on_leave, one.doubt = judged.on_leave, judged.doubt
            one.state = "on-leave" if one.on_leave else "open"


def _say_who(paper: Paper, agreed: Agreed) -> None:
    for one in paper.candidates:
        if one.state == "open":
            one.stands_for = agreed.workers.get(one.person or one.worker, one.stands_for)


def _who(line: OnLeave, agreed: Agreed, people: People) -> str | None:
    if line.person in agreed.workers:
        return agreed.workers[line.person]
    if line.worker in people and line.person in map(without_spaces, people[line.worker].names):
        return line.worker
    found = people.with_name(line.person)
    return found[0].id if len(found) == 1 else None


def _mark_what_is_known(paper: Paper, papers: Sequence[Paper], agreed: Agreed, people: People) -> None:
    """Mark what an earlier file shows too: the same month is exported again, and a day stands in both its summaries."""
    _say_who(paper, agreed)
    shown: dict[object, list[list[Kept]]] = {}
    for other in papers:
        of_other: dict[object, list[Kept]] = {}
        for one in other.candidates:
            if one.state != "seen":
                of_other.setdefault(_what_it_is(one, people), []).append(one)
        for key, found in of_other.items():
            shown.setdefault(key, []).append(found)
    count: Counter[object] = Counter()
    for one in paper.candidates:
        key = _what_it_is(one, people)
        place = count[key]
        count[key] += 1
        known = [found[place] for found in shown.get(key, ()) if len(found) > place]
        if not known or one.state != "open":
            continue
        alike = next((other for other in known if None in {one.minutes, other.minutes}
                      or one.minutes == other.minutes), None)  # fmt: skip
        if alike is not None:
            one.state, one.seen_as = "seen", alike.id
        else:
            told = _("{candidate} of another file says {minutes} minutes", candidate=known[0].id,
                     minutes=known[0].minutes)  # fmt: skip
            one.doubt = doubted(one.as_candidate(), told).doubt


def _what_it_is(one: Kept, people: People) -> object:
    return id_of(one, people) or (one.person, one.worker), one.occurred_on, one.kind


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
