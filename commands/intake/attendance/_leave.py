"""A list of leave: who is away from when to when. DingTalk's 审批 export, or a table of one's own."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from commands.intake._text import InputUnreadable
from commands.intake.attendance._away import Away, beginning, ending
from commands.intake.attendance._candidates import Lines, cell_at, columns_of, day_in, heading_line, name_in
from commands.intake.lists import NotOfEntries
from commands.intake.sheets import Opened
from ledger.texts import _

# The columns of such lists, with what each says.
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "person": ("发起人姓名", "请假人", "请假人姓名", "申请人", "姓名", "员工", "员工姓名"),
    "worker": ("发起人工号", "工号", "编号"),
    "begins": ("开始时间", "开始日期", "请假开始时间", "请假开始", "起始日期", "起始时间", "开始", "起"),
    "ends": ("结束时间", "结束日期", "请假结束时间", "请假结束", "终止日期", "截止日期", "结束", "止"),
    "what": ("请假类型", "假期类型", "假别", "请假种类", "类型", "类别", "事由"),
    "length": ("时长", "请假时长", "天数", "请假天数", "合计天数"),
    "result": ("审批结果", "结果"),
    "status": ("审批状态", "状态"),
}
_KINDS_OF_LEAVE = ("请假类型", "假期类型", "假别", "请假种类")
_GRANTED = frozenset({"", "同意", "已同意", "通过", "已通过", "审批通过", "已完成", "完成", "已批准", "批准"})
_HALF = re.compile(r"上午|下午|\d{1,2}:\d{2}")


class OnLeave(NamedTuple):
    """One line of a list: who, by name or by number, is away when; None for a line that says no days."""

    person: str
    worker: str
    away: Away | None
    line: int
    is_granted: bool = True


def check_is_no_leave(file: Opened) -> None:
    """Check that a file that is handed in as entries is no list of leave. Raises NotOfEntries."""
    if any(heading_line(sheet.lines, kind) is not None and _heading(sheet.lines, {}) is not None
           for sheet in file.sheets for kind in _KINDS_OF_LEAVE):  # fmt: skip
        raise NotOfEntries(
            _("{file} is a list of leave", file=file.path),
            expected=_("entries, or an attendance file"),
            remedy=_("It is taken into account with the attendance of its days: gongguo candidates read ATTENDANCE "
                     "--leave {file}", file=file.path),
        )  # fmt: skip


def leave_list(file: Opened, further: Mapping[str, str]) -> list[OnLeave]:
    """Return every line of a file's lists; `further` are headings of one's own, each with what it says.

    Raises InputUnreadable for a file without such a table.
    """
    found: list[OnLeave] = []
    has_a_table = False
    for sheet in file.sheets:
        place = _heading(sheet.lines, further)
        if place is not None:
            has_a_table = True
            found += _each(sheet.lines, place, _roles(sheet.lines, place, further))
    if not has_a_table:
        raise InputUnreadable(
            _("{path} is no list of leave", path=file.path),
            expected=_("the headings 姓名, 开始日期 and 结束日期"),
            remedy=_("Say which of its columns is which: --leave-column 请假人=person --leave-column 起=begins."),
        )
    return found


def _heading(lines: Lines, further: Mapping[str, str]) -> int | None:
    """Return the place of the line that has a person and a beginning."""
    for who in _names("person", further):
        for begins in _names("begins", further):
            place = heading_line(lines, who, begins)
            if place is not None:
                return place
    return None


def _names(role: str, further: Mapping[str, str]) -> list[str]:
    return [*(heading for heading, meant in further.items() if meant == role), *COLUMNS[role]]


def _roles(lines: Lines, place: int, further: Mapping[str, str]) -> dict[str, int]:
    columns = columns_of(lines, place)
    named = {role: next((columns[name] for name in _names(role, further) if name in columns), None) for role in COLUMNS}
    return {role: column for role, column in named.items() if column is not None}


def _each(lines: Lines, place: int, roles: Mapping[str, int]) -> Iterator[OnLeave]:
    for line, cells in enumerate(lines[place + 1 :], place + 2):
        said = {role: cell_at(cells, column) for role, column in roles.items()}
        person = name_in(said["person"])
        if not person or not any(cell_at(cells, roles[role]) for role in ("begins", "ends") if role in roles):
            continue  # an empty line, a total, a signature
        granted = {said.get("result", ""), said.get("status", "")} <= _GRANTED
        yield OnLeave(person, said.get("worker", ""), _away(said), line, granted)


def _away(said: Mapping[str, str]) -> Away | None:
    begins = unicodedata.normalize("NFKC", said["begins"])
    ends = unicodedata.normalize("NFKC", said.get("ends", "")) or begins
    first, last = day_in(begins), day_in(ends)
    if first is None or last is None or last < first:
        return None
    halves = [half[0] if (half := _HALF.search(text)) else "" for text in (begins, ends)]
    what = said.get("what", "") or _("leave")
    try:
        away = Away(datetime.combine(first, beginning(halves[0])), datetime.combine(last, ending(halves[1])), what)
    except ValueError:
        return None
    length = said.get("length", "")
    if not any(halves) and _is_less_than(length, first, last):
        # Half a day, or some hours: nobody says which.
        return away._replace(is_part=True, what=f"{what} {length}")
    return away


def _is_less_than(length: str, first: date, last: date) -> bool:
    """Whether a length is said that is not whole days, or hours on a single day."""
    number = re.search(r"\d+(?:\.\d+)?", unicodedata.normalize("NFKC", length))
    if number is None:
        return False
    if "时" in length:
        return first == last and float(number[0]) < _HOURS_OF_A_DAY
    return not float(number[0]).is_integer()


_HOURS_OF_A_DAY = 7
