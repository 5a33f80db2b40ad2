"""每日统计, 原始记录: a line for each person and day, or each punch, with its result (DingTalk)."""

import re
from collections.abc import Iterator
from datetime import time

from commands.intake.attendance._away import away_in, excused
from commands.intake.attendance._candidates import (
    Candidate,
    Hours,
    Lines,
    Moment,
    cell_at,
    columns_of,
    day_in,
    heading_line,
    instant_in,
    name_in,
    shown_in,
)

LABEL = "每日统计"
_DAYS = ("日期", "考勤日期")
_CLOCK = re.compile(r"(?<!\d)([0-2]?\d):([0-5]\d)")


def is_one(lines: Lines) -> bool:
    """Whether a line of headings has 姓名, 日期 and some 打卡结果 or 考勤结果."""
    place = _heading(lines)
    return place is not None and bool(_results(lines, place))


def candidates_in(lines: Lines, hours: Hours) -> list[Candidate]:
    """Return what the results of the punches show."""
    place = _heading(lines)
    assert place is not None
    return list(_each(lines, place, hours))


def lines_unread(lines: Lines) -> list[int]:
    """Return the lines, from 1, of somebody on a day that cannot be read."""
    place = _heading(lines)
    assert place is not None
    columns = columns_of(lines, place)
    of_the_day = next(columns[name] for name in _DAYS if name in columns)
    return [number for number, cells in enumerate(lines[place + 1 :], place + 2)
            if name_in(cell_at(cells, columns["姓名"])) and cell_at(cells, of_the_day)
            and day_in(cell_at(cells, of_the_day)) is None]  # fmt: skip


def _heading(lines: Lines) -> int | None:
    return next((place for day in _DAYS if (place := heading_line(lines, "姓名", day)) is not None), None)


def _each(lines: Lines, place: int, hours: Hours) -> Iterator[Candidate]:
    columns, results = columns_of(lines, place), _results(lines, place)
    of_the_day = next(columns[name] for name in _DAYS if name in columns)
    lengths = {"late-arrival": columns.get("迟到时长"), "early-departure": columns.get("早退时长")}
    plan, punched = columns.get("考勤时间"), columns.get("打卡时间")
    for number, cells in enumerate(lines[place + 1 :], place + 2):
        person, day = name_in(cell_at(cells, columns["姓名"])), day_in(cell_at(cells, of_the_day))
        if not person or day is None:
            continue
        leave, of_the_turn = away_in(" ".join(cells), day), _hours_of(cell_at(cells, columns.get("班次")), hours)
        has_two = any(cell_at(cells, column) for column, name in results.items() if name.startswith("上班2"))
        for column, name in results.items():
            said = cell_at(cells, column)
            is_begin, moment = _told_by(name, has_two)
            for shown in shown_in(said, is_begin):
                minutes = (shown.minutes or _whole(cell_at(cells, lengths.get(shown.kind)))
                           or _between(cell_at(cells, plan), cell_at(cells, punched)))  # fmt: skip
                found = Candidate(shown.kind, person, cell_at(cells, columns.get("工号")), day, minutes, said, number,
                                  moment if moment and shown.moment != Moment.ALL_DAY else shown.moment)  # fmt: skip
                yield excused(found, leave, of_the_turn)


def _results(lines: Lines, place: int) -> dict[int, str]:
    """Return the columns of results, each with its heading."""
    names = {column: "".join(cell.split()) for column, cell in enumerate(lines[place])}
    return {column: name for column, name in names.items() if name.endswith(("打卡结果", "考勤结果"))}


def _told_by(name: str, has_two: bool) -> tuple[bool | None, Moment | None]:
    """Return whether a result is of coming to work, and when on the day; of a day with two turns of work if so said."""
    if name.startswith("上班"):
        return True, Moment.AFTER_NOON if name[2] in "23" else Moment.BEGINS
    if name.startswith("下班"):
        return False, Moment.BEFORE_NOON if has_two and name[2] == "1" else Moment.ENDS
    return None, None


def _hours_of(turn: str, hours: Hours) -> Hours:
    """Return when work begins and ends by the words of a turn, 早班 09:00-18:00, else as it is agreed."""
    clocks = [time(int(hour), int(minute)) for hour, minute in _CLOCK.findall(turn) if int(hour) < 24]
    return Hours(clocks[0], clocks[-1]) if len(clocks) > 1 and clocks[0] < clocks[-1] else hours


def _between(plan: str, punched: str) -> int | None:
    """Return the minutes between the time planned and the punch, None where one of them is no instant."""
    planned, was = instant_in(plan), instant_in(punched)
    return abs(int((was - planned).total_seconds()) // 60) or None if planned and was else None


def _whole(text: str) -> int | None:
    return int(text) or None if text.isascii() and text.isdigit() else None
