"""Files of other people's making: a mapping said once and kept, and lists that are known by their columns."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.office import Clerk, Said
from tests.workbooks import workbook

Write = Callable[[str, str | bytes], str]

GATE = "员工,打卡日,晚到,门号,设备\n甲,2020/3/5,7,东门,A\n乙,2020/3/6,12,西门,B\n"
COLUMNS = ("--column", "员工=person", "--column", "打卡日=occurred_on", "--column", "晚到=minutes", "--column", "*=-")
SET = ("--set", "kind=late-arrival")


def entries(desk: Clerk) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk("log", "--json").json["entries"][8:]
    return found


def test_a_mapping_is_said_once_and_kept(desk: Clerk, write: Write) -> None:
    said = desk("import", write("门禁.csv", GATE), *COLUMNS, *SET, "--save-map", "门禁", "--json")
    assert (said.status, said.json["recorded"]) == (0, 2), said.out + said.err
    kept = (desk.folder / "mappings" / "门禁.toml").read_text(encoding="utf-8")
    assert '"员工" = "person"' in kept and '"kind" = "late-arrival"' in kept
    more = GATE + "丙,2020/3/9,3,东门,A\n"
    said = desk("import", write("门禁.csv", more), "--map", "门禁", "--json")
    assert (said.json["recorded"], said.json["skipped"]) == (1, 2)
    assert entries(desk)[-1]["fields"] == {"minutes": 3}


def test_a_mapping_finds_the_headings_under_a_title(desk: Clerk, write: Write) -> None:
    lines = [["门禁系统导出"], ["导出时间 2020-04-01"], *(line.split(",") for line in GATE.splitlines())]
    said = desk("import", write("门禁.xlsx", workbook(("Sheet1", lines))), *COLUMNS, *SET, "--json")
    assert (said.status, said.json["recorded"]) == (0, 2), said.out + said.err


def test_a_problem_of_a_mapped_file_is_under_the_heading_of_the_file(desk: Clerk, write: Write) -> None:
    text = GATE.replace("甲", "贾").replace("2020/3/6", "三月").replace(",7,", ",x,")
    said = desk("import", write("门禁.csv", text), *COLUMNS, *SET, "--json")
    assert [(p["cell"], p["column"], p["value"], p.get("suggestion")) for p in said.json["problems"]] == [
        ("C2", "晚到", "x", None), ("A2", "员工", "贾", "甲"), ("B3", "打卡日", "三月", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ("--map", "没有"),
        ("--map", "../门禁"),
        ("--save-map", "a/b"),
        ("--column", "员工"),
        ("--column", "员工=salary"),
        ("--column", "员工=person", "--column", "门号=person"),
        ("--column", "工作证=person"),
        ("--map", "broken"),
        ("--map", "wrong"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused(desk: Clerk, write: Write, arguments: tuple[str, ...]) -> None:
    (desk.folder / "mappings").mkdir()
    (desk.folder / "mappings" / "broken.toml").write_text("[columns\n", encoding="utf-8")
    (desk.folder / "mappings" / "wrong.toml").write_text("columns = 3\n", encoding="utf-8")
    said = desk("import", write("门禁.csv", GATE), *arguments, *SET, "--json")
    assert (said.status, said.error["code"]) == (1, "mapping-unusable")
    assert entries(desk) == []


def test_mappings_are_backed_up_with_the_ledger(desk: Clerk, write: Write) -> None:
    desk("import", write("门禁.csv", GATE), *COLUMNS, *SET, "--save-map", "门禁")
    assert desk("backup", "copy").status == 0
    assert (desk.folder / "copy" / "mappings" / "门禁.toml").exists()


LISTS = {
    "published news": (
        "序号,信息标题,发布平台,发布日期,作者\n1,助残日活动,州残联网站,2020/5/17,甲\n",
        ("news-published", "T1", "2020-05-17", {"title": "助残日活动", "channel": "prefecture-federation"}),
    ),
    "articles": (
        "文章题目,刊物级别,发表时间,第一作者\n康复服务研究,省,2020年5月1日,乙\n",
        ("article-published", "T2", "2020-05-01", {"title": "康复服务研究", "level": "province"}),
    ),
    "commendations": (
        "表彰名称,表彰级别,表彰文号,表彰时间,受表彰人员\n先进个人,省残联,〔2020〕3号,2020.5.1,乙\n",
        ("commendation-awarded", "T2", "2020-05-01",
         {"work": "先进个人", "level": "province", "document": "〔2020〕3号"}),
    ),
    "a tally of ballots": (
        "姓名,测评项目,计票日期,1号票,2号票,3号票\n甲,民主测评,2020/6/20,95,,88.5\n",
        ("ballots-counted", "T1", "2020-06-20", {"part": "peer", "scores": ["95", "88.5"]}),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), LISTS.values(), ids=LISTS)
def test_a_list_is_known_by_its_columns_and_said_to_be(
    desk: Clerk, write: Write, text: str, wanted: tuple[Any, ...]
) -> None:
    said = desk("import", write("a.csv", text), "--json")
    assert (said.status, said.json["recorded"]) == (0, 1), said.out
    assert "by its columns" in said.json["notes"][0]
    entry = entries(desk)[-1]
    assert (entry["kind"], entry["person"], entry["occurred_on"], entry["fields"]) == wanted


def test_a_sheet_called_as_a_kind_is_of_that_kind(desk: Clerk, write: Write) -> None:
    rows = [["姓名", "日期", "分钟"], ["甲", "2020-03-05", 7]]
    said = desk("import", write("a.xlsx", workbook(("迟到", rows), ("早退", rows))), "--json")
    assert (said.status, said.json["recorded"]) == (0, 2), said.out
    assert [entry["kind"] for entry in entries(desk)] == ["late-arrival", "early-departure"]


def test_a_mark_in_a_tally_that_is_none_is_a_problem(desk: Clerk, write: Write) -> None:
    said = desk("import", write("a.csv", LISTS["a tally of ballots"][0].replace("88.5", "优秀")), "--json")
    assert [problem["code"] for problem in said.json["problems"]] == ["bad-value"]


MONTHLY = (
    "月度汇总 统计日期：2020-03-01\n姓名,考勤组,部门,工号,出勤天数,迟到次数,早退次数,旷工天数,1,2,3,4,5\n"
    "甲,默认,办公室,T1,20,1,0,0,正常,正常,正常,正常,迟到12分钟\n"
)
DAILY = "姓名,考勤组,部门,工号,日期,上班1打卡时间,上班1打卡结果\n甲,默认,办公室,T1,2020-03-05,09:12,迟到\n"


def refused(desk: Clerk, name: str) -> Said:
    said = desk("import", name, "--json")
    assert (said.status, said.error["code"]) == (1, "not-of-entries")
    assert entries(desk) == []
    return said


@pytest.mark.parametrize(
    "text", [MONTHLY, DAILY, "每日统计表\n统计日期：2020-03\n" + DAILY], ids=["月", "日", "日 titled"]
)
def test_attendance_as_it_was_counted_is_not_recorded_as_fact(desk: Clerk, write: Write, text: str) -> None:
    """It is kept as candidates; a dry run says which there would be."""
    name = write("a.csv", text)
    said = desk("import", name, "--dry-run", "--json")
    assert (said.status, said.json["open"], said.json["dry_run"]) == (0, 1, True)
    assert desk("candidates", "list", "--json").json["candidates"] == []
    said = desk("import", name, "--json")
    assert (said.status, said.json["open"]) == (0, 1) and entries(desk) == []


def test_a_roster_is_pointed_to_its_own_command(desk: Clerk, write: Write) -> None:
    text = "工号,姓名,部室,岗位,党员,入职日期\nT9,壬,办公室,,否,2020-01-01\n"
    assert "gongguo enrol 花名册.csv" in refused(desk, write("花名册.csv", text)).error["remedy"]


def test_a_row_with_an_id_and_a_name_is_of_one_person(desk: Clerk, write: Write) -> None:
    text = "类别,工号,姓名,日期\n迟到,T1,甲,2020-03-05\n迟到,T2, 乙 ,2020-03-05\n"
    assert desk("import", write("a.csv", text), "--json").json["recorded"] == 2
    said = desk(
        "import", write("b.csv", "类别,工号,姓名,日期\n迟到,T1,乙,2020-03-06\n迟到,T99,乙,2020-03-06\n"), "--json"
    )
    assert [(p["code"], p["cell"]) for p in said.json["problems"]] == [
        ("not-one-person", "B2"),
        ("not-one-person", "B3"),
    ]


def test_two_people_of_one_name_are_told_apart_by_their_ids(desk: Clerk, write: Write) -> None:
    again = {
        "kind": "person-enrolled",
        "person": "T9",
        "occurred_on": "2020-01-01",
        "name": "甲",
        "department": "办公室",
    }
    desk("import", write("new.jsonl", json.dumps(again)))
    said = desk("import", write("a.csv", "类别,姓名,日期\n迟到,甲,2020-03-05\n"), "--json")
    assert [problem["code"] for problem in said.json["problems"]] == ["person-ambiguous"]
    assert desk("import", write("a.csv", "类别,工号,姓名,日期\n迟到,T9,甲,2020-03-05\n")).status == 0
    assert entries(desk)[-1]["person"] == "T9"
