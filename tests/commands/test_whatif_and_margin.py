"""What if, and by how much: asked at the terminal, with figures computed by hand; nothing is ever written."""

import json
from pathlib import Path

import pytest

from tests.office import Clerk

ABSENCES = ("2020-03-23", "2020-04-07", "2020-05-22")


@pytest.fixture
def absent(desk: Clerk) -> Clerk:
    """甲 was absent on 23 March, 7 April and 22 May 2020 (entries 9 to 11) and late on 24 March (12)."""
    for day in ABSENCES:
        assert desk("record", "absence", "甲", "--on", day, "--by", "庚").status == 0
    assert desk("record", "late-arrival", "甲", "--on", "2020-03-24", "--by", "庚").status == 0
    return desk


def row_of(document: dict, person: str = "T1") -> dict:  # type: ignore[type-arg]
    return next(row for row in document["rows"] if row["id"] == person)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("gongguo.db*")}


def test_with_the_third_absence_void_nothing_is_won_for_the_item_is_used_up(absent: Clerk) -> None:
    """2 + 3 + 5 and 0.5 are 10.5 of 5 points; without 22 May 5.5, still all of them."""
    said = absent("whatif", "甲", "--void", "11", "--as-of", "2020-06-30", "--json")
    assert row_of(said.json)["delta"] == {"net": "0", "rank": 0} and not row_of(said.json)["moves"]


def test_with_two_absences_void_three_points_come_back(absent: Clerk) -> None:
    """One absence is left, 2, and the lateness, 0.5: 2.5 of 5."""
    said = absent("whatif", "甲", "--void", "10", "--void", "11", "--as-of", "2020-06-30", "--json")
    assert row_of(said.json)["delta"]["net"] == "2.5" and said.json["void"] == [10, 11]


def test_an_entry_supposed_for_somebody_else_moves_that_person_too(absent: Clerk) -> None:
    before = bytes_of(absent.folder)
    said = absent("whatif", "甲", "--add", "assignment-missed 乙 --on 2020-05-06", "--as-of", "2020-06-30", "--json")
    assert row_of(said.json, "T2")["delta"]["net"] == "-1"
    assert said.json["add"][0]["kind"] == "assignment-missed" and said.json["simulation"] is True
    assert bytes_of(absent.folder) == before


def test_readings_taken_otherwise_voids_and_entries_go_together(absent: Clerk) -> None:
    """Two absences (2 + 5 of additions) and the lateness, all of it beyond 5 taken from the forty: 5 − 7.5."""
    said = absent("whatif", "甲", "--void", "11", "--reading", "E10=overflow", "--reading", "E11=additions",
                  "--as-of", "2020-06-30", "--json")  # fmt: skip
    assert row_of(said.json)["delta"]["net"] == "-2.5"
    assert [taken["reading"] for taken in said.json["readings"]] == ["E10", "E11"]


def test_a_what_if_of_nothing_moves_nobody(absent: Clerk) -> None:
    assert not any(row["moves"] for row in absent("whatif", "--as-of", "2020-06-30", "--json").json["rows"])
    assert "Nobody moves." in absent("whatif", "甲", "--as-of", "2020-06-30").out


def test_the_same_question_has_the_same_hash_and_another_another(absent: Clerk) -> None:
    def asked(entry: str) -> dict:  # type: ignore[type-arg]
        return absent("whatif", "甲", "--void", entry, "--as-of", "2020-06-30", "--json").json

    assert asked("10")["sha256"] == asked("10")["sha256"] != asked("9")["sha256"]
    without = {name: value for name, value in asked("10").items() if name != "sha256"}
    import hashlib

    told = json.dumps(without, sort_keys=True, ensure_ascii=False).encode()
    assert hashlib.sha256(told).hexdigest() == asked("10")["sha256"]


def test_the_page_says_that_it_is_a_simulation_and_how_to_cite_it(absent: Clerk) -> None:
    chinese = absent("whatif", "甲", "--void", "10", "--void", "11", "--as-of", "2020-06-30", "--lang", "zh").out
    assert "模拟，非决定" in chinese and "sha256" in chinese and "冲销 #10" in chinese


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--void", "99"), "no-such-entry"),
        (("--void", "1"), "cannot-be-voided"),
        (("--add", "late-arrival 甲 --on 2019-01-01"), "not-enrolled"),
        (("--reading", "E10=twice"), "no-such-alternative"),
        (("--reading", "E10"), "no-such-alternative"),
    ],
)
def test_what_could_not_be_recorded_or_read_so_is_refused(absent: Clerk, words: tuple[str, ...], code: str) -> None:
    said = absent("whatif", "甲", *words, "--json")
    assert (said.status, said.error["code"]) == (1, code)


@pytest.mark.parametrize(
    "words", ["late-arrival", "late-arrival 甲 --on", "late-arrival '甲 --on 2020-03-05", "lateness 甲 --on 2020-03-05",
              "entry-voided 9 --reason 记错", "late-arrival 甲 --on 2020-03-05 --minutes"],
)  # fmt: skip
def test_words_that_are_not_those_of_an_entry_are_wrong_usage(absent: Clerk, words: str) -> None:
    said = absent("whatif", "甲", "--add", words, "--json")
    assert (said.status, said.error["code"]) == (2, "usage")


