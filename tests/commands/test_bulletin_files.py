"""A bulletin as a file: every figure is the document's, whatever the ending; nothing is written where it is refused."""

import csv
import io
import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm
from openpyxl import load_workbook

from tests.commands.conftest import Clock
from tests.office import Clerk

HALF = ("bulletin", "--period", "2020-H1")
ENDINGS = ("csv", "docx", "html", "md", "xlsx")


@pytest.fixture
def office(desk: Clerk, clock: Clock) -> Clerk:
    """On 5 March 甲 was late, on 6 March 乙 absent; the half year is out; a lateness of 丙 in June came after."""
    desk("record", "late-arrival", "甲", "--on", "2020-03-05", "--by", "庚")
    desk("record", "absence", "乙", "--on", "2020-03-06", "--by", "庚")
    assert desk(*HALF, "--publish", "--number", "州残联通报〔2020〕1号", "--by", "庚").status == 0
    desk("record", "late-arrival", "丙", "--on", "2020-06-10", "--by", "庚")
    return desk


def written(office: Clerk, ending: str, *words: str, **environment: str) -> Path:
    path = office.folder / f"out.{ending}"
    said = office(*(words or HALF), "-o", path.name, **environment)
    assert said.status == 0, said.err
    return path


def text_of(path: Path) -> str:
    """Return all that a file says."""
    if path.suffix == ".docx":
        document = Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    if path.suffix == ".xlsx":
        sheets = load_workbook(path).worksheets
        return "\n".join(str(cell.value) for sheet in sheets for row in sheet for cell in row if cell.value is not None)
    return path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_a_file_names_everybody_the_causes_and_the_entries(office: Clerk, ending: str, language: str) -> None:
    text = text_of(written(office, ending, GONGGUO_LANG=language))
    assert all(name in text for name in "甲乙丙丁戊己")
    assert "考勤" in text and "#9" in text and "#10" in text
    if ending != "csv":
        assert ("2020年上半年" if language == "zh" else "first half of 2020") in text
        assert "民主测评(20)" in text, "at mid-year it says that no ballots were held"


@pytest.mark.parametrize("ending", ["csv", "docx", "html", "md"])
def test_the_figures_are_those_of_the_document(office: Clerk, ending: str) -> None:
    rows = office(*HALF, "--json").json["rows"]
    text = text_of(written(office, ending))
    assert all(row["total"] in text for row in rows)


def test_a_file_of_comma_separated_values_has_the_documents_figures_line_by_line(office: Clerk) -> None:
    rows = office(*HALF, "--json").json["rows"]
    lines = list(csv.DictReader(io.StringIO(text_of(written(office, "csv")))))
    figures = [(line["id"], line["total"], line["out of"], line["net"], line["rank"]) for line in lines]
    assert figures == [(row["id"], row["total"], row["out_of"], row["net"], str(row["rank"] or "")) for row in rows]


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_was_published_is_written_as_it_was_published(office: Clerk, ending: str) -> None:
    text = text_of(written(office, ending, "bulletin", "--published", "2020-H1"))
    assert "#11" not in text and "#12" not in text, "what came after is not told"
    if ending in {"docx", "html"}:
        assert "州残联通报〔2020〕1号" in text and "2 July 2020" in text


@pytest.mark.parametrize("ending", ["docx", "html", "md"])
def test_entries_about_a_published_period_are_listed_apart(office: Clerk, ending: str) -> None:
    text = text_of(written(office, ending))
    heading = text.index("ntries about an earlier published period")
    assert re.search(r"\\?#12", text) and heading > 0


def test_the_document_has_the_form_of_the_standard(office: Clerk) -> None:
    document = Document(str(written(office, "docx", GONGGUO_LANG="zh")))
    (section,) = document.sections
    assert abs(section.page_width - section.left_margin - section.right_margin - Mm(156)) < Mm(0.1)
    assert abs(section.page_height - section.top_margin - section.bottom_margin - Mm(225)) < Mm(0.1)
    assert (section.top_margin, section.left_margin) == (Mm(37).twips * 635, Mm(28).twips * 635)
    xml = document.element.xml + document.styles.element.xml
    assert all(f'w:eastAsia="{face}"' in xml for face in ("仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312"))
    assert "evenAndOddHeaders" in document.settings.element.xml
    assert "w:tblHeader" in xml and "{" not in "".join(paragraph.text for paragraph in document.paragraphs)


def test_the_office_fills_a_template_of_its_own(office: Clerk) -> None:
    assert office("template", "bulletin", "-o", "ours.docx", GONGGUO_LANG="zh").status == 0
    template = Document(str(office.folder / "ours.docx"))
    template.paragraphs[0].insert_paragraph_before("湘西州残联文件 {{ dated }}")
    template.save(str(office.folder / "ours.docx"))
    assert "湘西州残联文件 2 July 2020" in text_of(written(office, "docx", *HALF, "--template", "ours.docx"))


def test_names_that_mark_something_up_stay_names(desk: Clerk, clock: Clock, write: Any) -> None:
    write("more.csv", "id,name,department,post\nX1,=1+1<b>&|,康复部,rehab-access\n")
    assert desk("enrol", "more.csv", "--by", "庚").status == 0
    for ending in ENDINGS:
        text = text_of(written(desk, ending))
        expected = {"html": "=1+1&lt;b&gt;&amp;|", "md": "=1+1\\<b\\>&\\|"}.get(ending, "=1+1<b>&|")
        assert expected in text, ending
    sheet = load_workbook(desk.folder / "out.xlsx").worksheets[0]
    assert [cell.data_type for row in sheet for cell in row if cell.value == "=1+1<b>&|"] == ["s"]


