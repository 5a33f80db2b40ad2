"""打卡记录: a line for each punch, of a machine that judges nothing (姓名 and 日期时间; ZKTeco's attlog)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from commands.intake.attendance._candidates import (
    Candidate,
    Hours,
    Lines,
    cell_at,
    columns_of,
    day_in,
    heading_line,
    instant_in,
    name_in,
)
from commands.intake.attendance._punched import of_a_day
from ledger.remedies.working_days import is_worked

LABEL = "打卡记录"
_DAYS = ("日期", "打卡日期", "考勤日期", "刷卡日期")
_TIMES = ("日期时间", "打卡时间", "考勤时间", "刷卡时间", "时间")
_NUMBERS = ("工号", "考勤号码", "考勤号", "登记号码", "编号")
_ATTLOG = re.compile(r"\s*(\S+)\s+(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2})(\s+\d+)*\s*$")


def is_one(lines: Lines) -> bool:
    """Whether there are headings 姓名 and a time, or every line is one of an attlog."""
    return _heading(lines) is not None or _is_attlog(lines)


def candidates_in(lines: Lines, hours: Hours) -> list[Candidate]:
    """Return the working days on which the first punch is late, the last one early, or one of the two is missing.

    Of somebody who did not punch at all on a day nothing is said: the file does not tell who had to work.
    """
    days: dict[tuple[str, str, date], list[tuple[datetime, int]]] = defaultdict(list)
    for number, person, worker, instant in _punches(lines):
        days[person, worker, instant.date()].append((instant, number))
    found: list[Candidate] = []
    for (person, worker, day), punched in sorted(days.items(), key=lambda one: (one[1][0][1], one[0][2])):
        if is_worked(day) is not False:  # of a year whose holidays nobody knows, each day is shown
            found += of_a_day(person, worker, day, sorted(punched), hours)
    return found


def lines_unread(lines: Lines) -> list[int]:
    """Return the lines, from 1, of somebody whose punch cannot be read."""
    return [number for number, person, _worker, instant in _each(lines) if person and instant is None]


def _punches(lines: Lines) -> Iterator[tuple[int, str, str, datetime]]:
    for number, person, worker, instant in _each(lines):
        if instant is not None:
            yield number, person, worker, instant


def _each(lines: Lines) -> Iterator[tuple[int, str, str, datetime | None]]:
    place = _heading(lines)
    if place is None:
        for number, cells in enumerate(lines, 1):
            match = _ATTLOG.match(" ".join(cells))
            if match:
                yield number, "", match[1], instant_in(match[2])
        return
    columns = columns_of(lines, place)
    at = next(columns[name] for name in _TIMES if name in columns)
    of_the_day = next((columns[name] for name in _DAYS if name in columns), None)
    for number, cells in enumerate(lines[place + 1 :], place + 2):
        person, said = name_in(cell_at(cells, columns["姓名"])), cell_at(cells, at)
        if person and said:
            instant = instant_in(said) or instant_in(f"{_day_at(cells, of_the_day)} {said}")
            yield number, person, _number(cells, columns), instant


def _day_at(cells: Sequence[str], column: int | None) -> str:
    """Return the day of a column beside that of the times, nothing where it holds none."""
    return str(day_in(cell_at(cells, column)) or "")


def _number(cells: Sequence[str], columns: dict[str, int]) -> str:
    return next((cell_at(cells, columns[name]) for name in _NUMBERS if name in columns), "")


def _heading(lines: Lines) -> int | None:
    return next((place for name in _TIMES if (place := heading_line(lines, "姓名", name)) is not None), None)


def _is_attlog(lines: Lines) -> bool:
    some = [" ".join(cells) for cells in lines[:20] if any(cells)]
    return bool(some) and all(_ATTLOG.match(line) for line in some)
