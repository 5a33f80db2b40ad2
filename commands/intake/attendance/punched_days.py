"""刷卡记录表: a line for each person, a column for each day of the month, and in its cells the times of the punches."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time

from commands.intake.attendance._candidates import Candidate, Hours, Lines, cell_at, columns_of, heading_line, name_in
from commands.intake.attendance._days import days_of
from commands.intake.attendance._punched import of_a_day
from ledger.remedies.working_days import is_worked

LABEL = "刷卡记录表"
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?::\d\d)?(?!\d)")
_LINES_LOOKED_AT = 20


def is_one(lines: Lines) -> bool:
    """Whether there is 姓名 beside columns of days, and a time in one of them."""
    place = heading_line(lines, "姓名")
    days = days_of(lines, place) if place is not None else {}
    some = lines[place + 1 : place + 1 + _LINES_LOOKED_AT] if place is not None else ()
    return any(_CLOCK.search(cell_at(cells, column)) and not re.search(r"[一-鿿]", cell_at(cells, column))
               for cells in some for column in days)  # fmt: skip


def candidates_in(lines: Lines, hours: Hours) -> list[Candidate]:
    """Return the working days on which the first punch is late, the last one early, or one of the two is missing."""
    found: list[Candidate] = []
    for number, person, worker, day, said in _cells(lines):
        punched = sorted(datetime.combine(day, time(int(hour), int(minute))) for hour, minute in _CLOCK.findall(said))
        if punched and is_worked(day) is not False:
            found += of_a_day(person, worker, day, [(instant, number) for instant in punched], hours)
    return found


def lines_unread(lines: Lines) -> list[int]:
    """Return the lines, from 1, in which a day holds figures that are no time."""
    unread = (number for number, *_who, said in _cells(lines) if re.search(r"\d", said) and not _CLOCK.search(said))
    return sorted(set(unread))


def _cells(lines: Lines) -> Iterator[tuple[int, str, str, date, str]]:
    place = heading_line(lines, "姓名")
    assert place is not None
    columns, days = columns_of(lines, place), days_of(lines, place)
    for number, cells in enumerate(lines[place + 1 :], place + 2):
        person = name_in(cell_at(cells, columns["姓名"]))
        for column, day in days.items() if person else ():
            yield number, person, cell_at(cells, columns.get("工号")), day, cell_at(cells, column)
