"""What other programs rely on: the options, and the shape of every document."""

import json
import re
from decimal import Decimal
from typing import Any

import pytest

from tests.commands.conftest import Clock
from tests.office import Clerk
from tests.postgres import on_both

pytestmark = on_both
FIGURES = {"full", "nominal", "lost", "gained", "points", "state"}
ROW = {"id", "name", "department", "post", "total", "out_of", "net", "final", "rank", "grade", "items"}
LINE = {
    "entry", "kind", "occurred_on", "recorded_at", "recorded_by", "nominal", "applied", "balance", "readings",
}  # fmt: skip
ENTRY = {
    "entry", "kind", "person", "occurred_on", "recorded_at", "recorded_by", "source_key", "voided_by", "fields",
}  # fmt: skip
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")

STORY = """kind,person,occurred_on,category,indicator,quantity,grounds,work,level
late-arrival,甲,2020-03-05,,,,,,
absence,甲,2020-03-06,,,,,,
absence,甲,2020-03-09,,,,,,
absence,甲,2020-03-10,,,,,,
task-missed,乙,2020-04-01,study,,,,,
incident-reported,乙,2020-05-06,,payroll,2,,,
commendation-awarded,戊,2020-05-07,,,,,康复救助,national
commendation-awarded,戊,2020-05-08,,,,,康复救助,province
discipline-imposed,丙,2020-06-01,,,,失职,,
"""


@pytest.fixture
def story(desk: Clerk) -> Clerk:
    """Entries 9 to 17: 甲 is late and absent, 乙 errs, 戊 is commended, 丙 is disciplined."""
    (desk.folder / "story.csv").write_text(STORY, encoding="utf-8")
    assert desk("import", "story.csv", "--by", "庚").status == 0
    return desk


def figures_are_strings(item: dict[str, Any]) -> bool:
    names = ("full", "nominal", "lost", "gained", "points")
    return all(isinstance(item[name], str) and NUMBER.fullmatch(item[name]) for name in names)


def sheet_of(clerk: Clerk, *arguments: str) -> dict[str, Any]:
    said = clerk("score", *arguments, "--json")
    assert said.status == 0, said.err
    return said.json["sheets"][0]


def test_a_bulletin_says_what_it_is_of(story: Clerk) -> None:
    document = story("bulletin", "--period", "2020-H1", "--json").json
    head = {name: document[name] for name in ("schema", "year", "as_of", "scheme")}
    assert head == {"schema": "gongguo.bulletin/1", "year": 2020, "as_of": "2020-06-30", "scheme": "xiangxi-2020"}
    assert document["known_at"]["entry"] == 17
    assert document["known_at"]["recorded_at"] == story("log", "--json").json["entries"][-1]["recorded_at"]


def test_the_rows_of_a_bulletin_have_every_figure_as_a_string(story: Clerk) -> None:
    for row in story("bulletin", "--period", "2020-H1", "--json").json["rows"]:
        assert row.keys() >= ROW
        assert all(isinstance(row[name], str) and NUMBER.fullmatch(row[name]) for name in ("total", "out_of", "net"))
        assert Decimal(row["net"]) == Decimal(row["total"]) - Decimal(row["out_of"])
        assert isinstance(row["final"], bool)
        assert row["rank"] is None or isinstance(row["rank"], int)
        for item in row["items"].values():
            assert item.keys() >= FIGURES and figures_are_strings(item)
            assert item["state"] in {"standing", "pending", "undecided"}


def test_rows_stand_by_rank_then_id_and_the_unranked_last(story: Clerk) -> None:
    rows = story("bulletin", "--period", "2020-H1", "--json").json["rows"]
    assert [(row["rank"], row["id"]) for row in rows] == [
        (1, "T5"), (2, "T4"), (2, "T6"), (4, "T1"), (5, "T2"), (None, "T3"),
    ]  # fmt: skip


def test_a_disciplined_person_has_grade_4_and_the_others_wait(story: Clerk) -> None:
    rows = story("bulletin", "--period", "2020-H1", "--json").json["rows"]
    assert {row["id"]: row["grade"] for row in rows} == {**dict.fromkeys(("T1", "T2", "T4", "T5", "T6")), "T3": 4}


def test_a_bonus_has_no_full_points(story: Clerk) -> None:
    items = sheet_of(story, "戊")["items"]
    assert {name for name, item in items.items() if item["full"] == "0"} == {
        "bonus-news", "bonus-article", "bonus-commendation", "bonus-unit",
    }  # fmt: skip


