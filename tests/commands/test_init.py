"""A ledger is made whole or not at all; staff are enrolled from files."""

import pytest

from tests.office import Clerk


def enrolled(clerk: Clerk) -> list[str]:
    return [entry["person"] for entry in clerk("log", "--kind", "person-enrolled", "--json").json["entries"]]


@pytest.mark.parametrize("content", [b"", b"an account of 2019", b"SQLite format 3\x00"])
def test_what_is_there_is_left_alone(clerk: Clerk, content: bytes) -> None:
    there = clerk.folder / "gongguo.db"
    there.write_bytes(content)
    said = clerk("init", "--json")
    assert (said.status, said.error["code"], there.read_bytes()) == (1, "ledger-exists", content)


def test_a_ledger_that_is_there_is_left_alone(desk: Clerk) -> None:
    before = (desk.folder / "gongguo.db").read_bytes()
    assert desk("init", "--roster", "roster.csv", "--json").error["code"] == "ledger-exists"
    assert (desk.folder / "gongguo.db").read_bytes() == before


@pytest.mark.parametrize(
    "row",
    [
        "T2,乙,,office-finance,no,,yes",  # no department
        ",乙,办公室,office-finance,no,,yes",  # no id
        "T1,乙,办公室,office-finance,no,,yes",  # an id given twice
        "T2,乙,办公室,office-finance,maybe,,yes",
        "T2,乙,办公室,office-finance,no,2020-02-30,yes",
        "T2,乙,办公室,office-finance,no,2999-01-01,yes",
        "T2,乙,办公室,office-finance,no,,yes,again",  # more cells than headings
    ],
)
def test_a_roster_with_problems_leaves_no_file(clerk: Clerk, row: str) -> None:
    heading = "id,name,department,post,party_member,enrolled_on,assessed"
    first = "T1,甲,办公室,office-publicity,yes,,yes"
    (clerk.folder / "bad.csv").write_text("\n".join((heading, first, row)), encoding="utf-8")
    said = clerk("init", "--roster", "bad.csv", "--json")
    assert (said.status, said.error["code"]) == (1, "import-refused")
    assert [problem["row"] for problem in said.json["problems"]] == [2]
    assert {path.name for path in clerk.folder.iterdir()} == {"roster.csv", "bad.csv"}


def test_a_column_that_no_roster_has_is_named(clerk: Clerk) -> None:
    text = "id,name,department,salary\nT1,甲,办公室,100\n"
    (clerk.folder / "bad.csv").write_text(text, encoding="utf-8")
    (problem,) = clerk("init", "--roster", "bad.csv", "--json").json["problems"]
    assert (problem["row"], problem["column"], problem["value"]) == (1, "salary", "100")


def test_every_problem_of_a_roster_is_reported(clerk: Clerk) -> None:
    text = "工号,姓名,部室,党员\nT1,甲,,\nT2,,办公室,也许\n,丙,办公室,\n"
    (clerk.folder / "bad.csv").write_text(text, encoding="utf-8")
    problems = clerk("init", "--roster", "bad.csv", "--json").json["problems"]
    assert [problem["row"] for problem in problems] == [1, 2, 2, 3]


def test_problems_of_reading_hide_no_problems_of_judging(clerk: Clerk) -> None:
    text = "id,name,department,party_member\nT1,甲,办公室,\nT1,乙,办公室,\nT3,丙,办公室,maybe\n"
    (clerk.folder / "bad.csv").write_text(text, encoding="utf-8")
    problems = clerk("init", "--roster", "bad.csv", "--json").json["problems"]
    assert [(problem["row"], problem["code"]) for problem in problems] == [(2, "already-enrolled"), (3, "bad-value")]


def test_the_roster_that_comes_with_the_scheme_is_named_as_the_scheme(clerk: Clerk) -> None:
    assert clerk("init", "--roster", "xiangxi-2020", "--json").json["people"] > 0
    assert clerk("score", "王刚", "--no-rank").status == 0


def test_a_ledger_without_a_roster_has_its_scheme_alone(clerk: Clerk) -> None:
    assert clerk("init", "--json").json["people"] == 0
    assert [entry["kind"] for entry in clerk("log", "--json").json["entries"]] == ["scheme-adopted"]
    assert clerk("bulletin", "--json").json["rows"] == []


def test_an_empty_day_of_enrolment_is_the_first_of_the_period(clerk: Clerk) -> None:
    text = "id,name,department,enrolled_on\nT1,甲,办公室,\nT2,乙,办公室,2020-05-06\n"
    (clerk.folder / "staff.csv").write_text(text, encoding="utf-8")
    clerk("init", "--roster", "staff.csv")
    entries = clerk("log", "--kind", "person-enrolled", "--json").json["entries"]
    assert [entry["occurred_on"] for entry in entries] == ["2020-01-01", "2020-05-06"]
    assert [entry["fields"]["assessed"] for entry in entries] == [True, True]


def test_more_staff_are_enrolled_later(desk: Clerk) -> None:
    text = "工号,姓名,部室,岗位,入职日期\nT7,辛,康复部,rehab-followup,2020-06-01\n"
    (desk.folder / "more.csv").write_text(text, encoding="utf-8")
    said = desk("enrol", "more.csv", "--json")
    assert (said.json["recorded"], said.json["first_entry"]) == (1, 9)
    assert enrolled(desk) == ["T1", "T2", "T3", "T4", "T5", "T6", "L1", "T7"]


def test_the_same_roster_again_enrols_nobody(desk: Clerk) -> None:
    said = desk("enrol", "roster.csv", "--json")
    assert (said.status, said.json["recorded"], said.json["skipped"]) == (0, 0, 7)
    assert len(enrolled(desk)) == 7


def test_a_roster_that_was_added_to_enrols_the_new(desk: Clerk) -> None:
    roster = desk.folder / "roster.csv"
    roster.write_text(roster.read_text(encoding="utf-8") + "T7,辛,康复部,,no,,yes\n", encoding="utf-8")
    said = desk("enrol", "roster.csv", "--json")
    assert (said.json["recorded"], said.json["skipped"], enrolled(desk)[-1]) == (1, 7, "T7")


def test_an_id_that_is_taken_is_refused(desk: Clerk) -> None:
    (desk.folder / "more.csv").write_text("id,name,department\nT1,辛,康复部\n", encoding="utf-8")
    said = desk("enrol", "more.csv", "--json")
    assert (said.status, said.json["problems"][0]["code"]) == (1, "already-enrolled")


def test_an_enrolment_can_be_tried_first(desk: Clerk) -> None:
    (desk.folder / "more.csv").write_text("id,name,department\nT7,辛,康复部\n", encoding="utf-8")
    said = desk("enrol", "more.csv", "--dry-run", "--json")
    assert (said.status, said.json["recorded"], said.json["would_record"]) == (0, 0, 1)
    assert "T7" not in enrolled(desk)
