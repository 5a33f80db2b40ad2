"""A list of leave: who is away on which days."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from commands.intake._text import InputUnreadable
from commands.intake.attendance._candidates import Lines, cell_at, columns_of, day_in, heading_line, name_in
from commands.intake.sheets import opened
from ledger.texts import _

_BEGINS = ("开始日期", "开始时间", "起始日期", "请假开始", "开始")
_ENDS = ("结束日期", "结束时间", "终止日期", "请假结束", "结束")
_MOST_DAYS = 400

Leave = dict[tuple[str, date], str]
"""By name and day, the words of the list."""


def leave_list(path: Path) -> Leave:
    """Return the days away of everybody whom a file lists. Raises InputUnreadable for one without such a table."""
    found: Leave = {}
    tables = [table for sheet in opened(path).sheets if (table := _table(sheet.lines)) is not None]
    if not tables:
        raise InputUnreadable(
            _("{path} is no list of leave", path=path), expected=_("the headings 姓名, 开始日期 and 结束日期")
        )
    for table in tables:
        found |= table
    return found


def _table(lines: Lines) -> Leave | None:
    begins = next((name for name in _BEGINS if heading_line(lines, "姓名", name) is not None), None)
    if begins is None:
        return None
    place = heading_line(lines, "姓名", begins)
    assert place is not None
    columns = columns_of(lines, place)
    ends = next((columns[name] for name in _ENDS if name in columns), columns[begins])
    what = next((columns[name] for name in ("请假类型", "类型", "假别", "事由") if name in columns), None)
    leave: Leave = {}
    for cells in lines[place + 1 :]:
        person = name_in(cell_at(cells, columns["姓名"]))
        first, last = day_in(cell_at(cells, columns[begins])), day_in(cell_at(cells, ends))
        if person and first is not None:
            leave |= {(person, day): cell_at(cells, what) or _("leave") for day in _days(first, last or first)}
    return leave


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range(min(_MOST_DAYS, (last - first).days + 1)))