def test_a_score_is_a_row_for_each_person_in_the_order_asked(story: Clerk) -> None:
    document = story("score", "乙", "甲", "--as-of", "2020-06-30", "--json").json
    head = {name: document[name] for name in ("schema", "year", "as_of", "scheme", "ranked")}
    assert head == {
        "schema": "gongguo.score/1", "year": 2020, "as_of": "2020-06-30", "scheme": "xiangxi-2020", "ranked": True,
    }  # fmt: skip
    assert [sheet["id"] for sheet in document["sheets"]] == ["T2", "T1"]
    assert all(sheet.keys() >= ROW for sheet in document["sheets"])


def test_score_and_bulletin_give_the_same_row(story: Clerk) -> None:
    rows = {row["id"]: row for row in story("bulletin", "--as-of", "2020-06-30", "--json").json["rows"]}
    sheet = sheet_of(story, "T2", "--as-of", "2020-06-30")
    figures = {**sheet, "items": {name: {key: item[key] for key in FIGURES} for name, item in sheet["items"].items()}}
    assert {name: figures[name] for name in ROW} == {name: rows["T2"][name] for name in ROW}


def test_somebody_who_is_not_assessed_has_no_sheet(story: Clerk) -> None:
    assert story("score", "庚", "--json").json["sheets"] == []


def test_why_traces_every_line_to_its_entry(story: Clerk) -> None:
    document = story("why", "甲", "--as-of", "2020-06-30", "--json").json
    assert (document["schema"], document["ranked"]) == ("gongguo.why/1", True)
    (sheet,) = document["sheets"]
    item = sheet["items"]["daily-4"]
    assert item.keys() >= FIGURES | {"label", "clause", "lines"}
    assert (item["label"], item["clause"]) == ("考勤", "附件1·4")
    assert all(line.keys() >= LINE for line in item["lines"])
    told = [(line["entry"], line["kind"], line["nominal"], line["applied"], line["balance"]) for line in item["lines"]]
    assert told == [
        (9, "late-arrival", "-0.5", "-0.5", "4.5"),
        (10, "absence", "-2", "-2", "2.5"),
        (11, "absence", "-3", "-2.5", "0"),
        (12, "absence", "-5", "0", "0"),
    ]
    assert item["lines"][0]["occurred_on"] == "2020-03-05"
    assert item["lines"][0]["recorded_by"] == "庚"
    assert "E10" in item["lines"][0]["readings"]


def test_a_month_without_news_cites_no_entry(story: Clerk) -> None:
    sheet = story("why", "甲", "daily-5", "--as-of", "2020-03-31", "--json").json["sheets"][0]
    assert list(sheet["items"]) == ["daily-5"]
    lines = sheet["items"]["daily-5"]["lines"]
    assert [(line["entry"], line["occurred_on"], line["applied"]) for line in lines] == [
        (None, "2020-01-31", "-0.5"), (None, "2020-02-29", "-0.5"), (None, "2020-03-31", "-0.5"),
    ]  # fmt: skip


def test_a_shortfall_is_one_line_that_cites_its_entries(desk: Clerk) -> None:
    desk("record", "target-revised", "丙", "--on", "2020-02-01", "--indicator", "levy", "--target", "200")
    desk("record", "progress-reported", "丙", "--on", "2020-03-01", "--indicator", "levy", "--amount", "150")
    document = desk("why", "丙", "levy", "--period", "2020", "--json").json
    (line,) = document["sheets"][0]["items"]["levy"]["lines"]
    assert (line["entry"], line["entries"], line["nominal"]) == (None, [9, 10], "-2.5")


def test_a_gain_is_positive(story: Clerk) -> None:
    item = story("why", "戊", "bonus-commendation", "--json").json["sheets"][0]["items"]["bonus-commendation"]
    assert [(line["entry"], line["applied"]) for line in item["lines"]] == [(15, "5")]


@pytest.mark.parametrize("person", ["T1", "T2", "T3", "T4", "T5", "T6"])
@pytest.mark.parametrize("day", ["2020-06-30", "2020-12-31"])
def test_full_points_and_what_was_applied_make_the_points(story: Clerk, person: str, day: str) -> None:
    (sheet,) = story("why", person, "--as-of", day, "--json").json["sheets"]
    for name, item in sheet["items"].items():
        applied = sum(Decimal(line["applied"]) for line in item["lines"])
        assert Decimal(item["full"]) + applied == Decimal(item["points"]), name
    decided = [item for item in sheet["items"].values() if item["state"] != "undecided"]
    assert Decimal(sheet["total"]) == sum(Decimal(item["points"]) for item in decided)
    assert Decimal(sheet["out_of"]) == sum(Decimal(item["full"]) for item in decided)


