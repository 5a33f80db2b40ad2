"""A bulletin's Word document and its workbook opened by LibreOffice: pytest -n 0 -m browser

It takes LibreOffice Writer and Calc, and poppler-utils to read the pages.
"""

import csv
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.documents.opened import converted
from tests.office import Clerk

pytestmark = pytest.mark.browser

ROSTER = "id,name,department,post,party_member,enrolled_on,assessed\nT1,甲,办公室,office-web,no,2020-01-01,yes\n"
ROWS = "kind,person,occurred_on,work,awarded_by\nlate-arrival,甲,2020-03-07,,\nabsence,甲,2020-03-09,,\n"

AS_UTF_8 = "csv:Text - txt - csv (StarCalc):44,34,76"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """甲 was late and absent in March 2020; 乙 to 癸 did nothing of the kind."""
    clerk = Clerk(tmp_path_factory.mktemp("office"))
    others = "".join(f"T{at},{name},康复部,rehab-access,no,2020-01-01,yes\n" for at, name in enumerate("乙丙丁戊", 2))
    (clerk.folder / "roster.csv").write_text(ROSTER + others, encoding="utf-8")
    (clerk.folder / "rows.csv").write_text(ROWS, encoding="utf-8")
    for words in (("init", "--roster", "roster.csv"), ("import", "rows.csv")):
        said = clerk(*words, "--by", "庚")
        assert said.status == 0, said.err
    return clerk


@pytest.fixture(params=["T", "00320201126600000"], ids=["plain ids", "ids that SUMIFS takes for one number"])
def unit(request: pytest.FixtureRequest, tmp_path: Path) -> Clerk:
    """甲 was late, 乙 was commended; their ids end in 1 and 2."""
    clerk = Clerk(tmp_path)
    rows = "".join(f"{request.param}{at},{name},康复部,rehab-access\n" for at, name in enumerate("甲乙", 1))
    (clerk.folder / "roster.csv").write_text("id,name,department,post\n" + rows, encoding="utf-8")
    commended = ("record", "commendation-awarded", "乙", "--on", "2020-03-05", "--level", "national")
    for words in (
        ("init", "--roster", "roster.csv"),
        ("record", "late-arrival", "甲", "--on", "2020-03-05"),
        commended,
    ):
        said = clerk(*words, "--by", "庚")
        assert said.status == 0, said.err
    return clerk


def test_the_formulas_of_the_workbook_give_the_figures_of_the_document(office: Clerk) -> None:
    check_figures(office)


def test_they_do_whatever_the_ids(unit: Clerk) -> None:
    check_figures(unit)


def check_figures(office: Clerk) -> None:
    """Compare the document, the figures kept beside the formulas, and what LibreOffice computes where none are kept."""
    said = office("bulletin", "--period", "2020-H1", "-o", "figures.xlsx", "--json")
    assert said.status == 0, said.err
    kept = load_workbook(office.folder / "figures.xlsx", data_only=True).worksheets[0]
    load_workbook(office.folder / "figures.xlsx").save(office.folder / "computed.xlsx")  # its formulas alone
    (headings, *lines), computed = rows_of(kept), converted(office.folder / "computed.xlsx", AS_UTF_8)
    assert [headings, *lines] == [*csv.reader(computed.open(encoding="utf-8"))][: len(lines) + 1]
    for row, figures in zip(said.json["rows"], lines, strict=True):
        line = dict(zip((heading.replace("\n", "") for heading in headings), figures, strict=True))
        assert [Decimal(line[name]) for name in ("total", "out of", "net")] == [
            Decimal(row[name]) for name in ("total", "out_of", "net")
        ]
        parts = {f"{part['label']}({part['full']})": part for part in row["summary"]["parts"] if part["decided"]}
        assert all(Decimal(line[heading]) == Decimal(part["points"]) for heading, part in parts.items())


def rows_of(sheet: Worksheet) -> list[list[str]]:
    """Return the texts of a sheet's table, down to the first row without an id."""
    rows = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    return rows[: next(at for at, row in enumerate(rows) if not row[1])]


def test_the_document_is_laid_out_on_a4_with_its_pages_numbered(office: Clerk) -> None:
    said = office("bulletin", "--period", "2020-H1", "-o", "通报.docx", GONGGUO_LANG="zh")
    assert said.status == 0, said.err
    printed = converted(office.folder / "通报.docx", "pdf")
    text = subprocess.run(["pdftotext", "-layout", printed, "-"], check=True, capture_output=True).stdout.decode()
    information = subprocess.run(["pdfinfo", printed], check=True, capture_output=True).stdout.decode()
    assert "A4" in information
    said_there = (
        "2020年上半年绩效考核情况的通报",
        "一、考核结果",
        "二、存在的问题",
        "三、下一步工作",
        "考勤扣",
        "—1—",
        "—2—",
    )
    joined = "".join(text.split())
    assert all(words in joined for words in said_there)
