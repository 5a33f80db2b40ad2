"""`candidates`: what attendance files show, until somebody confirms it (then it is an entry) or dismisses it."""

from pathlib import Path
from typing import Any

import click
import msgspec

from commands import options, wiring
from commands.candidates.accounting import Read
from commands.candidates.listing import id_of, known_of, page_of
from commands.candidates.notes import passed_over_in
from commands.candidates.papers import folder_of, papers_in
from commands.candidates.reading import attendance_in, read_in
from commands.candidates.settling import confirm, dismiss
from commands.intake import opened
from commands.intake.attendance._agreed import Agreed, read_agreed
from commands.intake.attendance._leave import leave_list
from commands.intake.mapping import keep_mapping, place_of
from commands.terminal.tables import print_json, print_page
from ledger.errors import LedgerError
from ledger.texts import _, later

ABOUT = later("what attendance files show, to be confirmed: read, list, confirm, dismiss")
LEAVE = later(
    "a list of leave (DingTalk's 审批, or 姓名, 开始时间, 结束时间): what it covers is not open; may be repeated"
)
WORKER = later("whose a machine's number is, or a name that the roster does not have (21=张婷婷); may be repeated")
BEGINS = later("when work begins, for punches that no program has judged; left out: 08:30")
ENDS = later("when work ends, likewise; left out: 17:30")
LEAVE_COLUMN = later("a column of the list of leave and what it says (请假人=person, 起=begins, 止=ends, 假别=what)")
MAP = later("numbers, hours and columns of leave as they were kept under this name")
SAVE_MAP = later("keep numbers, hours and columns of leave under a name beside the ledger, for --map")
DRY_RUN = later("say what the file shows and keep nothing")
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
         click.Option(["--leave"], metavar=_("FILE"), type=click.Path(path_type=Path), multiple=True, help=_(LEAVE)),
         click.Option(["--worker", "workers"], metavar=_("NUMBER=PERSON"), multiple=True, help=_(WORKER)),
         click.Option(["--begins"], metavar="HH:MM", help=_(BEGINS)),
         click.Option(["--ends"], metavar="HH:MM", help=_(ENDS)),
         click.Option(["--leave-column", "leave_columns"], metavar=_("HEADING=WHAT"), multiple=True,
                      help=_(LEAVE_COLUMN)),
         click.Option(["--map", "map_name"], metavar=_("NAME"), help=_(MAP)),
         click.Option(["--save-map", "save_as"], metavar=_("NAME"), help=_(SAVE_MAP)),
         click.Option(["--dry-run"], is_flag=True, help=_(DRY_RUN))],
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


def _read(
    file: Path, leave: tuple[Path, ...], begins: str | None, ends: str | None, workers: tuple[str, ...],
    leave_columns: tuple[str, ...], map_name: str | None, save_as: str | None, dry_run: bool, as_json: bool,
    **_others: Any,
) -> None:  # fmt: skip
    handed_in = opened(file)
    sheets = attendance_in(handed_in)
    if not sheets:
        raise NotAttendance(
            _("{file} is no attendance file", file=file),
            expected=_("月度汇总, 每日统计, or a log of punches with 姓名 and 打卡时间"),
            remedy=_("gongguo import takes files of entries."),
        )
    context = click.get_current_context()
    ledger, beside = wiring.open_ledger(context), wiring.beside(context)
    agreed = Agreed() if map_name is None else read_agreed(place_of(map_name, beside))
    people = ledger.people(ledger.known_now().entry)
    agreed = agreed.extended(workers, leave_columns, begins, ends, people)
    lists = [(one, leave_list(one, agreed.leave)) for one in map(opened, leave)]
    read_in(file, sheets, Read(agreed, lists, dry_run, passed_over_in(handed_in)), as_json)
    if save_as is not None:
        keep_mapping(agreed, place_of(save_as, beside))
        click.echo(_("note: {note}", note=_("the mapping is kept: --map {name}", name=save_as)), err=True)


def _list(everything: bool, as_json: bool, **_others: Any) -> None:
    context = click.get_current_context()
    ledger = wiring.open_ledger(context)
    people = ledger.people(ledger.known_now().entry)
    papers = list(papers_in(folder_of(wiring.beside(context))))
    rows = [(paper, one) for paper in papers for one in paper.candidates if everything or one.state == "open"]
    if as_json:
        listed = [{**msgspec.to_builtins(one), "file": paper.file.name, "person_id": id_of(one, people)}
                  for paper, one in rows]  # fmt: skip
        print_json({"schema": "gongguo.candidates/1", "candidates": listed})
        return
    listed_ones, every_one = [one for _paper, one in rows], [one for paper in papers for one in paper.candidates]
    print_page(page_of(rows, people, known_of(listed_ones, every_one, people, ledger)))
