"""月度汇总: a line for each person, their sums of the month, and a column for each day (DingTalk)."""

import re
from collections.abc import Iterator
from datetime import date

from commands.intake._text import InputUnreadable
from commands.intake.attendance._candidates import (
    Candidate,
    Hours,
    Lines,
    cell_at,
    columns_of,
    day_in,
    heading_line,
    leave_in,
    name_in,
    shown_in,
)
from ledger.texts import _

LABEL = "月度汇总"
_WANTED = ("姓名", "迟到次数")


def is_one(lines: Lines) -> bool:
    """Whether a line of headings has 姓名 and 迟到次数."""
    return heading_line(lines, *_WANTED) is not None


def candidates_in(lines: Lines, hours: Hours) -> list[Candidate]:
    """Return what the columns of the days show; the sums of the month have no days. Raises InputUnreadable."""
    place = heading_line(lines, *_WANTED)
    assert place is not None
    days = _days_of(lines, place)
    if not days:
        raise InputUnreadable(
            _("the summary of the month has no column for each day"),
            expected=_("a column for each day of the month, under the days of its title"),
            remedy=_("Export it with the days, or hand in 每日统计."),
        )
    return list(_each(lines, place, days))


def _each(lines: Lines, place: int, days: dict[int, date]) -> Iterator[Candidate]:
    columns = columns_of(lines, place)
    first = place + 2 if _is_a_second_line_of_headings(lines, place, columns["姓名"]) else place + 1
    for number, cells in enumerate(lines[first:], first + 1):
        person = name_in(cell_at(cells, columns["姓名"]))
        if not person:
            continue
        for column, day in days.items():
            said = cell_at(cells, column)
            for kind, minutes in shown_in(said):
                yield Candidate(kind, person, cell_at(cells, columns.get("工号")), day, minutes, said, number,
                                leave_in(said))  # fmt: skip


def _is_a_second_line_of_headings(lines: Lines, place: int, name: int) -> bool:
    """DingTalk writes the days of the month, or of the week, in a second line under 考勤结果."""
    return place + 1 < len(lines) and not cell_at(lines[place + 1], name) and any(lines[place + 1])


def _days_of(lines: Lines, place: int) -> dict[int, date]:
    """Return the day of each column that is a day's: a whole date, or its number within the month of the title."""
    month = next((day for cells in lines[:place] for cell in cells if (day := _first_day_in(cell)) is not None), None)
    days: dict[int, date] = {}
    for row in (place, place + 1):
        for column, cell in enumerate(lines[row] if row < len(lines) else ()):
            day = day_in(cell) or _of_the_month(cell, month)
            if day is not None and column not in days:
                days[column] = day
    return days if len(days) > 1 else {}


def _first_day_in(text: str) -> date | None:
    found = re.search(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}", text)
    return day_in(found[0]) if found else None


def _of_the_month(cell: str, month: date | None) -> date | None:
    match = re.fullmatch(r"(\d{1,2})(日|号)?(\s*[(（]?(星期|周)?[一二三四五六日天][)）]?)?", cell.strip())
    if month is None or match is None:
        return None
    try:
        return month.replace(day=int(match[1]))
    except ValueError:
        return None
