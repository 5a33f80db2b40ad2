"""A scheme that shares nothing with the one that comes with the program, adopted from its file alone.

Three people of an invented warehouse, a fiscal year from July to June; every figure below was computed by hand.
"""

import json
from pathlib import Path

import pytest

from ledger.schemes import document_called, scheme_from
from ledger.schemes.lint import anomalies
from ledger.schemes.rules import catalogue
from tests.office import Office, say

WAREHOUSE = Path(__file__).with_name("warehouse-2023.toml")
ROSTER = """id,name,department,post,enrolled_on,assessed
W1,Aoki,Inbound,receiving,,
W2,Baba,Picking,picking,,
W3,Chiba,Outbound,dispatch,2023-10-01,
M1,Mori,Office,,,no
"""
FIRST_HALF, LAST_DAY = "2023-12-31", "2024-06-30"


def entry(kind: str, person: str, on: str, **fields: str) -> dict[str, str]:
    return {"kind": kind, "person": person, "occurred_on": on, **fields}


ENTRIES = [
    entry("absence", "W1", "2023-07-01"),
    entry("news-published", "W1", "2023-07-31", channel="other"),
    entry("duty-violation", "W1", "2023-08-10"),
    entry("task-missed", "W1", "2023-09-01", category="creation", task="forklifts"),
    entry("task-missed", "W1", "2023-09-04", category="creation", task="ladders"),
    entry("absence", "W1", "2023-12-31"),
    entry("late-arrival", "W1", "2024-01-01"),
    entry("incident-reported", "W1", "2024-02-01", indicator="put-away", quantity="2"),
    entry("commendation-awarded", "W1", "2024-03-01", level="province", work="labels"),
    entry("unit-credit-earned", "W1", "2024-04-01", unit_points="0.5", share="0.4"),
    entry("progress-reported", "W1", "2024-06-01", indicator="unloading", total="11000"),
    entry("ballots-counted", "W1", "2024-06-20", part="leader", scores="80 90"),
    entry("ballots-counted", "W1", "2024-06-20", part="peer", scores="75"),
    entry("schedule-set", "W2", "2023-07-03", indicator="cycle-counts", due="40"),
    entry("incident-reported", "W2", "2024-02-02", indicator="cycle-counts", quantity="6"),
    entry("assessment-received", "W2", "2024-05-31", indicator="pick-rate", score="48", out_of="70"),
    entry("ballots-counted", "W2", "2024-06-20", part="leader", scores="50 50"),
    entry("ballots-counted", "W2", "2024-06-20", part="peer", scores="50"),
    entry("incident-reported", "W3", "2023-11-02", indicator="on-time", quantity="7"),
    entry("outcome-declared", "W3", "2024-05-01", indicator="dock-certificate", achieved="no"),
    entry("ballots-counted", "W3", "2024-06-20", part="leader", scores="100"),
    entry("ballots-counted", "W3", "2024-06-20", part="peer", scores="100"),
]


@pytest.fixture
def warehouse(tmp_path: Path) -> Office:
    office = Office(tmp_path / "gongguo.db", ROSTER, document=document_called(str(WAREHOUSE)))
    assert not office.hand_in(*ENTRIES).problems
    return office


def items(office: Office, person: str, as_of: str) -> dict[str, str]:
    sheet = office.reading(as_of).one(person)
    assert sheet is not None
    return {score.item.id: office.points(person, score.item.id, as_of) for score in sheet.items}


def grades(office: Office, as_of: str) -> dict[str, int | None]:
    return {standing.sheet.person.id: standing.grade for standing in office.reading(as_of).everyone()}


def totals(office: Office, as_of: str) -> dict[str, str]:
    sheets = [standing.sheet for standing in office.reading(as_of).everyone()]
    return {sheet.person.id: f"{sheet.total.normalize():f} of {sheet.out_of}" for sheet in sheets}


def test_what_happened_before_the_fiscal_year_is_not_in_its_published_bulletin(warehouse: Office) -> None:
    assert not warehouse.hand_in(entry("person-enrolled", "W9", "2023-01-01", name="Doi", department="Office")).problems
    early = warehouse.record("late-arrival", "W9", "2023-03-05")
    said = say("bulletin", "--period", "2023-H1", "--publish", "--by", "Mori", folder=warehouse.path.parent)
    assert said.status == 0, said.err
    assert not warehouse.hand_in({"kind": "entry-voided", "entry": str(early), "reason": "x"}).problems


def test_the_scheme_uses_every_rule_and_has_no_anomaly() -> None:
    scheme = scheme_from(document_called(str(WAREHOUSE)))
    general = [item for part in scheme.parts for item in part.all_items]
    used = {type(rule) for item in [*general, *(i for p in scheme.posts for i in p.items)] for rule in item.rules}
    assert used == set(catalogue().values())
    assert (anomalies(scheme), scheme.full_points) == ([], 120)


def test_the_items_of_receiving_at_the_end_of_june(warehouse: Office) -> None:
    assert items(warehouse, "W1", LAST_DAY) == {
        "attendance": "4",  # 14 − 9 for two absences − 1
        "floor-rules": "7.5",
        "instructions": "8",
        "training": "3",  # 5 named, 4 at most for safety
        "notices": "0.5",  # eleven months without
        "bonus-notices": "0",
        "bonus-suggestion": "3",
        "bonus-site": "0.4",  # 2 × 0.5 × 0.4
        "unloading": "27.5",  # 1000 short: four steps
        "put-away": "22.5",
        "supervisors": "10.2",
        "crew": "6",
    }