def test_the_log_has_every_entry_in_order_of_number(story: Clerk) -> None:
    story("void", "9", "--reason", "当日请假")
    document = story("log", "--json").json
    assert document["schema"] == "gongguo.log/1"
    assert [entry["entry"] for entry in document["entries"]] == list(range(1, 19))
    assert all(entry.keys() >= ENTRY for entry in document["entries"])


def test_a_logged_entry_names_its_void_and_a_void_its_entry(story: Clerk) -> None:
    story("void", "9", "--reason", "当日请假")
    entries = {entry["entry"]: entry for entry in story("log", "甲", "--json").json["entries"]}
    assert (entries[9]["kind"], entries[9]["person"], entries[9]["voided_by"]) == ("late-arrival", "T1", 18)
    assert (entries[18]["kind"], entries[18]["person"], entries[18]["occurred_on"]) == ("entry-voided", "T1", None)
    assert entries[18]["fields"] == {"entry": 9, "reason": "当日请假"}


def test_a_logged_adoption_has_no_person(desk: Clerk) -> None:
    first = desk("log", "--json").json["entries"][0]
    assert (first["kind"], first["person"], first["voided_by"]) == ("scheme-adopted", None, None)


def test_the_log_is_narrowed_by_kind_and_day(story: Clerk) -> None:
    entries = story("log", "甲", "--kind", "旷工", "--as-of", "2020-03-09", "--json").json["entries"]
    assert [entry["entry"] for entry in entries] == [10, 11]


def test_an_entry_keeps_its_source_key_and_its_fields(desk: Clerk) -> None:
    desk("record", "late-arrival", "甲", "--on", "2020-03-05", "--minutes", "7", "--source-key", "门禁-1",
         "--note", "雨", "--evidence", "打卡记录")  # fmt: skip
    entry = desk("log", "--json").json["entries"][-1]
    assert (entry["source_key"], entry["fields"]) == ("门禁-1", {"minutes": 7, "note": "雨", "evidence": "打卡记录"})


def test_an_import_says_what_was_recorded(desk: Clerk) -> None:
    (desk.folder / "story.csv").write_text(STORY, encoding="utf-8")
    assert desk("import", "story.csv", "--json").json == {
        "schema": "gongguo.import/1", "recorded": 9, "skipped": 0, "first_entry": 9, "last_entry": 17, "problems": [],
    }  # fmt: skip


def test_a_refused_import_prints_the_same_document_and_an_error(desk: Clerk) -> None:
    rows = [{"kind": "task-missed", "person": "甲", "occurred_on": "2020-03-05", "category": "sport"}]
    (desk.folder / "bad.jsonl").write_text(json.dumps(rows[0]), encoding="utf-8")
    said = desk("import", "bad.jsonl", "--json")
    (problem,) = said.json["problems"]
    assert {**said.json, "problems": []} == {
        "schema": "gongguo.import/1", "recorded": 0, "skipped": 0, "first_entry": None, "last_entry": None,
        "problems": [],
    }  # fmt: skip
    assert problem.keys() == {"row", "column", "value", "code", "message"}
    assert (problem["row"], problem["column"], problem["value"], problem["code"]) == (
        1, "category", "sport", "bad-value",
    )  # fmt: skip
    assert (said.status, said.error["code"]) == (1, "import-refused")


def test_a_receipt_gives_the_number_the_clause_and_the_points_moved(desk: Clerk) -> None:
    receipt = desk("record", "late-arrival", "甲", "--on", "2020-03-05", "--json").json
    assert (receipt["schema"], receipt["entry"]) == ("gongguo.receipt/1", 9)
    assert [clause["clause"] for clause in receipt["clauses"]] == ["附件1·4"]
    assert [(moved["item"], moved["points"]) for moved in receipt["moved"]] == [("daily-4", "-0.5")]


def test_the_receipt_of_a_void_gives_the_points_back(desk: Clerk) -> None:
    desk("record", "late-arrival", "甲", "--on", "2020-03-05")
    receipt = desk("void", "9", "--reason", "当日请假", "--json").json
    assert (receipt["schema"], receipt["entry"]) == ("gongguo.receipt/1", 10)
    assert [(moved["item"], moved["points"]) for moved in receipt["moved"]] == [("daily-4", "0.5")]


