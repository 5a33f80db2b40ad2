"""Attendance files: what a machine saw is a candidate, until somebody confirms it."""

from pathlib import Path

import openpyxl
import pytest

from tests.office import Clerk

HEADINGS = ["姓名", "考勤组", "部门", "工号", "UserId", "出勤天数", "休息天数", "工作时长", "迟到次数", "迟到时长",
            "严重迟到次数", "旷工迟到天数", "早退次数", "早退时长", "上班缺卡次数", "下班缺卡次数", "旷工天数",
            "考勤结果"]  # fmt: skip
DAILY = ["姓名", "考勤组", "部门", "工号", "日期", "班次", "上班1打卡时间", "上班1打卡结果", "下班1打卡时间",
         "下班1打卡结果", "关联的审批单", "迟到时长", "早退时长"]  # fmt: skip


def monthly(path: Path, people: dict[str, dict[int, str]]) -> Path:
    """DingTalk's summary of March 2020: two lines of titles, the days in a second line of headings."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "月度汇总"
    sheet.append(["月度汇总 统计日期：2020-03-01 至 2020-03-31"])
    sheet.append(["报表生成时间：2020-04-01 09:00"])
    sheet.append([*HEADINGS, *[""] * 30])
    sheet.append([""] * 17 + [str(day) for day in range(1, 32)])
    for name, days in people.items():
        sheet.append([name, *[""] * 16, *(days.get(day, "正常") for day in range(1, 32))])
    book.save(path)
    return path


def daily(path: Path, *rows: list[str]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "每日统计"
    for cells in (["每日统计 统计日期：2020-03-01 至 2020-03-31"], ["报表生成时间"], DAILY, *rows):
        sheet.append(cells)
    book.save(path)
    return path


def listed(desk: Clerk, *options: str) -> list[tuple[str, str, str, int | None, str]]:
    found = desk("candidates", "list", *options, "--json").json["candidates"]
    return [(one["person"], one["occurred_on"], one["kind"], one.get("minutes"), one.get("state", "open"))
            for one in found]  # fmt: skip


def entries(desk: Clerk) -> int:
    return len(desk("log", "--json").json["entries"])


def test_a_month_of_dingtalk_becomes_candidates_and_no_entry(desk: Clerk) -> None:
    """甲: late on 5 March, a punch missing on 6 March, away on business on 11 March; 乙: absent on 12 March."""
    before = entries(desk)
    monthly(
        desk.folder / "考勤.xlsx",
        {"甲": {5: "迟到12分钟", 6: "上班缺卡", 11: "迟到3分钟,外出"}, "乙": {12: "旷工迟到"}},
    )
    said = desk("import", "考勤.xlsx", "--json")
    assert (said.status, said.json["open"], said.json["on_leave"]) == (0, 3, 1)
    assert entries(desk) == before
    assert listed(desk, "--all") == [
        ("甲", "2020-03-05", "late-arrival", 12, "open"),
        ("甲", "2020-03-06", "missing-punch", None, "open"),
        ("甲", "2020-03-11", "late-arrival", 3, "on-leave"),
        ("乙", "2020-03-12", "absence", None, "open"),
    ]


def test_confirming_records_the_entry_with_the_file_its_line_and_who_confirmed(desk: Clerk) -> None:
    monthly(desk.folder / "考勤.xlsx", {"甲": {5: "迟到12分钟"}})
    assert desk("candidates", "read", "考勤.xlsx").status == 0
    said = desk("candidates", "confirm", "--all", "--by", "庚", "--json")
    assert (said.status, said.json["recorded"]) == (0, 1)
    (entry,) = desk("log", "--kind", "late-arrival", "--json").json["entries"]
    assert entry["fields"]["minutes"] == 12 and entry["recorded_by"] == "庚"
    assert "考勤.xlsx[月度汇总]" in entry["fields"]["note"] and "迟到12分钟" in entry["fields"]["note"]
    assert entry["fields"]["attachments"][0]["name"] == "考勤.xlsx"
    assert desk("verify").status == 0
    assert listed(desk) == []


def test_the_same_file_again_adds_nothing_and_settled_ones_stay_settled(desk: Clerk) -> None:
    monthly(desk.folder / "考勤.xlsx", {"甲": {5: "迟到12分钟", 6: "早退"}})
    desk("candidates", "read", "考勤.xlsx")
    desk("candidates", "confirm", "--all", "--by", "庚")
    again = desk("candidates", "read", "考勤.xlsx", "--json").json
    assert (again["is_new"], again["open"], again["settled"]) == (False, 0, 2)


def test_leave_of_a_list_is_taken_into_account_first(desk: Clerk) -> None:
    (desk.folder / "请假.csv").write_text(
        "姓名,开始日期,结束日期,请假类型\n甲,2020-03-05,2020/3/6,病假\n", encoding="utf-8"
    )
    monthly(desk.folder / "考勤.xlsx", {"甲": {5: "旷工", 6: "旷工", 9: "旷工"}})
    said = desk("candidates", "read", "考勤.xlsx", "--leave", "请假.csv", "--json").json
    assert (said["open"], said["on_leave"]) == (1, 2)


def test_a_day_s_results_of_dingtalk(desk: Clerk) -> None:
    """The headings stand under two lines of titles; 2020-03-06 has an approved outing."""
    daily(
        desk.folder / "每日.xlsx",
        ["甲", "机关", "办公室", "T1", "20-03-05 星期四", "A", "08:41", "迟到", "17:30", "正常", "", "11", ""],
        ["甲", "机关", "办公室", "T1", "20-03-06 星期五", "A", "", "缺卡", "17:30", "正常", "外出03-06 08:30到12:00"],
        ["乙", "机关", "办公室", "T2", "20-03-05 星期四", "A", "08:20", "正常", "17:00", "早退", "", "", "30"],
    )  # fmt: skip
    assert desk("candidates", "read", "每日.xlsx").status == 0
    assert listed(desk, "--all") == [
        ("甲", "2020-03-05", "late-arrival", 11, "open"),
        ("甲", "2020-03-06", "missing-punch", None, "on-leave"),
        ("乙", "2020-03-05", "early-departure", 30, "open"),
    ]


def test_punches_of_a_machine_on_working_days(desk: Clerk) -> None:
    """Thursday 5 March: 08:41 and 17:20; Saturday 7 March is no working day, but Sunday 26 April 2020 was one."""
    (desk.folder / "打卡.csv").write_text(
        "姓名,日期时间\n甲,2020-03-05 08:41:30\n甲,2020-03-05 17:20:00\n甲,2020-03-07 10:00:00\n"
        "甲,2020-04-26 09:00:00\n甲,2020-04-26 17:31:00\n乙,2020-03-05 08:29:59\n", encoding="gb18030",
    )  # fmt: skip
    assert desk("candidates", "read", "打卡.csv").status == 0
    assert listed(desk) == [
        ("甲", "2020-03-05", "late-arrival", 11, "open"),
        ("甲", "2020-03-05", "early-departure", 10, "open"),
        ("甲", "2020-04-26", "late-arrival", 30, "open"),
        ("乙", "2020-03-05", "missing-punch", None, "open"),
    ]


def test_an_attlog_names_workers_by_number(desk: Clerk) -> None:
    (desk.folder / "attlog.dat").write_text(
        "1 2020-03-05 08:45:00 0 1 0\n1 2020-03-05 17:40:00 0 1 0\n", encoding="utf-8"
    )
    assert desk("candidates", "read", "attlog.dat", "--begins", "08:40").status == 0
    assert listed(desk) == [("", "2020-03-05", "late-arrival", 5, "open")]
    said = desk("candidates", "confirm", "--all", "--by", "庚")
    assert said.status == 0 and "Left open" in said.err  # nobody on the roster is called 1


def test_a_missing_punch_is_recorded_only_as_what_somebody_says_it_was(desk: Clerk) -> None:
    monthly(desk.folder / "考勤.xlsx", {"甲": {6: "上班缺卡"}})
    desk("candidates", "read", "考勤.xlsx")
    (one,) = desk("candidates", "list", "--json").json["candidates"]
    refused = desk("candidates", "confirm", one["id"], "--by", "庚", "--json")
    assert (refused.status, refused.error["code"]) == (1, "bad-value")
    assert desk("candidates", "confirm", one["id"], "--as", "absence", "--by", "庚").status == 0
    assert len(desk("log", "--kind", "absence", "--json").json["entries"]) == 1


def test_what_cannot_be_recorded_leaves_everything_as_it_was(desk: Clerk) -> None:
    """乙 left on 9 March: the lateness of 10 March cannot be recorded, and so neither is that of 甲."""
    assert desk("record", "person-left", "乙", "--on", "2020-03-09", "--by", "庚").status == 0
    monthly(desk.folder / "考勤.xlsx", {"甲": {10: "迟到5分钟"}, "乙": {10: "迟到5分钟"}})
    desk("candidates", "read", "考勤.xlsx")
    before = entries(desk)
    said = desk("candidates", "confirm", "--all", "--by", "庚", "--json")
    assert (said.status, said.error["code"]) == (1, "not-confirmed") and entries(desk) == before
    assert [state for *_rest, state in listed(desk)] == ["open", "open"]


def test_a_dismissal_has_a_reason_and_is_not_confirmed_after(desk: Clerk) -> None:
    monthly(desk.folder / "考勤.xlsx", {"甲": {5: "迟到"}})
    desk("candidates", "read", "考勤.xlsx")
    (one,) = desk("candidates", "list", "--json").json["candidates"]
    assert desk("candidates", "dismiss", one["id"], "--reason", "雪天道路封闭", "--by", "庚").status == 0
    assert desk("candidates", "confirm", one["id"], "--json").error["code"] == "not-confirmed"
    assert "雪天道路封闭" in desk("candidates", "list", "--all").out


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("confirm", "zzz-1"), 1, "no-such-candidate"),
        (("confirm",), 2, "usage"),
        (("read", "roster.csv"), 1, "not-attendance"),
        (("read", "没有.xlsx"), 1, "input-unreadable"),
        (("read", "考勤.xlsx", "--begins", "八点"), 1, "bad-value"),
        (("read", "考勤.xlsx", "--leave", "roster.csv"), 1, "input-unreadable"),
    ],
)
def test_what_is_wrong_is_said(desk: Clerk, words: tuple[str, ...], status: int, code: str) -> None:
    monthly(desk.folder / "考勤.xlsx", {"甲": {5: "迟到"}})
    said = desk("candidates", *words, "--json")
    assert (said.status, said.error["code"]) == (status, code)


def test_a_summary_without_days_is_refused_with_what_to_export(desk: Clerk) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(HEADINGS)
    book.active.append(["甲", *[""] * 7, "3"])
    book.save(desk.folder / "汇总.xlsx")
    assert desk("candidates", "read", "汇总.xlsx", "--json").error["code"] == "input-unreadable"


def test_files_that_say_otherwise_of_a_day_are_looked_at_one_by_one(desk: Clerk) -> None:
    """The month has 乙 absent on 12 March and 甲 late on 5 March; the days have 乙 late on 12 March: one is wrong."""
    monthly(desk.folder / "月.xlsx", {"甲": {5: "迟到12分钟"}, "乙": {12: "旷工"}})
    came = ["乙", "", "", "", "20-03-12 星期四", "", "09:20", "迟到", "17:30", "正常", "", "20", ""]
    daily(desk.folder / "日.xlsx", came)
    for name in ("月.xlsx", "日.xlsx"):
        assert desk("candidates", "read", name).status == 0
    said = desk("candidates", "confirm", "--all", "--by", "庚")
    assert "Recorded: 1" in said.out and said.err.count("says otherwise of that day") == 2, said
    assert listed(desk) == [
        ("乙", "2020-03-12", "absence", None, "open"),
        ("乙", "2020-03-12", "late-arrival", 20, "open"),
    ]
    absent = desk("candidates", "list", "--json").json["candidates"][0]["id"]
    assert desk("candidates", "confirm", absent, "--by", "庚").status == 0
    assert "says otherwise of that day" in desk("candidates", "list").out
    assert "Nothing recorded" in desk("candidates", "confirm", "--all", "--by", "庚").out
