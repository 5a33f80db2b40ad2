"""打卡记录: a line for each punch, of a machine that judges nothing (姓名 and 日期时间; ZKTeco's attlog)."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from commands.intake.attendance._candidates import (
    MISSING_PUNCH,
    Candidate,
    Hours,
    Lines,
    Moment,
    cell_at,
    columns_of,
    heading_line,
    instant_in,
    name_in,
)
from ledger.remedies.working_days import is_worked

LABEL = "打卡记录"
_TIMES = ("日期时间", "打卡时间", "考勤时间", "时间")
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
            found += _of_a_day(person, worker, day, sorted(punched), hours)
    return found


def _of_a_day(
    person: str, worker: str, day: date, punched: list[tuple[datetime, int]], hours: Hours
) -> Iterator[Candidate]:
    (first, line), (last, last_line) = punched[0], punched[-1]
    begins, ends = datetime.combine(day, hours.begins), datetime.combine(day, hours.ends)
    said = "、".join(f"{instant:%H:%M}" for instant, _line in punched)
    late, early = int((first - begins).total_seconds()) // 60, int((ends - last).total_seconds()) // 60
    if len(punched) == 1:
        moment = Moment.ENDS if first - begins < ends - first else Moment.BEGINS
        yield Candidate(MISSING_PUNCH, person, worker, day, None, said, line, moment)
        return
    if late > 0:
        yield Candidate("late-arrival", person, worker, day, late, said, line, Moment.BEGINS)
    if early > 0:
        yield Candidate("early-departure", person, worker, day, early, said, last_line, Moment.ENDS)


def _punches(lines: Lines) -> Iterator[tuple[int, str, str, datetime]]:
    place = _heading(lines)
    if place is None:
        for number, cells in enumerate(lines, 1):
            match = _ATTLOG.match(" ".join(cells))
            instant = instant_in(match[2]) if match else None
            if match and instant is not None:
                yield number, "", match[1], instant
        return
    columns = columns_of(lines, place)
    at = next(columns[name] for name in _TIMES if name in columns)
    for number, cells in enumerate(lines[place + 1 :], place + 2):
        person, instant = name_in(cell_at(cells, columns["姓名"])), instant_in(cell_at(cells, at))
        if person and instant is not None:
            yield number, person, _number(cells, columns), instant


def _number(cells: Sequence[str], columns: dict[str, int]) -> str:
    return next((cell_at(cells, columns[name]) for name in _NUMBERS if name in columns), "")


def _heading(lines: Lines) -> int | None:
    return next((place for name in _TIMES if (place := heading_line(lines, "姓名", name)) is not None), None)


def _is_attlog(lines: Lines) -> bool:
    some = [" ".join(cells) for cells in lines[:20] if any(cells)]
    return bool(some) and all(_ATTLOG.match(line) for line in some)