def test_verify_says_that_the_ledger_is_true(story: Clerk, kept_in: str) -> None:
    """Of a database whose owner logs in it says that, too."""
    said = story("verify", "--json").json
    assert len(said.pop("notes", [])) == (1 if kept_in == "postgres" else 0)
    assert said == {"schema": "gongguo.verify/1", "ok": True, "entries": 17, "problems": []}


def test_init_says_what_it_made(clerk: Clerk) -> None:
    document = clerk("init", "--roster", "roster.csv", "--json").json
    assert (document["schema"], document["scheme"], document["people"]) == ("gongguo.init/1", "xiangxi-2020", 7)


@pytest.mark.parametrize("command", ["show", "check", "readings"])
def test_what_is_said_of_a_scheme_is_one_document(desk: Clerk, command: str) -> None:
    assert desk("scheme", command, "--json").json["schema"].startswith("gongguo.")


def test_the_demo_with_json_prints_one_document_or_none(clerk: Clerk) -> None:
    out = clerk("demo", "sample", "--json").out
    assert out == "" or json.loads(out)


@pytest.mark.parametrize("known_at", ["17", "#17", "0017"])
def test_known_at_an_entry_is_before_its_void(story: Clerk, known_at: str) -> None:
    story("void", "9", "--reason", "当日请假")
    assert sheet_of(story, "甲", "--known-at", known_at)["items"]["daily-4"]["nominal"] == "10.5"
    assert sheet_of(story, "甲")["items"]["daily-4"]["nominal"] == "10"


def test_known_at_a_day_means_its_end_in_the_organisations_zone(clerk: Clerk, clock: Clock) -> None:
    clerk("init", "--roster", "roster.csv")
    clock.set("2020-07-10T15:59:59.999999+00:00")  # the last instant of 10 July in Shanghai
    clerk("record", "late-arrival", "甲", "--on", "2020-07-01")
    clock.set("2020-07-10T16:00:00+00:00")
    clerk("record", "late-arrival", "甲", "--on", "2020-07-01")
    assert sheet_of(clerk, "甲", "--known-at", "2020-07-10")["items"]["daily-4"]["lost"] == "0.5"
    assert sheet_of(clerk, "甲", "--known-at", "2020-07-11")["items"]["daily-4"]["lost"] == "1"


@pytest.mark.parametrize(
    ("instant", "lost"),
    [
        ("2020-07-10T08:59:59Z", "0"),
        ("2020-07-10T09:00:00Z", "0.5"),
        ("2020-07-10T17:00:00+08:00", "0.5"),
        ("2020-07-10T17:29:59.5+08:00", "0.5"),
        ("2020-07-10t09:30:00z", "0"),
    ],
)
def test_known_at_an_instant_is_that_instant_included(clerk: Clerk, clock: Clock, instant: str, lost: str) -> None:
    clerk("init", "--roster", "roster.csv")
    clock.set("2020-07-10T09:00:00+00:00")
    clerk("record", "late-arrival", "甲", "--on", "2020-07-01")
    clock.set("2020-07-10T09:30:00+00:00")
    clerk("void", "9", "--reason", "当日请假")
    assert sheet_of(clerk, "甲", "--known-at", instant)["items"]["daily-4"]["lost"] == lost


@pytest.mark.parametrize("known_at", ["0", "2020-01-01", "2020-01-01T00:00:00Z"])
def test_before_the_first_entry_the_log_is_empty(desk: Clerk, known_at: str) -> None:
    said = desk("log", "--known-at", known_at, "--json")
    assert (said.status, said.err) == (0, "") and said.json["entries"] == []


def test_the_day_shown_as_recorded_is_a_day_by_which_it_was_known(clerk: Clerk, clock: Clock) -> None:
    clerk("init", "--roster", "roster.csv")
    clock.set("2020-07-10T18:30:00+00:00")  # 11 July in Shanghai, and --known-at reads days there
    clerk("record", "late-arrival", "甲", "--on", "2020-07-01")
    line = next(line for line in clerk("why", "甲", "daily-4").out.splitlines() if line.strip().startswith("#9"))
    recorded = re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", line)[1]
    assert sheet_of(clerk, "甲", "--known-at", recorded)["items"]["daily-4"]["lost"] == "0.5"


