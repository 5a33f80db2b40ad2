"""每日统计: a line for each person and day, with the result of each punch (DingTalk; the headings under a title)."""

from collections.abc import Iterator

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

LABEL = "每日统计"
_WANTED = ("姓名", "日期")


def is_one(lines: Lines) -> bool:
    """Whether a line of headings has 姓名, 日期 and some 打卡结果 or 考勤结果."""
    place = heading_line(lines, *_WANTED)
    return place is not None and bool(_result_columns(lines, place))


def candidates_in(lines: Lines, hours: Hours) -> list[Candidate]:
    """Return what the results of the punches show."""
    place = heading_line(lines, *_WANTED)
    assert place is not None
    return list(_each(lines, place))


def _each(lines: Lines, place: int) -> Iterator[Candidate]:
    columns, results = columns_of(lines, place), _result_columns(lines, place)
    late, early = columns.get("迟到时长"), columns.get("早退时长")
    for number, cells in enumerate(lines[place + 1 :], place + 2):
        person, day = name_in(cell_at(cells, columns["姓名"])), day_in(cell_at(cells, columns["日期"]))
        if not person or day is None:
            continue
        leave = leave_in(" ".join(cells))
        for column in results:
            said = cell_at(cells, column)
            for kind, minutes in shown_in(said):
                beside = {"late-arrival": late, "early-departure": early}.get(kind)
                yield Candidate(kind, person, cell_at(cells, columns.get("工号")), day,
                                minutes or _whole(cell_at(cells, beside)), said, number, leave)  # fmt: skip


def _result_columns(lines: Lines, place: int) -> list[int]:
    names = ["".join(cell.split()) for cell in lines[place]]
    return [column for column, name in enumerate(names) if name.endswith(("打卡结果", "考勤结果"))]


def _whole(text: str) -> int | None:
    return int(text) or None if text.isascii() and text.isdigit() else None
