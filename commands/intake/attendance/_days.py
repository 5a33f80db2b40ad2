"""The columns of a sheet that are days of a month, under the month of its title."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from commands.intake.attendance._candidates import Lines, cell_at, columns_of, day_in

_WEEKEND = {"六": 5, "日": 6}
# 5, 05日, 5（星期四）, 6-5, 6月5日
_DAY = re.compile(r"(?:(\d{1,2})[-/.月])?(\d{1,2})(?:日|号)?(?:\s*[(（]?(?:星期|周)?[一二三四五六日天][)）]?)?")


def has_two_lines_of_headings(lines: Lines, place: int) -> bool:
    """Whether the line under that of 姓名 names nobody: DingTalk has the days there, under 考勤结果."""
    name = columns_of(lines, place).get("姓名")
    return place + 1 < len(lines) and not cell_at(lines[place + 1], name) and any(lines[place + 1])


def days_of(lines: Lines, place: int) -> dict[int, date]:
    """Return the day of each column that is a day's: a whole date, or its number within the month of the title.

    DingTalk writes 六 and 日 in place of the numbers of a weekend: such a column is the day after the one before it.
    """
    month = next((day for cells in lines[:place] for cell in cells if (day := _first_day_in(cell)) is not None), None)
    days: dict[int, date] = {}
    for cells in (lines[place], *([lines[place + 1]] if has_two_lines_of_headings(lines, place) else [])):
        for column, cell in enumerate(cells):
            day = day_in(cell) or _of_the_month(cell, month) or _weekend(cells, column, days, month)
            if day is not None and column not in days:
                days[column] = day
    return days if len(days) > 1 else {}


def _weekend(cells: Sequence[str], column: int, days: dict[int, date], month: date | None) -> date | None:
    """Return the day of a column that says only that it is one of the weekend, if the neighbours bear it out."""
    name = cells[column].strip()
    if month is None or name not in _WEEKEND:
        return None
    # A month that begins with one has its first day in the title.
    day = days[column - 1] + timedelta(days=1) if column - 1 in days else month
    return day if day.weekday() == _WEEKEND[name] else None


def _first_day_in(text: str) -> date | None:
    found = re.search(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}", text)
    return day_in(found[0]) if found else None


def _of_the_month(cell: str, month: date | None) -> date | None:
    match = _DAY.fullmatch(cell.strip())
    if month is None or match is None or int(match[1] or month.month) != month.month:
        return None
    try:
        return month.replace(day=int(match[2]))
    except ValueError:
        return None