@pytest.mark.parametrize(
    ("period", "day"), [("2020-H1", "2020-06-30"), ("2020-H2", "2020-12-31"), ("2020", "2020-12-31")]
)
def test_a_period_stands_for_its_last_day(story: Clerk, period: str, day: str) -> None:
    assert story("bulletin", "--period", period, "--json").out == story("bulletin", "--as-of", day, "--json").out


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2020-08-05T15:59:00+00:00", "2020-08-05"),
        ("2020-08-05T16:00:00+00:00", "2020-08-06"),  # midnight in Shanghai
        ("2021-02-03T04:00:00+00:00", "2020-12-31"),  # the latest adopted period has ended
    ],
)
def test_without_as_of_it_is_today_or_the_end_of_the_latest_period(
    clerk: Clerk, clock: Clock, now: str, day: str
) -> None:
    clerk("init", "--roster", "roster.csv")
    clock.set(now)
    for command in (["bulletin"], ["score", "甲"], ["why", "甲"]):
        assert clerk(*command, "--json").json["as_of"] == day


def test_without_a_year_it_is_the_latest_that_ended_before_the_day(story: Clerk) -> None:
    document = story("score", "甲", "--as-of", "2021-03-01", "--json").json
    assert (document["year"], document["as_of"]) == (2020, "2021-03-01")


def test_a_year_picks_that_years_sheet(story: Clerk) -> None:
    document = story("score", "甲", "--year", "2020", "--as-of", "2020-06-30", "--json").json
    assert (document["year"], document["scheme"]) == (2020, "xiangxi-2020")
    assert story("score", "甲", "--year", "2021", "--json").error["code"] == "no-scheme"


@pytest.mark.parametrize("command", ["score", "why"])
def test_without_ranks_there_is_no_rank_and_the_items_are_the_same(story: Clerk, command: str) -> None:
    ranked = story(command, "丙", "--period", "2020-H1", "--json").json
    unranked = story(command, "丙", "--period", "2020-H1", "--no-rank", "--json").json
    assert (ranked["ranked"], unranked["ranked"]) == (True, False)
    assert (ranked["sheets"][0]["grade"], unranked["sheets"][0]["grade"]) == (4, None)
    assert unranked["sheets"][0]["rank"] is None
    assert unranked["sheets"][0]["items"] == ranked["sheets"][0]["items"]


def test_a_rank_is_given_unless_it_is_declined(story: Clerk) -> None:
    assert sheet_of(story, "甲", "--as-of", "2020-06-30")["rank"] == 4
    assert sheet_of(story, "甲", "--as-of", "2020-06-30", "--no-rank")["rank"] is None


@pytest.mark.parametrize("before", [True, False], ids=["before", "after"])
def test_the_ledger_is_named_before_or_after_the_command(desk: Clerk, before: bool) -> None:
    named = ["--ledger", desk.ledger_elsewhere()]
    said = desk(*named, "verify", "--json") if before else desk("verify", *named, "--json")
    assert said.status == 0 and said.json["entries"] == 8


@pytest.mark.parametrize(
    "words",
    [
        ["--by", "乙", "record", "late-arrival", "甲"],
        ["record", "--by", "乙", "late-arrival", "甲"],
        ["record", "late-arrival", "甲", "--by", "乙"],
        ["record", "late-arrival", "甲", "--by", "T2"],
    ],
    ids=" ".join,
)
def test_who_records_is_named_anywhere(desk: Clerk, words: list[str]) -> None:
    assert desk(*words, "--on", "2020-03-05").status == 0
    assert desk("log", "--json").json["entries"][-1]["recorded_by"] == "乙"


@pytest.mark.parametrize("words", [["--lang", "zh", "verify"], ["verify", "--lang", "zh"], ["verify", "--lang=zh"]])
def test_the_language_is_named_before_or_after_the_command(desk: Clerk, words: list[str]) -> None:
    assert "核验" in desk(*words).out


def test_the_environment_names_the_ledger_and_an_option_overrides_it(desk: Clerk) -> None:
    named = desk.ledger_elsewhere()
    assert desk("verify", GONGGUO_LEDGER=named).status == 0
    assert desk("verify", "--ledger", "third.db", GONGGUO_LEDGER=named).status == 1


def test_the_environment_names_who_records_and_an_option_overrides_it(desk: Clerk) -> None:
    desk("record", "late-arrival", "甲", "--on", "2020-03-05", GONGGUO_BY="乙")
    desk("record", "late-arrival", "甲", "--on", "2020-03-05", "--by", "丙", GONGGUO_BY="乙")
    assert [entry["recorded_by"] for entry in desk("log", "--json").json["entries"][-2:]] == ["乙", "丙"]


def test_a_result_as_json_has_nothing_else_on_standard_output(story: Clerk) -> None:
    for words in (["bulletin"], ["score", "甲"], ["why", "甲"], ["log"], ["verify"]):
        said = story(*words, "--json")
        assert said.err == "" and said.out.count("\n") == 1 and json.loads(said.out)
