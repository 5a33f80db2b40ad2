"""Before a candidate is open: leave and the calendar are looked at, and what another file showed already."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.office import Clerk, Said

Write = Callable[[str, str | bytes], str]

HEADINGS = "姓名,部门,日期,班次,上班1打卡结果,下班1打卡结果,迟到时长,关联的审批单\n"
LEAVE = "姓名,假别,开始时间,结束时间,时长\n"


def read(desk: Clerk, *options: str) -> Said:
    said = desk("candidates", "read", "考勤.csv", *options, "--json")
    assert said.status == 0, said.err
    return said


def listed(desk: Clerk) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk("candidates", "list", "--all", "--json").json["candidates"]
    return found


def states(desk: Clerk) -> list[str]:
    return [one.get("state", "open") + (": doubt" if one.get("doubt") else "") for one in listed(desk)]


LATE = "甲,办公室,2020-03-05,,迟到,正常,12,\n"
EARLY = "甲,办公室,2020-03-05,,正常,早退,,\n"
ABSENT = "甲,办公室,2020-03-05,,旷工,旷工,,\n"


@pytest.mark.parametrize(
    ("line", "leave", "state"),
    [
        (LATE, "甲,年假,2020-03-05,2020-03-05,1天", "on-leave"),
        (LATE, "甲,事假,2020-03-05 上午,2020-03-05 上午,0.5", "on-leave"),
        (LATE, "甲,事假,2020-03-05 下午,2020-03-05 下午,0.5", "open: doubt"),
        (EARLY, "甲,事假,2020-03-05 下午,2020-03-05 下午,0.5", "on-leave"),
        (EARLY, "甲,事假,2020-03-05 08:30,2020-03-05 12:00,3.5小时", "open: doubt"),
        (ABSENT, "甲,病假,2020-03-02,2020-03-06,5", "on-leave"),
        (ABSENT, "甲,病假,2020-03-05 上午,2020-03-05 上午,0.5", "open: doubt"),
        (LATE, "甲,事假,2020-03-05,2020-03-05,0.5", "open: doubt"),  # half a day, nobody says which
        (LATE, "甲,年假,2020-03-06,2020-03-06,1", "open"),
        (LATE, "乙,年假,2020-03-05,2020-03-05,1", "open"),
    ],
)
def test_leave_excuses_what_it_covers_and_no_more(
    desk: Clerk, write: Write, line: str, leave: str, state: str
) -> None:  # fmt: skip
    write("考勤.csv", HEADINGS + line)
    read(desk, "--leave", write("请假.csv", LEAVE + leave + "\n"))
    assert states(desk) == [state]


def test_a_list_of_leave_that_comes_later_excuses_what_is_open(desk: Clerk, write: Write) -> None:
    write("考勤.csv", HEADINGS + LATE)
    read(desk)
    assert states(desk) == ["open"]
    again = read(desk, "--leave", write("请假.csv", LEAVE + "甲,年假,2020-03-05,2020-03-05,1\n"))
    assert again.json["is_new"] is False and states(desk) == ["on-leave"]


def test_a_line_of_leave_that_cannot_be_used_is_named(desk: Clerk, write: Write) -> None:
    write("考勤.csv", HEADINGS + LATE)
    text = LEAVE + "无名氏,年假,2020-03-05,2020-03-05,1\n甲,年假,三月五日,2020-03-05,1\n"
    notes = read(desk, "--leave", write("请假.csv", text)).json["notes"]
    assert [note.partition(" is not")[0] for note in notes] == ["请假.csv line 2 (无名氏)", "请假.csv line 3 (甲)"]
    assert states(desk) == ["open"]


def test_a_list_with_columns_of_its_own_is_said_once(desk: Clerk, write: Write) -> None:
    write("考勤.csv", HEADINGS + LATE)
    write("外出.csv", "经办,自,至,何事\n甲,2020-03-05,2020-03-05,下乡\n")
    columns = [
        word for pair in ("经办=person", "自=begins", "至=ends", "何事=what") for word in ("--leave-column", pair)
    ]
    read(desk, "--leave", "外出.csv", *columns, "--save-map", "外出")
    assert [one["on_leave"] for one in listed(desk)] == ["下乡"]
    write("考勤.csv", HEADINGS + LATE + EARLY)
    read(desk, "--leave", "外出.csv", "--map", "外出")
    assert states(desk) == ["on-leave", "seen", "on-leave"]


def test_on_a_day_off_and_in_a_year_without_a_calendar_somebody_looks(
    desk: Clerk, write: Write, clock: Any
) -> None:  # fmt: skip
    """1 May 2020 was a holiday; Sunday 26 April was worked; of 2031 no holiday is known, which is said."""
    clock.set("2031-07-02T01:00:00+00:00")
    days = ("2020-05-01", "2020-04-26", "2031-03-05")
    write("考勤.csv", HEADINGS + "".join(LATE.replace("2020-03-05", day) for day in days))
    assert read(desk).json["doubtful"] == 2
    doubts = [one.get("doubt", "") for one in listed(desk)]
    assert doubts == ["no working day by the calendar", "", "the holidays of 2031 are not known yet"]
    said = desk("candidates", "confirm", "--all", "--by", "庚", "--json")
    assert (said.json["recorded"], said.json["left_open"]) == (1, 2)


def test_a_day_in_two_exports_is_one_candidate(desk: Clerk, write: Write) -> None:
    """In July the whole quarter is exported again, with a day that was not there: only that is new."""
    write("考勤.csv", HEADINGS + LATE)
    read(desk)
    desk("candidates", "confirm", "--all", "--by", "庚")
    write("考勤.csv", HEADINGS + LATE + LATE.replace("03-05", "03-06"))
    read(desk)
    assert states(desk) == ["confirmed", "seen", "open"]
    assert desk("candidates", "confirm", "--all", "--by", "庚", "--json").json["recorded"] == 1
    days = [one["occurred_on"] for one in desk("log", "--kind", "late-arrival", "--json").json["entries"]]
    assert days == ["2020-03-05", "2020-03-06"]


def test_a_corrected_export_that_says_otherwise_is_looked_at(desk: Clerk, write: Write) -> None:
    write("考勤.csv", HEADINGS + LATE)
    read(desk)
    desk("candidates", "confirm", "--all", "--by", "庚")
    write("考勤.csv", HEADINGS + LATE.replace(",12,", ",40,"))
    read(desk)
    assert states(desk) == ["confirmed", "open: doubt"]
    said = desk("candidates", "confirm", "--all", "--by", "庚", "--json")
    assert (said.json["recorded"], said.json["left_open"]) == (0, 1)


def test_a_corrected_file_of_entries_records_only_what_is_new(desk: Clerk, write: Write) -> None:
    lines = "类别,姓名,日期,分钟\n迟到,甲,2020-03-05,7\n"
    assert desk("import", write("三月.csv", lines), "--json").json["recorded"] == 1
    assert desk("import", write("三月.csv", lines), "--json").json["recorded"] == 0
    mended = desk("import", write("三月.csv", lines + "早退,乙,2020-03-06,\n"), "--json").json
    assert (mended["recorded"], mended["skipped"]) == (1, 1)


def test_work_that_begins_at_another_hour_judges_punches_anew(desk: Clerk, write: Write) -> None:
    write("考勤.csv", "姓名,日期时间\n甲,2020-03-05 08:41\n甲,2020-03-05 17:40\n")
    read(desk)
    assert [one["minutes"] for one in listed(desk)] == [11]
    read(desk, "--begins", "08:40")
    assert [one["minutes"] for one in listed(desk)] == [1]
    desk("candidates", "confirm", "--all", "--by", "庚")
    refused = desk("candidates", "read", "考勤.csv", "--begins", "08:00", "--json")
    assert (refused.status, refused.error["code"]) == (1, "judged-already")
