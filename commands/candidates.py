"""`candidates`: what attendance files show, until somebody confirms it (then it is an entry) or dismisses it."""

from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from commands import options, wiring
from commands.candidate_listing import id_of, page_of
from commands.candidate_papers import Paper, folder_of, kept_from, papers_in, write
from commands.candidate_settling import confirm, dismiss
from commands.intake.attendance import Hours, shape_of
from commands.intake.attendance._candidates import Candidate
from commands.intake.attendance._leave import leave_list
from commands.intake.sheets import Opened, Sheet, opened
from commands.tables import print_json, print_page
from ledger.errors import LedgerError
from ledger.facts import UnreadableValue
from ledger.texts import _, later, listing
from projections.reports import Paragraph

if TYPE_CHECKING:
    from ledger.entry import Attachment

ABOUT = later("what attendance files show, to be confirmed: read, list, confirm, dismiss")
LEAVE = later("a list of leave (姓名, 开始日期, 结束日期): what falls on those days is not open")
BEGINS = later("when work begins, for punches that no program has judged")
ENDS = later("when work ends, likewise")
ALL = later("every open candidate")
EVERYTHING = later("those that are no longer open too")
AS = later("the kind of entry that a missing punch is to be recorded as: absence, late-arrival, early-departure")
REASON = later("why nothing is to be recorded")


class NotAttendance(LedgerError):
    """A file that has none of the shapes of attendance files."""

    code = "not-attendance"


def command_for(name: str) -> click.Command:
    """Make the group `candidates`."""
    group = click.Group(name, help=_(ABOUT), params=options.everywhere())
    ids = click.Argument(["ids"], nargs=-1, metavar=_("[CANDIDATE…]"))
    everyone = click.Option(["--all", "everything"], is_flag=True, help=_(ALL))
    read = options.command(
        "read", _read,
        [click.Argument(["file"], metavar=_("FILE"), type=click.Path(path_type=Path)),
         click.Option(["--leave"], metavar=_("FILE"), type=click.Path(path_type=Path), help=_(LEAVE)),
         click.Option(["--begins"], default="08:30", show_default=True, metavar="HH:MM", help=_(BEGINS)),
         click.Option(["--ends"], default="17:30", show_default=True, metavar="HH:MM", help=_(ENDS))],
        later("read an attendance file: nothing is recorded yet"), "gongguo candidates read 考勤.xlsx --leave 请假.csv",
    )  # fmt: skip
    show = options.command(
        "list", _list, [click.Option(["--all", "everything"], is_flag=True, help=_(EVERYTHING))],
        later("list the candidates that are open"), "gongguo candidates list",
    )  # fmt: skip
    as_kind = click.Option(["--as", "kind"], metavar="KIND", help=_(AS))
    confirming = options.command(
        "confirm", confirm, [ids, everyone, as_kind],
        later("record candidates as entries, with the file and its line: all or none"),
        "gongguo candidates confirm --all",
    )  # fmt: skip
    dismissing = options.command(
        "dismiss", dismiss, [ids, everyone, click.Option(["--reason"], required=True, help=_(REASON))],
        later("dismiss candidates, with a reason"), "gongguo candidates dismiss --all --reason 已核实正常出勤",
    )  # fmt: skip
    for command in (read, show, confirming, dismissing):
        group.add_command(command)
    return group


def attendance_in(file: Opened) -> list[Sheet]:
    """Return the sheets of a file that have a shape of attendance files; none of JSON."""
    return [sheet for sheet in file.sheets if shape_of(sheet.lines) is not None]


def _read(file: Path, leave: Path | None, begins: str, ends: str, as_json: bool, **_others: Any) -> None:
    sheets = attendance_in(opened(file))
    if not sheets:
        raise NotAttendance(
            _("{file} is no attendance file", file=file),
            expected=_("月度汇总, 每日统计, or a log of punches with 姓名 and 打卡时间"),
            remedy=_("gongguo import takes files of entries."),
        )
    read_in(file, sheets, leave, Hours(_clock(begins), _clock(ends)), as_json)


def read_in(file: Path, sheets: Sequence[Sheet], leave: Path | None, hours: Hours, as_json: bool) -> None:
    """Keep what an attendance file shows as candidates, and say what came of it; the same file adds nothing again."""
    from ledger.integrity.evidence import evidence_of, keep

    context = click.get_current_context()
    wiring.open_ledger(context)  # a ledger there has to be
    path = wiring.ledger_path(context)
    away = leave_list(leave) if leave is not None else {}
    attachment = keep(file, evidence_of(path))
    paper = next((one for one in papers_in(folder_of(path)) if one.file.sha256 == attachment.sha256), None)
    is_new = paper is None
    if paper is None:
        paper = _paper(sheets, attachment, hours)
    for one in paper.candidates:
        if one.state == "open" and (one.person, one.occurred_on) in away:
            one.state, one.on_leave = "on-leave", away[one.person, one.occurred_on]
    write(paper, folder_of(path))
    _say_read(paper, is_new, as_json)


def _paper(sheets: Sequence[Sheet], attachment: "Attachment", hours: Hours) -> Paper:
    found: list[tuple[str | None, Candidate]] = []
    labels = []
    for sheet in sheets:
        shape = shape_of(sheet.lines)
        assert shape is not None
        labels.append(shape.LABEL)
        found += [(sheet.name, one) for one in shape.candidates_in(sheet.lines, hours)]
    by = wiring.recorder(click.get_current_context())
    return Paper(
        file=attachment, shape=listing(dict.fromkeys(labels)), read_by=by.name or by.login, read_at=datetime.now(UTC),
        candidates=kept_from(found, attachment),
    )  # fmt: skip


def _say_read(paper: Paper, is_new: bool, as_json: bool) -> None:
    states = [one.state for one in paper.candidates]
    document = {
        "schema": "gongguo.candidates-read/1", "file": paper.file.name, "sha256": paper.file.sha256,
        "shape": paper.shape, "is_new": is_new, "open": states.count("open"), "on_leave": states.count("on-leave"),
        "settled": states.count("confirmed") + states.count("dismissed"),
    }  # fmt: skip
    if as_json:
        print_json(document)
        return
    text = _("{file} ({shape}): {open} candidates to be confirmed, {on_leave} on leave, {settled} settled before.")
    print_page([Paragraph(text.format(**document)), Paragraph(_("gongguo candidates list shows them."))])


def _list(everything: bool, as_json: bool, **_others: Any) -> None:
    context = click.get_current_context()
    ledger = wiring.open_ledger(context)
    people = ledger.people(ledger.known_now().entry)
    papers = list(papers_in(folder_of(wiring.ledger_path(context))))
    rows = [(paper, one) for paper in papers for one in paper.candidates if everything or one.state == "open"]
    if as_json:
        listed = [{**msgspec.to_builtins(one), "file": paper.file.name, "person_id": id_of(one, people)}
                  for paper, one in rows]  # fmt: skip
        print_json({"schema": "gongguo.candidates/1", "candidates": listed})
        return
    print_page(page_of(rows, people))


def _clock(text: str) -> time:
    """Read a time of the day, HH:MM. Raises UnreadableValue."""
    try:
        return time.fromisoformat(text)
    except ValueError:
        raise UnreadableValue(
            _("this is no time of the day"), expected="08:30", found=f"“{text}”", column="time"
        ) from None
