"""A file with problems comes back with them marked; mended there, it is handed in as it is."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.office import Clerk
from tests.workbooks import old_workbook, workbook

Write = Callable[[str, str | bytes], str]

LINES: list[list[Any]] = [
    ["三月考勤"],
    ["类别", "人员", "发生日期", "分钟"],
    ["迟到", "甲", "2020-03-05", 7],
    ["迟到", "乙", "2020-03-06", "一"],
    ["迟到", "无名氏", "2020-03-07", "二分"],
]
CSV = "".join(",".join(map(str, line)) + "\n" for line in LINES)
FILES: dict[str, tuple[str, str | bytes]] = {
    "xlsx": ("考勤.xlsx", workbook(("三月", LINES), merged=["A1:D1"])),
    "xls": ("考勤.xls", old_workbook(LINES)),
    "CSV": ("考勤.csv", CSV.encode("gb18030")),
}


@pytest.mark.parametrize(("name", "content"), FILES.values(), ids=FILES)
def test_the_copy_has_each_problem_in_its_row_and_is_handed_in_when_mended(
    desk: Clerk,
    write: Write,
    name: str,
    content: str | bytes,
) -> None:
    said = desk("import", write(name, content), "--annotate", "有误.xlsx", "--json", "--lang", "zh")
    assert (said.status, said.json["annotated"]) == (1, "有误.xlsx")
    path = desk.folder / "有误.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert (sheet["A1"].value, sheet["E2"].value, sheet["E3"].value) == ("三月考勤", "错误", None)
    assert sheet["E4"].value == '「分钟」="一"：应为不小于1的整数；是否 1？'
    assert "无名氏" in sheet["E5"].value and "分钟" in sheet["E5"].value
    # Two problems stand in two lines, and the row is high enough to show both.
    assert sheet["E5"].alignment.wrap_text and sheet.row_dimensions[5].height >= 30
    assert sheet["D4"].fill.fgColor.rgb == "FFFFF2CC" and sheet["D3"].fill.fgColor.rgb != "FFFFF2CC"

    sheet["D4"], sheet["D5"] = 1, 2
    book.save(path)
    again = desk("import", "有误.xlsx", "--annotate", "再改.xlsx", "--json", "--lang", "zh")
    assert [problem["cell"] for problem in again.json["problems"]] == ["B5"]
    sheet = load_workbook(desk.folder / "再改.xlsx").worksheets[0]
    assert (sheet["E2"].value, sheet["E4"].value, sheet["F2"].value) == ("错误", None, None)

    book.worksheets[0]["B5"] = "丙"
    book.save(path)
    assert desk("import", "有误.xlsx", "--json").json["recorded"] == 3


def test_a_file_without_problems_gets_no_copy(desk: Clerk, write: Write) -> None:
    said = desk("import", write("a.xlsx", workbook(("三月", LINES[:3]))), "--annotate", "b.xlsx", "--json")
    assert (said.status, said.json["recorded"]) == (0, 1)
    assert not (desk.folder / "b.xlsx").exists()


def test_nothing_is_recorded_when_the_copy_has_no_place(desk: Clerk, write: Write) -> None:
    for name, out in (("a.csv", "a.csv"), ("a.csv", "b.csv"), ("a.jsonl", "b.xlsx"), ("a.csv", "no/b.xlsx")):
        content = '{"kind": "late-arrival"}' if name == "a.jsonl" else CSV
        Path(desk.folder / "no").touch()
        said = desk("import", write(name, content), "--annotate", out, "--json")
        assert (said.status, said.error["code"]) == (1, "workbook-not-written")
        assert sorted(path.name for path in desk.folder.iterdir() if "unfinished" in path.name) == []
    assert (desk.folder / "a.csv").read_text(encoding="utf-8") == CSV
    assert len(desk("log", "--json").json["entries"]) == 8


def test_a_text_that_begins_with_an_equals_sign_is_not_computed(desk: Clerk, write: Write) -> None:
    desk("import", write("a.csv", CSV.replace("二分", "=1+1")), "--annotate", "b.xlsx")
    cell = load_workbook(desk.folder / "b.xlsx").worksheets[0]["D5"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
