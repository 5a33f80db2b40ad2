"""Tables as offices make them: workbooks old and new, titles over them and totals under them, all read alike."""

import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.office import Clerk, Said
from tests.workbooks import Lines, old_workbook, under_a_password, workbook

Write = Callable[[str, str | bytes], str]

HEADINGS = ["类别", "人员", "发生日期", "分钟", "备注"]
ROWS: list[list[Any]] = [
    ["迟到", "甲", "2020-03-05", 7, "雨"],
    ["早退", "乙", "2020-04-01", None, None],
]
WANTED = [
    ("late-arrival", "T1", "2020-03-05", {"minutes": 7, "note": "雨"}),
    ("early-departure", "T2", "2020-04-01", {}),
]


def as_text(lines: Lines) -> str:
    return "".join(",".join("" if cell is None else str(cell) for cell in line) + "\n" for line in lines)


TITLED: Lines = [["2020年上半年考勤情况表"], ["制表单位：办公室"], [], HEADINGS, *ROWS]
TOTALLED: Lines = [HEADINGS, *ROWS, [], ["合计", None, None, 7], ["制表人：癸", None, "审核："]]
TWO_LINES: Lines = [["类别", "人员", "发生日期", "详情", None], [None, None, None, "分钟", "备注"], *ROWS]
NUMBERED: Lines = [["序号", *HEADINGS], *([number, *row] for number, row in enumerate(ROWS, 1))]
SPACED: Lines = [["类 别", "人　员", "发生\n日期", "分钟", "备注"], *ROWS]
DATED: Lines = [HEADINGS, *([row[0], row[1], date.fromisoformat(row[2]), *row[3:]] for row in ROWS)]

SHAPES: dict[str, tuple[str, bytes]] = {
    "xlsx": ("a.xlsx", workbook(("Sheet1", [HEADINGS, *ROWS]))),
    "xlsx under another name": ("a.csv", workbook(("Sheet1", [HEADINGS, *ROWS]))),
    "xls": ("a.xls", old_workbook([HEADINGS, *ROWS])),
    "xls with days": ("a.xls", old_workbook(DATED)),
    "xlsx with days": ("a.xlsx", workbook(("Sheet1", DATED))),
    "xlsx under a merged title": ("a.xlsx", workbook(("Sheet1", TITLED), merged=["A1:E1", "A2:E2"])),
    "xls under a title": ("a.xls", old_workbook(TITLED)),
    "xlsx with totals and signatures": ("a.xlsx", workbook(("Sheet1", TOTALLED))),
    "xlsx with headings in two lines": (
        "a.xlsx", workbook(("Sheet1", TWO_LINES), merged=["A1:A2", "B1:B2", "C1:C2", "D1:E1"])
    ),
    "xlsx with numbered rows": ("a.xlsx", workbook(("Sheet1", NUMBERED))),
    "xlsx with spaces in its headings": ("a.xlsx", workbook(("Sheet1", SPACED))),
    "two sheets": ("a.xlsx", workbook(("一季度", [HEADINGS, ROWS[0]]), ("二季度", [HEADINGS, ROWS[1]]))),
    "a sheet that is no table": (
        "a.xlsx", workbook(("填表说明", [["请逐行填写"]]), ("三月", [HEADINGS, *ROWS]), ("Sheet3", []))
    ),
    "GB18030 under a title": ("a.csv", as_text(TITLED).encode("gb18030")),
    "UTF-16 with totals": ("a.csv", as_text(TOTALLED).encode("utf-16")),
    "tabs in UTF-16, as Excel has it": ("a.txt", as_text([HEADINGS, *ROWS]).replace(",", "\t").encode("utf-16")),
}  # fmt: skip


def read_as(desk: Clerk, name: str) -> tuple[Any, list[tuple[Any, ...]]]:
    said = desk("import", name, "--json")
    assert said.status == 0, said.out + said.err
    entries = desk("log", "--json").json["entries"][8:]
    return said.json, [(e["kind"], e["person"], e["occurred_on"], e["fields"]) for e in entries]


@pytest.mark.parametrize(("name", "content"), SHAPES.values(), ids=SHAPES)
def test_every_shape_of_table_records_the_same(desk: Clerk, write: Write, name: str, content: bytes) -> None:
    _document, entries = read_as(desk, write(name, content))
    assert entries == WANTED


def test_the_same_rows_from_another_shape_of_file_record_nothing_twice(desk: Clerk, write: Write) -> None:
    for name, content in SHAPES.values():
        read_as(desk, write(name, content))
    assert len(desk("log", "--json").json["entries"]) == 10