def test_the_detailed_sheet_is_made_for_printing(office: Clerk) -> None:
    for sheet in load_workbook(written(office, "xlsx")).worksheets:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert sheet.print_title_rows == "$1:$1" and sheet.freeze_panes and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0


def test_its_totals_are_formulas(office: Clerk) -> None:
    results = load_workbook(written(office, "xlsx")).worksheets[0]
    totals = [row[7].value for row in results.iter_rows(min_row=2, max_row=7)]
    assert all(str(total).startswith("=ROUND(SUM(") for total in totals)


def test_beside_each_formula_stands_its_figure(office: Clerk) -> None:
    """What shows a workbook without computing it, a phone or a preview, shows figures."""
    rows = office(*HALF, "--json").json["rows"]
    formulas = load_workbook(written(office, "xlsx"))
    figures = load_workbook(office.folder / "out.xlsx", data_only=True)
    for shown, computed in zip(figures.worksheets, formulas.worksheets, strict=True):
        cells = [cell.coordinate for row in computed for cell in row if cell.data_type == "f"]
        assert cells and all(isinstance(shown[cell].value, int | float) for cell in cells)
    told = [row[7:10] for row in figures.worksheets[0].iter_rows(min_row=2, max_row=7, values_only=True)]
    assert [[*map(str, row)] for row in told] == [[row["total"], row["out_of"], row["net"]] for row in rows]


REFUSED = {
    "an ending that is not known": (("-o", "out.txt"), 1, "unknown-ending"),
    "no ending": (("-o", "out"), 1, "unknown-ending"),
    "a folder that is a file": (("-o", "gongguo.db/out.csv"), 1, "file-not-written"),
    "a template that is not there": (("-o", "out.docx", "--template", "none.docx"), 1, "template-not-usable"),
    "a template that is none": (("-o", "out.docx", "--template", "gongguo.db"), 1, "template-not-usable"),
    "a template for a table": (("-o", "out.csv", "--template", "ours.docx"), 2, "usage"),
    "a template for nothing": (("--template", "ours.docx"), 2, "usage"),
    "to be published": (("-o", "out.csv", "--publish"), 2, "usage"),
}


@pytest.mark.parametrize(("words", "status", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_written_is_refused(office: Clerk, words: tuple[str, ...], status: int, code: str) -> None:
    before = sorted(path.name for path in office.folder.iterdir())
    said = office(*HALF, *words, "--json")
    assert (said.status, said.error["code"], said.out) == (status, code, "")
    assert sorted(path.name for path in office.folder.iterdir()) == before


def test_the_refusal_of_an_ending_lists_those_there_are(office: Clerk) -> None:
    assert all(f".{ending}" in office(*HALF, "-o", "out.txt").err for ending in ENDINGS)


def test_causes_add_up_to_what_was_lost(office: Clerk) -> None:
    document = office(*HALF, "-o", "out.csv", "--json").json
    for row in document["rows"]:
        lost = sum(Decimal(item["lost"]) for item in row["items"].values())
        assert sum(Decimal(cause["lost"]) for cause in row["causes"]) == lost


def test_without_what_makes_a_pdf_it_says_what_to_install(office: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    said = office(*HALF, "-o", "out.pdf", "--json")
    assert (said.status, said.error["code"]) == (1, "pdf-not-installed")
    assert "gongguo[pdf]" in said.error["remedy"] and not (office.folder / "out.pdf").exists()


@pytest.mark.browser  # it takes the extra gongguo[pdf], and Pango
def test_with_it_the_same_bulletin_is_the_same_pdf(office: Clerk) -> None:
    words = ("bulletin", "--published", "2020-H1")
    first, second = (written(office, "pdf", *words).read_bytes() for _time in range(2))
    assert first.startswith(b"%PDF") and first == second


def test_a_document_names_the_main_causes_and_the_detailed_sheet_all(desk: Clerk, clock: Clock) -> None:
    for day in range(1, 9):
        desk("record", "late-arrival", "甲", "--on", f"2020-06-0{day}", "--by", "庚")
    for kind, more in (
        ("duty-violation", ()),
        ("clearance-delayed", ()),
        ("assignment-missed", ("--assigned-by", "庚")),
    ):
        assert desk("record", kind, "甲", "--on", "2020-06-01", *more, "--by", "庚").status == 0
    task = ("--category", "study", "--task", "笔记", "--by", "庚")
    assert desk("record", "task-missed", "甲", "--on", "2020-06-01", *task).status == 0
    page, sheet = text_of(written(desk, "html")), text_of(written(desk, "csv"))
    assert "8 in all" in page and "6 items in all" in page and "#16" not in page
    assert "in all" not in sheet and all(f"#{number}" in sheet for number in range(9, 21))


def test_a_page_draws_how_the_scores_are_spread_as_the_chart_of_it_does(office: Clerk) -> None:
    bands = office("chart", "distribution", "--period", "2020-H1", "-o", "d.svg", "--json").json["points"]
    page = written(office, "html").read_text(encoding="utf-8")
    drawn = re.findall(r"<text[^>]*>([^<]+)</text>", page)
    counts = [str(band["people"]) for band in bands if band["people"]]
    assert [text for text in drawn if "…" not in text] == counts and sum(map(int, counts)) == 6
    assert [text for text in drawn if "…" in text] == [f"{band['first']} … {band['end']}" for band in bands]