def test_the_items_of_picking_and_of_dispatch_at_the_end_of_june(warehouse: Office) -> None:
    picking, dispatch = items(warehouse, "W2", LAST_DAY), items(warehouse, "W3", LAST_DAY)
    assert (picking["notices"], picking["pick-rate"], picking["cycle-counts"]) == ("0", "24", "17")
    assert (dispatch["notices"], dispatch["on-time"], dispatch["dock-certificate"]) == ("1.5", "37.2", "0")


def test_the_totals_are_out_of_120_and_the_unassessed_have_none(warehouse: Office) -> None:
    assert totals(warehouse, LAST_DAY) == {"W3": "97.7 of 120", "W1": "92.6 of 120", "W2": "90 of 120"}


def test_what_waits_for_the_last_day_is_pending_on_29_june_and_a_fact_on_30_june(warehouse: Office) -> None:
    assert warehouse.points("W1", "unloading", "2024-06-29") == "pending"
    assert warehouse.points("W3", "dock-certificate", "2024-06-29") == "pending"
    assert grades(warehouse, "2024-06-29") == dict.fromkeys(("W1", "W2", "W3"))


def test_ninety_points_are_silver_and_89_are_bronze(warehouse: Office) -> None:
    quota = {"kind": "grade-quota-set", "occurred_on": "2024-06-30", "first_count": "1", "authority": "the board"}
    assert not warehouse.hand_in(quota).problems
    assert grades(warehouse, LAST_DAY) == {"W3": 1, "W1": 2, "W2": 2}
    warehouse.record("late-arrival", "W2", "2024-06-30")
    assert grades(warehouse, LAST_DAY) == {"W3": 1, "W1": 2, "W2": 3}


def test_a_fourth_notice_gains_only_who_put_one_up_in_every_month_of_their_own(warehouse: Office) -> None:
    for month in ("2023-10", "2023-11", "2023-12"):
        warehouse.record("news-published", "W3", f"{month}-05", channel="other")
    warehouse.record("news-published", "W3", "2023-12-06", channel="press")
    assert warehouse.points("W3", "bonus-notices", FIRST_HALF) == "0"
    warehouse.record("news-published", "W3", "2023-12-07", channel="other")
    assert [warehouse.points("W3", "bonus-notices", day) for day in (FIRST_HALF, "2024-01-31")] == ["0.25", "0"]


def test_whoever_has_no_day_of_enrolment_is_there_from_the_first_day_and_chiba_from_1_october(
    warehouse: Office,
) -> None:
    sheets = {day: set(totals(warehouse, day)) for day in ("2023-06-30", "2023-07-01", "2023-09-30", "2023-10-01")}
    assert list(sheets.values()) == [set(), {"W1", "W2"}, {"W1", "W2"}, {"W1", "W2", "W3"}]


def test_a_count_of_15_july_belongs_to_the_year_past_only_if_it_names_it(warehouse: Office) -> None:
    warehouse.record("ballots-counted", "W2", "2024-07-15", part="peer", scores="100")
    assert warehouse.points("W2", "crew", "2024-07-31") == "4"
    warehouse.record("ballots-counted", "W2", "2024-07-14", part="peer", scores="75", year="2023")
    assert [warehouse.points("W2", "crew", day) for day in ("2024-07-13", "2024-07-14")] == ["4", "6"]


def test_the_commands_find_the_first_half_to_end_on_31_december(tmp_path: Path) -> None:
    (tmp_path / "staff.csv").write_text(ROSTER, encoding="utf-8")
    lines = "\n".join(json.dumps(row) for row in ENTRIES)
    (tmp_path / "entries.jsonl").write_text(lines, encoding="utf-8")
    assert say("init", "--scheme", str(WAREHOUSE), "--roster", "staff.csv", folder=tmp_path).status == 0
    assert say("import", "entries.jsonl", "--json", folder=tmp_path).json["recorded"] == len(ENTRIES)
    halves = [say("bulletin", "--period", f"2023-H{half}", "--json", folder=tmp_path).json for half in (1, 2)]
    assert [half["as_of"] for half in halves] == [FIRST_HALF, LAST_DAY]
    figures = [(row["id"], row["rank"], row["total"], row["out_of"], row["net"]) for row in halves[0]["rows"]]
    assert figures == [
        ("W2", 1, "62", "65", "-3"),  # six months without a notice; neither audit nor voices yet
        ("W3", 2, "95.7", "100", "-4.3"),  # three months without a notice, seven lorries
        ("W1", 3, "82", "100", "-18"),
    ]
    shown = say("bulletin", "--period", "2023-H2", folder=tmp_path)
    assert (shown.status, shown.err) == (0, "")
    assert "Conduct(45)" in shown.out and "Station(55)" in shown.out and "Voices(20)" in shown.out


def test_the_commands_show_and_check_the_scheme_from_its_file(tmp_path: Path) -> None:
    shown = say("scheme", "show", str(WAREHOUSE), folder=tmp_path)
    assert shown.status == 0 and "2023-07-01 to 2024-06-30, 120 points" in shown.out
    assert "0.625 for each whole 250 pallets short of 12000" in shown.out
    assert say("scheme", "check", str(WAREHOUSE), folder=tmp_path).out == "No anomaly found.\n"
    assert "only what hangs on the board" in say("scheme", "readings", str(WAREHOUSE), folder=tmp_path).out