def test_the_fewest_absences_to_void_for_36_points(absent: Clerk) -> None:
    """On 30 June 甲 has 77 of 80: 3 for six months without news and 5 lost of the attendance. 2 more need two voids."""
    before = absent("margin", "甲", "--to", "1", "--as-of", "2020-06-30", "--json").json
    assert (before["void"], before["sheet"]["before"]) == ([], before["sheet"]["after"])
    total = float(before["sheet"]["before"]["total"])
    said = absent("margin", "甲", "--to", f"{total + 2}", "--as-of", "2020-06-30", "--json").json
    assert said["void"] == [9, 10] and said["sheet"]["after"]["total"] == f"{total + 2.5:g}"


def test_an_incident_of_three_is_voided_before_one_of_one(desk: Clerk) -> None:
    """戊 loses 5 for each: of 10 points 20 are wanted. Without the three, 5 come back; without the one, none."""
    for quantity in ("1", "3"):
        said = desk("record", "incident-reported", "戊", "--on", "2020-05-06", "--indicator", "rehab-projects",
                    "--quantity", quantity, "--by", "庚")  # fmt: skip
        assert said.status == 0
    now = desk("margin", "戊", "--to", "1", "--as-of", "2020-06-30", "--json").json["sheet"]["before"]["total"]
    said = desk("margin", "戊", "--to", f"{float(now) + 5:g}", "--as-of", "2020-06-30", "--json")
    assert said.json["void"] == [10]


def test_where_no_set_is_enough_it_says_so(absent: Clerk) -> None:
    said = absent("margin", "甲", "--to", "100", "--as-of", "2020-06-30", "--json")
    assert (said.status, said.json["void"]) == (0, None)
    assert "No set of these entries" in absent("margin", "甲", "--to", "100", "--as-of", "2020-06-30").out


def test_only_what_is_contested_is_tried(absent: Clerk) -> None:
    said = absent("margin", "甲", "--to", "1", "--entries", "9,12", "--as-of", "2020-06-30", "--json")
    assert [entry["entry"] for entry in said.json["contested"]] == [9, 12]
    refused = absent("margin", "甲", "--to", "80", "--entries", "1", "--json")
    assert (refused.status, refused.error["code"]) == (1, "not-contested")


@pytest.mark.parametrize("words", [(), ("--to", "80", "--to-grade", "1"), ("--to", "八十"), ("--to-grade", "4")])
def test_a_margin_is_to_one_mark(absent: Clerk, words: tuple[str, ...]) -> None:
    said = absent("margin", "甲", *words, "--json")
    assert (said.status, said.error["code"]) == (1, "bad-value")


def test_why_names_the_readings_that_would_change_the_score_and_no_others(absent: Clerk) -> None:
    said = absent("why", "甲", "--as-of", "2020-06-30", "--json")
    others = said.json["sheets"][0]["readings_that_matter"]
    found = [(other["reading"], other["alternative"], other["delta"]) for other in others]
    # 5 − 2 − 3 − 5 − 0.5 of the whole item; the cap on lateness alone takes the same.
    assert found == [("E10", "overflow", "-5.5"), ("E10", "lateness-only", "-5.5")]
    assert "E10=overflow" in absent("why", "甲", "--as-of", "2020-06-30").out


def test_the_readings_that_matter_are_told_of_everyone(absent: Clerk) -> None:
    said = absent("scheme", "readings", "--as-of", "2020-06-30", "--json")
    moves = {f"{one['reading']}={one['alternative']}": [row["id"] for row in one["moves"] if row["delta"]["net"] != "0"]
             for one in said.json["alternatives"]}  # fmt: skip
    assert moves["E10=overflow"] == ["T1"] and moves["G22=0.02"] == []


def test_without_a_final_score_no_grade_is_reached(absent: Clerk) -> None:
    """甲 has lost all of the attendance and, with no report of what was done, is not final: no grade is reached."""
    said = absent("margin", "甲", "--to-grade", "3", "--as-of", "2020-12-31", "--json")
    assert (said.status, said.json["void"]) == (0, None)


def test_an_entry_that_costs_nothing_beside_others_is_contested_too(absent: Clerk) -> None:
    """A fourth absence on 25 May (#13) costs nothing beside the three; with those void it would cost what they did."""
    assert absent("record", "absence", "甲", "--on", "2020-05-25", "--by", "庚").status == 0
    now = float(absent("margin", "甲", "--to", "1", "--as-of", "2020-06-30", "--json").json["sheet"]["before"]["total"])
    said = absent("margin", "甲", "--to", f"{now + 4.5:g}", "--as-of", "2020-06-30", "--json").json
    assert said["void"] == [9, 10, 11, 13] and said["sheet"]["after"]["total"] == f"{now + 4.5:g}"


@pytest.mark.parametrize("command", ["margin", "why", "dossier"])
def test_somebody_without_a_name_is_nobody(absent: Clerk, command: str) -> None:
    words = {"margin": ("--to", "80"), "dossier": ("-o", "x.html")}.get(command, ())
    assert absent(command, "", *words, "--json").error["code"] == "person-unknown"


def test_one_reading_is_taken_in_one_way(absent: Clerk) -> None:
    said = absent("whatif", "甲", "--reading", "E10=overflow", "--reading", "E10=lateness-only")
    assert said.status == 2
