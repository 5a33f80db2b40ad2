"""月度汇总: a line for each person, their sums of the month, and a column for each day (DingTalk)."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from commands.intake._text import InputUnreadable
from commands.intake.attendance._away import away_in, doubted, excused
from commands.intake.attendance._candidates import (
    Candidate,
    Hours,
    Lines,
    cell_at,
    columns_of,
    heading_line,
    name_in,
    shown_in,
)
from commands.intake.attendance._days import days_of, has_two_lines_of_headings
from ledger.texts import _, listing

LABEL = "月度汇总"
_WANTED = ("姓名", "迟到次数")
_OF_LEAVE = re.compile(r".{0,4}假([(（].*)?$|调休|补休|出差|外出|公出")
_NOTHING = frozenset({"", "0", "0.0", "-", "--", "无"})


def is_one(lines: Lines) -> bool:
    """Whether a line of headings has 姓名 and 迟到次数."""
    return heading_line(lines, *_WANTED) is not None


def candidates_in(lines: Lines, hours: Hours) -> list[Candidate]:
    """Return what the columns of the days show; the sums of the month have no days. Raises InputUnreadable."""
    place = heading_line(lines, *_WANTED)
    assert place is not None
    days = days_of(lines, place)
    if not days:
        raise InputUnreadable(
            _("the summary of the month has no column for each day"),
            expected=_("a column for each day of the month, under the days of its title"),
            remedy=_("Export it with the days, or hand in 每日统计."),
        )
    return list(_each(lines, place, days, hours))


def lines_unread(_lines: Lines) -> list[int]:
    """Return nothing: a day is a column here, and one without a day is none."""
    return []


def _each(lines: Lines, place: int, days: dict[int, date], hours: Hours) -> Iterator[Candidate]:
    columns = columns_of(lines, place)
    has_two = has_two_lines_of_headings(lines, place)
    sums = _columns_of_leave(lines, place, has_two, days)
    first = place + 2 if has_two else place + 1
    for number, cells in enumerate(lines[first:], first + 1):
        person = name_in(cell_at(cells, columns["姓名"]))
        if not person:
            continue
        leave = {column: away_in(cell_at(cells, column), day) for column, day in days.items()}
        unplaced = "" if any(leave.values()) else _leave_of_the_month(cells, sums)
        for column, day in days.items():
            said = cell_at(cells, column)
            for shown in shown_in(said):
                found = Candidate(shown.kind, person, cell_at(cells, columns.get("工号")), day, shown.minutes, said,
                                  number, shown.moment)  # fmt: skip
                found = excused(found, leave[column], hours)
                yield doubted(found, unplaced) if unplaced else found


def _columns_of_leave(lines: Lines, place: int, has_two: bool, days: dict[int, date]) -> dict[int, str]:
    """Return the columns that sum up leave of the month: 事假(小时), 年假(天), 出差时长, 外出时长."""
    rows = [lines[place], *([lines[place + 1]] if has_two else [])]
    named = {column: "".join(cell.split()) for row in rows for column, cell in enumerate(row) if cell.strip()}
    return {column: name for column, name in named.items() if column not in days and _OF_LEAVE.match(name)}


def _leave_of_the_month(cells: Sequence[str], sums: dict[int, str]) -> str:
    """Return what the sums say of leave that no day of the line shows, nothing if they say none."""
    said = [f"{name} {text}" for column, name in sums.items() if (text := cell_at(cells, column)) not in _NOTHING]
    return _("leave in the month, on days that the file does not say: {leave}", leave=listing(said)) if said else ""
