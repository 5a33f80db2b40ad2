"""Slips: each person's own, with every entry, its clause, its balance and what is void; nobody else's name."""

import re
from pathlib import Path

import pytest
from docx import Document

from tests.commands.conftest import Clock
from tests.office import Clerk

HALF = ("--period", "2020-H1")


@pytest.fixture
def office(desk: Clerk, clock: Clock) -> Clerk:
    """甲 was absent three times (9 to 11) and late on 5 June (12), which was a mistake and is void (13)."""
    for day in ("2020-03-09", "2020-03-10", "2020-03-11"):
        desk("record", "absence", "甲", "--on", day, "--by", "庚")
    desk("record", "late-arrival", "甲", "--on", "2020-06-05", "--by", "庚")
    assert desk("void", "12", "--reason", "当日已批准请假", "--by", "庚").status == 0
    return desk


def text_of(path: Path) -> str:
    if path.suffix == ".html":
        return re.sub(r"<style.*?</style>|<[^>]+>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("ending", ["html", "docx"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_slip_says_the_entries_the_clause_the_limit_the_balance_and_the_void(
    office: Clerk, ending: str, language: str
) -> None:
    said = office("slips", "甲", *HALF, "-o", f"甲.{ending}", GONGGUO_LANG=language)
    assert said.status == 0, said.err
    text = text_of(office.folder / f"甲.{ending}")
    assert all(f"#{number}" in text for number in (9, 10, 11, 12, 13))
    assert "扣完5分止" in text and "当日已批准请假" in text
    assert ("nominal 10, lost 5" if language == "en" else "名义扣10") in text


def test_the_balances_are_those_of_why(office: Clerk) -> None:
    office("slips", "甲", *HALF, "-o", "甲.docx")
    tables = Document(str(office.folder / "甲.docx")).tables
    lines = office("why", "甲", "daily-4", *HALF, "--json").json["sheets"][0]["items"]["daily-4"]["lines"]
    told = [
        [cell.text for cell in row.cells][3:6] for table in tables for row in table.rows
        if row.cells[0].text in {"#9", "#10", "#11"}
    ]  # fmt: skip
    assert told == [[line["nominal"], line["applied"], line["balance"]] for line in lines]


def test_a_folder_has_a_page_for_each_who_has_a_sheet(office: Clerk) -> None:
    said = office("slips", *HALF, "-o", "明细", "--json")
    names = sorted(path.name for path in (office.folder / "明细").iterdir())
    assert names == [f"T{at}-{name}.html" for at, name in enumerate("甲乙丙丁戊己", 1)]
    assert said.json == {"schema": "gongguo.slips/1", "slips": 6, "output": "明细"}


def test_a_file_of_all_has_one_slip_after_another_on_pages_of_their_own(office: Clerk) -> None:
    assert office("slips", *HALF, "-o", "all.html").status == 0
    assert office("slips", *HALF, "-o", "all.docx").status == 0
    page = (office.folder / "all.html").read_text(encoding="utf-8")
    assert page.count("<article>") == 6 and "break-before: page" in page
    document = Document(str(office.folder / "all.docx"))
    assert document.element.xml.count("w:pageBreakBefore") == 5


def test_other_names_are_masked_in_what_a_slip_quotes(desk: Clerk, clock: Clock) -> None:
    (desk.folder / "more.csv").write_text("id,name,department,post\nX1,甲乙丙,康复部,rehab-access\n", encoding="utf-8")
    desk("enrol", "more.csv", "--by", "庚")
    desk("record", "absence", "甲", "--on", "2020-03-09", "--note", "与甲乙丙同行", "--by", "庚")
    desk("slips", "甲", *HALF, "-o", "甲.html")
    text = text_of(desk.folder / "甲.html")
    assert "与某某同行" in text and "甲乙丙" not in text


def test_a_name_that_no_file_can_have_is_written_without_its_signs(desk: Clerk, clock: Clock) -> None:
    (desk.folder / "more.csv").write_text("id,name,department,post\nX1,../辛,康复部,rehab-access\n", encoding="utf-8")
    desk("enrol", "more.csv", "--by", "庚")
    assert desk("slips", "X1", "-o", "out").status == 0
    assert [path.name for path in (desk.folder / "out").iterdir()] == ["X1-.._辛.html"]


@pytest.mark.parametrize(
    ("words", "code"),
    [(("-o", "a.pdf"), "unknown-ending"), (("辰", "-o", "a"), "person-unknown"), ((), "usage")],
    ids=["an ending", "nobody", "nowhere"],
)
def test_what_cannot_be_written_is_refused(office: Clerk, words: tuple[str, ...], code: str) -> None:
    said = office("slips", *words, "--json")
    assert said.status in {1, 2} and said.error["code"] == code


def test_a_page_draws_the_course_that_the_chart_of_it_has(office: Clerk) -> None:
    office("slips", "甲", *HALF, "-o", "甲.html")
    points = office("chart", "course", "甲", *HALF, "-o", "甲.svg", "--json").json["points"]
    drawn = re.findall(r"<text[^>]*>([^<]+)</text>", (office.folder / "甲.html").read_text(encoding="utf-8"))
    assert drawn == [told for point in points for told in (point["total"], point["on"][5:])] and len(points) == 6