def test_what_was_left_out_is_said(desk: Clerk, write: Write) -> None:
    sheets = [("三月", TOTALLED), ("说明", [["请逐行填写"]]), ("旧表", [HEADINGS, *ROWS])]
    document, entries = read_as(desk, write("a.xlsx", workbook(*sheets, hidden=["旧表"])))
    assert entries == WANTED
    notes = "\n".join(document["notes"])
    assert all(
        words in notes for words in ("line 5 (“合计”)", "line 6 (“制表人：癸”)", "说明", "hidden: the sheet 旧表")
    )


def test_a_total_in_the_midst_of_a_table_is_a_problem(desk: Clerk, write: Write) -> None:
    said = desk("import", write("a.csv", as_text([HEADINGS, ROWS[0], ["合计", "", "", 7, ""], ROWS[1]])), "--json")
    assert [(problem["row"], problem["code"]) for problem in said.json["problems"]] == [(2, "unknown-kind")]


def test_cells_merged_down_a_column_hold_for_each_of_their_rows(desk: Clerk, write: Write) -> None:
    lines = [HEADINGS, ["迟到", "甲", "2020-03-05"], [None, None, "2020-03-06"], ["早退", "乙", "2020-04-01"]]
    _document, entries = read_as(desk, write("a.xlsx", workbook(("Sheet1", lines), merged=["A2:A3", "B2:B3"])))
    assert [entry[:3] for entry in entries] == [
        ("late-arrival", "T1", "2020-03-05"), ("late-arrival", "T1", "2020-03-06"),
        ("early-departure", "T2", "2020-04-01"),
    ]  # fmt: skip


def test_an_id_that_is_a_number_beside_one_that_is_text_stays_as_it_is_shown(clerk: Clerk, write: Write) -> None:
    people = [["工号", "姓名", "部室"], [13, "甲", "办公室"], ["0012", "乙", "办公室"]]
    said = clerk("init", "--roster", write("花名册.xlsx", workbook(("花名册", people))), "--json")
    assert said.status == 0, said.out + said.err
    assert [entry["person"] for entry in clerk("log", "--json").json["entries"]][1:] == ["13", "0012"]


DISGUISED = {
    "HTML": "<html><body><table><tr><td>类别</td></tr></table></body></html>",
    "SpreadsheetML": '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    "MHTML": "MIME-Version: 1.0\nContent-Type: text/html\n",
}


def refused(desk: Clerk, name: str) -> Said:
    said = desk("import", name, "--json")
    assert (said.status, said.error["code"]) == (1, "input-unreadable")
    assert len(desk("log", "--json").json["entries"]) == 8
    return said


@pytest.mark.parametrize("content", DISGUISED.values(), ids=DISGUISED)
def test_a_page_disguised_as_a_workbook_is_refused_with_what_to_do(desk: Clerk, write: Write, content: str) -> None:
    assert "另存为 .xlsx" in refused(desk, write("a.xls", content)).error["message"]


def test_a_workbook_that_is_broken_or_holds_no_table_is_refused(desk: Clerk, write: Write) -> None:
    whole = workbook(("Sheet1", [HEADINGS, *ROWS]))
    for content in (whole[: len(whole) // 2], whole[:100], old_workbook([HEADINGS])[:700], b"\xd0\xcf\x11\xe0" * 99):
        refused(desk, write("a.xlsx", content))
    assert "Sheet1" in refused(desk, write("a.xlsx", workbook(("Sheet1", [["甲", 7]])))).error["message"]
    assert "二季度" in refused(desk, write("a.xlsx", workbook(("二季度", [[*HEADINGS, "备注"]])))).error["message"]


@pytest.mark.parametrize("old", [False, True])
def test_a_workbook_under_a_password_is_refused_with_what_to_do(desk: Clerk, write: Write, old: bool) -> None:
    said = refused(desk, write("a.xls" if old else "a.xlsx", under_a_password(old)))
    assert "take the password off" in said.error["remedy"]


def test_a_broken_workbook_is_refused_in_words_whatever_its_reader_does(desk: Clerk, write: Write) -> None:
    for seed in range(40):
        chance = random.Random(seed)
        content = bytearray(old_workbook([HEADINGS, *ROWS]) if seed % 2 else workbook(("Sheet1", [HEADINGS, *ROWS])))
        for _time in range(chance.randint(1, 20)):
            content[chance.randrange(8, len(content))] = chance.randrange(256)
        said = desk("import", write("a.xls", bytes(content)), "--dry-run", "--json")
        assert said.status == 0 or said.error["code"] in {"input-unreadable", "import-refused"}, (seed, said)


def test_the_end_of_the_reader_in_mid_air_is_a_refusal(
    desk: Clerk, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    refused(desk, write("a.xlsx", workbook(("Sheet1", [HEADINGS, *ROWS]))))
