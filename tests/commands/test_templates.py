"""Templates: filled in they are handed in as they are; the example row shows how, and is itself an entry."""

import pytest
from openpyxl import load_workbook

from ledger.facts import catalogue
from tests.office import Clerk

KINDS = [name for name, kind in catalogue().items() if kind.IS_RECORDED_BY_PEOPLE]
# Nobody can say beforehand which entry, case, post or indicator an office has.
NEED_WHAT_THERE_IS = {"entry-voided", "evidence-attached"}


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_every_kind_can_be_read(desk: Clerk, kind: str, language: str) -> None:
    said = desk("template", kind, "-o", "t.xlsx", "--json", "--lang", language)
    assert said.status == 0, said.err
    said = desk("import", "t.xlsx", "--dry-run", "--json")
    codes = {problem["code"] for problem in said.json["problems"]}
    assert not codes & {"bad-value", "missing-field", "unknown-field", "unknown-kind", "input-unreadable"}, said.out


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["late-arrival", "迟到", "task-delayed", "news-published", "commendation-awarded",
                                  "ballots", "unit-credit-earned", "person-left"])  # fmt: skip
def test_a_template_imports_as_it_stands_where_somebody_is_called_so(desk: Clerk, kind: str, language: str) -> None:
    assert desk("template", kind, "-o", "t.xlsx", "--lang", language).status == 0
    said = desk("import", "t.xlsx", "--json")
    assert (said.status, said.json.get("recorded")) == (0, 1), said.out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_template_that_was_filled_in_records_its_rows(desk: Clerk, language: str) -> None:
    desk("template", "task-missed", "-o", "t.xlsx", "--lang", language)
    book = load_workbook(desk.folder / "t.xlsx")
    sheet = book.worksheets[0]
    first = [cell.value for cell in sheet[2]]
    for line, person in enumerate("乙丙", 2):
        for place, value in enumerate(first, 1):
            sheet.cell(line, place).value = person if value == "甲" else value
    book.save(desk.folder / "t.xlsx")
    assert desk("import", "t.xlsx", "--json").json["recorded"] == 2
    lists = [rule.formula1 for rule in sheet.data_validations.dataValidation]
    assert ('"①,②,③"' in lists) if language == "zh" else ('"creation,study,party-day"' in lists)


@pytest.mark.parametrize("read_in", ["zh", "en"])
@pytest.mark.parametrize("written_in", ["zh", "en"])
def test_an_example_that_was_left_in_is_not_recorded_and_is_said_to_be_left_out(
    desk: Clerk, written_in: str, read_in: str
) -> None:
    """The clerk types under the example: 乙 was late on 9 March; 甲 on 5 March was only how a row is written."""
    desk("template", "late-arrival", "-o", "t.xlsx", "--lang", written_in)
    book = load_workbook(desk.folder / "t.xlsx")
    kind = book.worksheets[0]["A2"].value
    for cell, value in {"A3": kind, "B3": "乙", "C3": "2020/3/9"}.items():
        book.worksheets[0][cell] = value
    book.save(desk.folder / "t.xlsx")
    said = desk("import", "t.xlsx", "--json", "--lang", read_in)
    assert said.json["recorded"] == 1 and len(said.json["notes"]) == 1
    assert desk("log", "--json").json["entries"][-1]["person"] == "T2"


def test_an_example_in_which_one_cell_was_changed_is_a_row_like_any_other(desk: Clerk) -> None:
    desk("template", "late-arrival", "-o", "t.xlsx")
    book = load_workbook(desk.folder / "t.xlsx")
    book.worksheets[0]["F2"] = "大雨"
    book.save(desk.folder / "t.xlsx")
    said = desk("import", "t.xlsx", "--json")
    assert said.json["recorded"] == 1 and "notes" not in said.json


def test_an_example_alone_is_recorded_and_said_to_be_one(desk: Clerk) -> None:
    desk("template", "late-arrival", "-o", "t.xlsx")
    said = desk("import", "t.xlsx", "--json")
    assert said.json["recorded"] == 1 and "example" in said.json["notes"][0]


def test_the_example_of_a_roster_enrols_nobody_beside_others(clerk: Clerk) -> None:
    clerk("template", "roster", "-o", "r.xlsx", "--lang", "zh")
    book = load_workbook(clerk.folder / "r.xlsx")
    for cell, value in {"A3": "0007", "B3": "乙", "C3": "康复部", "E3": "是"}.items():
        book.worksheets[0][cell] = value
    book.save(clerk.folder / "r.xlsx")
    assert clerk("init", "--roster", "r.xlsx").status == 0
    enrolled = [entry["person"] for entry in clerk("log", "--json").json["entries"] if entry["person"]]
    assert enrolled == ["0007"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_roster_founds_an_office(clerk: Clerk, language: str) -> None:
    assert clerk("template", "roster", "-o", "花名册.xlsx", "--lang", language).status == 0
    assert clerk("init", "--roster", "花名册.xlsx").status == 0
    (person,) = [e for e in clerk("log", "--json").json["entries"] if e["kind"] == "person-enrolled"]
    assert (person["person"], person["fields"]["name"]) == ("A01", "甲")


def test_a_template_that_nobody_can_have_is_refused(clerk: Clerk) -> None:
    assert clerk("template", "旷课", "-o", "t.xlsx").status == 2
    assert clerk("template", "迟到", "-o", "t.csv").status == 1
    assert list(clerk.folder.glob("t.*")) == []
