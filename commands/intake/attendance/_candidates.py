"""What an attendance file shows of one person on one day, and the words that machines write for it."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from commands.intake.tolerance import day_as_written
from ledger.people import without_spaces

Lines = Sequence[Sequence[str]]
"""The cells of a sheet as texts, line by line."""

HEADING_LINES = 10
MISSING_PUNCH = "missing-punch"
"""What is no kind of entry: whoever confirms it says of which kind it is."""


class Hours(NamedTuple):
    """When work begins and ends, for punches that no program has judged."""

    begins: time = time(8, 30)
    ends: time = time(17, 30)


class Moment(StrEnum):
    """When on its day something was: what leave has to cover to excuse it."""

    BEGINS = "begins"
    BEFORE_NOON = "before-noon"
    AFTER_NOON = "after-noon"
    ENDS = "ends"
    ALL_DAY = "all-day"


class Candidate(NamedTuple):
    """What may have to be recorded: the kind of entry, or `MISSING_PUNCH`; `line` is the sheet's, from 1.

    `person` is the name as the file has it, `worker` the number beside it, or nothing. `minutes` is None where the file
    gives none. `said` is what the file says, in its own words. `on_leave` is the leave that covers it, `doubt` why
    somebody has to look at it by itself; both are empty where there is none.
    """

    kind: str
    person: str
    worker: str
    occurred_on: date
    minutes: int | None
    said: str
    line: int
    moment: Moment = Moment.ALL_DAY
    on_leave: str = ""
    doubt: str = ""


class Shown(NamedTuple):
    """What a result says: a kind, its minutes, and when it was."""

    kind: str
    minutes: int | None
    moment: Moment


# As spreadsheets count days and parts of them.
_SERIAL = re.compile(r"\d{5}(\.\d+)?", re.ASCII)
_SECONDS_OF_A_DAY = 24 * 60 * 60
_DAYS_KEPT = 4096
_MINUTES = re.compile(r"(\d+)\s*分")
_HOURS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:小时|时)")


def shown_in(text: str, is_begin: bool | None = None) -> list[Shown]:
    """Return what a status shows: 迟到12分钟, 早退, 旷工, 上班缺卡, 旷工迟到.

    `is_begin` says of which punch it is the status, of that for coming or for going; None where nobody says.
    """
    found = []
    for part in re.split(r"[,，;；\n]+", unicodedata.normalize("NFKC", text)):
        if "缺卡" in part or "未打卡" in part:
            begins = "上班" in part if is_begin is None else is_begin
            ends = "下班" in part if is_begin is None else not is_begin
            moment = Moment.BEGINS if begins else Moment.ENDS if ends else Moment.ALL_DAY
            found.append(Shown(MISSING_PUNCH, None, moment))
        elif "旷工" in part:  # 旷工迟到 is an absence by its lateness
            found.append(Shown("absence", None, Moment.ALL_DAY))
        elif "迟到" in part:
            found.append(Shown("late-arrival", minutes_in(part), Moment.BEGINS))
        elif "早退" in part:
            found.append(Shown("early-departure", minutes_in(part), Moment.ENDS))
    return found


def minutes_in(text: str) -> int | None:
    """Return the minutes that a text gives: 12分钟, 1小时5分, 1.5小时; None where it gives none, or no whole one."""
    hours, minutes = _HOURS.search(text), _MINUTES.search(text)
    total = (round(float(hours[1]) * 60) if hours else 0) + (int(minutes[1]) if minutes else 0)
    return total or None


def once_absent(found: Sequence[Candidate]) -> list[Candidate]:
    """Return candidates without further absences of a person and day: 旷工 stands under 上班 and under 下班."""
    absent = set()
    kept = []
    for one in found:
        who = one.person, one.worker, one.occurred_on
        if one.kind != "absence" or who not in absent:
            kept.append(one)
        if one.kind == "absence":
            absent.add(who)
    return kept


def heading_line(lines: Lines, *wanted: str) -> int | None:
    """Return the place of the first of ten lines that has all of these headings, None if none has."""
    for place, cells in enumerate(lines[:HEADING_LINES]):
        if set(wanted) <= set(map(_heading, cells)):
            return place
    return None


def columns_of(lines: Lines, place: int) -> dict[str, int]:
    """Return where each heading of a line stands, the first of those that are there twice."""
    columns: dict[str, int] = {}
    for column, cell in enumerate(lines[place]):
        columns.setdefault(_heading(cell), column)
    return columns


def _heading(cell: str) -> str:
    """Return a heading without its spaces and its unit: 迟到时长(分钟) is 迟到时长."""
    return re.sub(r"[(（](分钟?|小时|天|次)[)）]$", "", "".join(cell.split()))


def cell_at(cells: Sequence[str], column: int | None) -> str:
    """Return the text of a column, nothing where the line is shorter or there is no such column."""
    return cells[column].strip() if column is not None and column < len(cells) else ""


def name_in(text: str) -> str:
    """Return a name as it is matched, without the numbers and brackets that programs put beside it: 甲（离职）."""
    return without_spaces(re.sub(r"[（(].*?[)）]", "", text))


@lru_cache(_DAYS_KEPT)  # the same days stand in every line of a month
def day_in(text: str) -> date | None:
    """Return the day that a text begins with: 2020-03-05, 2020/3/5, 20-03-05 星期四, 2020年3月5日; None for none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    plain = day_as_written(plain) if _SERIAL.fullmatch(plain) else plain
    match = re.match(r"(\d{2}|\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})", plain)
    if match is None:
        return None
    year = int(match[1]) + (2000 if len(match[1]) == 2 else 0)
    try:
        return date(year, int(match[2]), int(match[3]))
    except ValueError:
        return None


def instant_in(text: str) -> datetime | None:
    """Return the day and the time of a text, 2020-03-05 08:41 or with seconds, 43895.36181; None where it is none."""
    day, serial = day_in(text), _SERIAL.fullmatch(text.strip())
    if day is not None and serial is not None and serial[1]:
        seconds = min(round(Decimal(f"0{serial[1]}") * _SECONDS_OF_A_DAY), _SECONDS_OF_A_DAY - 1)
        return datetime.combine(day, time()) + timedelta(seconds=seconds)
    clock = re.search(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", unicodedata.normalize("NFKC", text))
    if day is None or clock is None:
        return None
    try:
        return datetime.combine(day, time(int(clock[1]), int(clock[2]), int(clock[3] or 0)))
    except ValueError:
        return None
