"""A template, filled in as in a spreadsheet, handed in, and in the bulletin: every figure reckoned by hand."""

from datetime import date
from typing import Any

from openpyxl import load_workbook

from tests.office import Clerk


def filled_in(desk: Clerk, what: str, *rows: dict[str, Any]) -> str:
    """Write the template of a kind, type rows into it under its headings, the first over the example; save it."""
    name = f"{what}.xlsx"
    assert desk("template", what, "-o", name, "--lang", "zh").status == 0
    book = load_workbook(desk.folder / name)
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    kind = sheet.cell(2, 1).value
    for line, row in enumerate(rows, 2):
        for heading, column in columns.items():
            value = kind if heading == "类别" else row.get(heading)
            sheet.cell(line, column).value = value
    book.save(desk.folder / name)
    return name


def test_what_was_filled_in_stands_in_the_bulletin(clerk: Clerk) -> None:
    """甲 loses 2 × 0.5 for lateness and 2 for an absence, 乙 for three absences 10, of which 5 can be lost, 丙 nothing.

    Nobody published news in six months, which costs everybody 6 × 0.5. The half-year is of 80 points.
    """
    roster = [
        {"工号": "01", "姓名": "甲", "部室": "办公室", "岗位": "office-publicity", "党员": "否", "考核对象": "是"},
        {"工号": "02", "姓名": "乙", "部室": "康复部", "岗位": "rehab-children", "党员": "是"},
        {"工号": "03", "姓名": "丙", "部室": "康复部", "岗位": "rehab-children", "党员": "否"},
        {"工号": "09", "姓名": "庚", "部室": "理事会", "党员": "是", "考核对象": "否"},
    ]
    assert clerk("init", "--roster", filled_in(clerk, "roster", *roster), "--by", "庚").status == 0
    late = filled_in(
        clerk, "迟到", {"人员": "甲", "发生日期": date(2020, 3, 5), "分钟": 7},
        {"人员": "01", "发生日期": "2020/3/9", "分钟": "１２分钟"},
    )  # fmt: skip
    absent = filled_in(
        clerk, "旷工", {"人员": "甲", "发生日期": date(2020, 4, 1)},
        *({"人员": "乙", "发生日期": date(2020, 5, day)} for day in (6, 7, 8)),
    )  # fmt: skip
    for name, count in ((late, 2), (absent, 4)):
        said = clerk("import", name, "--by", "庚", "--json")
        assert (said.status, said.json.get("recorded"), said.json.get("notes")) == (0, count, None), said.out

    bulletin = clerk("bulletin", "--period", "2020-H1", "--json").json
    kept = {row["name"]: row["items"]["daily-4"] for row in bulletin["rows"]}
    assert [(kept[name]["nominal"], kept[name]["lost"], kept[name]["points"]) for name in "甲乙丙"] == [
        ("3", "3", "2"), ("10", "5", "0"), ("0", "0", "5"),
    ]  # fmt: skip
    assert [(row["name"], row["total"], row["net"]) for row in bulletin["rows"]] == [
        ("丙", "77", "-3"), ("甲", "74", "-6"), ("乙", "72", "-8"),
    ]  # fmt: skip
    assert clerk("bulletin", "--period", "2020-H1", "-o", "通报.csv", "--lang", "zh").status == 0
    printed = (clerk.folder / "通报.csv").read_text(encoding="utf-8-sig")
    assert all(name in printed and total in printed for name, total in (("丙", "77"), ("甲", "74"), ("乙", "72")))
    again = clerk("import", late, "--by", "庚", "--json").json
    assert (again["recorded"], again["skipped"]) == (0, 2)
