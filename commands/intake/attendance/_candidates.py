"""What an attendance file shows of one person on one day, and the words that machines write for it."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import NamedTuple

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


class Candidate(NamedTuple):
    """What may have to be recorded: the kind of entry, or `MISSING_PUNCH`; `line` is the sheet's, from 1.

    `person` is the name as the file has it, `worker` the number beside it, or nothing. `minutes` is None where the file
    gives none. `said` is what the file says, in its own words. `on_leave` is what it says of leave on that day.
    """

    kind: str
    person: str
    worker: str
    occurred_on: date
    minutes: int | None
    said: str
    line: int
    on_leave: str = ""


_LEAVE = re.compile(r"请假|[年事病婚产丧]假|陪产假|育儿假|探亲假|调休|补休|公出|出差|外出|外勤|培训")
_MINUTES = re.compile(r"(\d+)\s*分")
_HOURS = re.compile(r"(\d+(?:\.\d+)?)\s*(?:小时|时)")


def leave_in(text: str) -> str:
    """Return the words of leave, travel or training in a text; nothing where there are none."""
    found = _LEAVE.findall(text)
    return "、".join(dict.fromkeys(found))


def shown_in(text: str) -> list[tuple[str, int | None]]:
    """Return the kinds that a status shows, each with its minutes: 迟到12分钟, 早退, 旷工, 上班缺卡, 旷工迟到."""
    found: list[tuple[str, int | None]] = []
    for part in re.split(r"[,，;；\n]+", unicodedata.normalize("NFKC", text)):
        if "缺卡" in part or "未打卡" in part:
            found.append((MISSING_PUNCH, None))
        elif "旷工" in part:  # 旷工迟到 is an absence by its lateness
            found.append(("absence", None))
        elif "迟到" in part:
            found.append(("late-arrival", minutes_in(part)))
        elif "早退" in part:
            found.append(("early-departure", minutes_in(part)))
    return found


def minutes_in(text: str) -> int | None:
    """Return the minutes that a text gives: 12分钟, 1小时5分, 1.5小时; None where it gives none, or no whole one."""
    hours, minutes = _HOURS.search(text), _MINUTES.search(text)
    total = (round(float(hours[1]) * 60) if hours else 0) + (int(minutes[1]) if minutes else 0)
    return total or None


def heading_line(lines: Lines, *wanted: str) -> int | None:
    """Return the place of the first of ten lines that has all of these headings, None if none has."""
    for place, cells in enumerate(lines[:HEADING_LINES]):
        if set(wanted) <= {"".join(cell.split()) for cell in cells}:
            return place
    return None


def columns_of(lines: Lines, place: int) -> dict[str, int]:
    """Return where each heading of a line stands, the first of those that are there twice."""
    columns: dict[str, int] = {}
    for column, cell in enumerate(lines[place]):
        columns.setdefault("".join(cell.split()), column)
    return columns


def cell_at(cells: Sequence[str], column: int | None) -> str:
    """Return the text of a column, nothing where the line is shorter or there is no such column."""
    return cells[column].strip() if column is not None and column < len(cells) else ""


def name_in(text: str) -> str:
    """Return a name as it is matched, without the numbers and brackets that programs put beside it: 甲（离职）."""
    return without_spaces(re.sub(r"[（(].*?[)）]", "", text))


def day_in(text: str) -> date | None:
    """Return the day that a text begins with: 2020-03-05, 2020/3/5, 20-03-05 星期四, 2020年3月5日; None for none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    match = re.match(r"(\d{2}|\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})", plain)
    if match is None:
        return None
    year = int(match[1]) + (2000 if len(match[1]) == 2 else 0)
    try:
        return date(year, int(match[2]), int(match[3]))
    except ValueError:
        return None


def instant_in(text: str) -> datetime | None:
    """Return the day and the time of a text, 2020-03-05 08:41 or with seconds; None where it is none."""
    day = day_in(text)
    clock = re.search(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", unicodedata.normalize("NFKC", text))
    if day is None or clock is None:
        return None
    try:
        return datetime.combine(day, time(int(clock[1]), int(clock[2]), int(clock[3] or 0)))
    except ValueError:
        return None
