"""The work of an office in a database with roles: each does what is their part, and nothing of the others'."""

import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import STAFF
from tests.office import Said
from tests.postgres import Server
from tests.store.test_many_hands import acknowledged, hand
from tests.store.units import TODAY, Unit

AUTHORITY = f"--reason 核实 --authority 党组会议〔2020〕12号 --on {TODAY} --json"

WITH_AUTHORITY = "--reason 有误 --authority 会议"


def done(said: Said) -> Said:
    assert said.status == 0, said
    return said


def accepted_case(unit: Unit, day: str, *about: str) -> tuple[int, int]:
    """A lateness of 甲 on a day, by 丙, an appeal against it, filed by 丙 and accepted by 庚; return both numbers."""
    entry = done(unit.as_("T3", f"record late-arrival 甲 --on {day} --minutes 30 --json")).json["entry"]
    filed = f"appeal file 甲 --entries {entry} --grounds 不服 --on {TODAY} --json"
    case = done(unit.as_("T3", " ".join([filed, *about]))).json["entry"]
    done(unit.as_("L1", f"appeal accept {case} --recuse 丁 --on {TODAY}"))
    return entry, case


def kinds_of_last(unit: Unit, count: int) -> list[str]:
    return [entry["kind"] for entry in unit.as_("T2", "log --json").json["entries"][-count:]]


def test_a_reviewer_corrects_and_adds_with_a_decision(unit: Unit) -> None:
    """The lateness was of 5 minutes, not 30; and 甲 was late on another day, which was not recorded. 丁 is recused."""
    entry, case = accepted_case(unit, "2020-03-09", "--about", "unrecorded:三月十日")
    added = "--add 'late-arrival 甲 --on 2020-03-10'"
    decided = f"appeal decide {case} --allow {entry} --allow p1 --correct '{entry} --minutes 5' {added} {AUTHORITY}"
    done(unit.as_("L1", decided))
    assert kinds_of_last(unit, 4) == ["appeal-decided", "entry-voided", "late-arrival", "late-arrival"]
    assert unit.recorders_of_last(4) == [{"login": "L1", "person": "L1"}] * 4
    assert unit.as_("T2", "verify").status == 0


@pytest.mark.parametrize("login", ["T5", "T2"], ids=["a recorder", "a reader"])
def test_nobody_but_a_reviewer_decides_and_nothing_is_put_right(unit: Unit, login: str) -> None:
    entry, case = accepted_case(unit, "2020-03-11")
    before = unit.state()
    said = unit.as_(login, f"appeal decide {case} --allow {entry} {AUTHORITY}")
    assert said.status == 1 and said.error["code"] in {"not-in-this-part", "store-read-only"}, said
    assert unit.state() == before


@pytest.mark.parametrize(
    "words",
    [f"void 9 {WITH_AUTHORITY}", f"correct 9 --minutes 5 {WITH_AUTHORITY}", "bulletin --period 2020-H1 --publish",
     "record person-left 己 --on 2020-03-10", "import more.csv"],
    ids=["void", "correct", "publish", "leave", "import"],
)  # fmt: skip
def test_a_reviewer_puts_nothing_right_without_a_decision(unit: Unit, words: str) -> None:
    rows = "".join(f"late-arrival,乙,2020-03-05,r{number}\n" for number in range(30))
    (unit.folder / "more.csv").write_text("kind,person,occurred_on,source_key\n" + rows, encoding="utf-8")
    before = unit.state()
    said = unit.as_("L1", f"{words} --json")
    assert said.status == 1 and said.error["code"] == "not-in-this-part", said
    assert unit.state() == before


def test_a_recorder_confirms_candidates_in_their_own_name(unit: Unit) -> None:
    (unit.folder / "每日统计.csv").write_text(
        "姓名,部门,日期,上班1打卡结果,下班1打卡结果,迟到时长\n乙,办公室,2020-03-12,迟到,正常,7\n", encoding="utf-8"
    )
    done(unit.as_("T2", "candidates read 每日统计.csv"))
    refused = unit.as_("T2", "candidates confirm --all --json")
    assert refused.status == 1 and refused.error["code"] == "store-read-only", refused
    assert done(unit.as_("T3", "candidates confirm --all --json")).json["recorded"] == 1
    assert unit.recorders_of_last(1) == [{"login": "T3", "person": "T3"}]
    assert unit.as_("T2", "candidates list --json").json["candidates"] == []


def test_a_recorder_publishes_and_everybody_reprints(unit: Unit) -> None:
    published = done(unit.as_("T3", "bulletin --period 2020-H1 --publish --json")).out
    assert done(unit.as_("T2", "bulletin --published 2020-H1 --json")).out == published
    assert unit.recorders_of_last(1) == [{"login": "T3", "person": "T3"}]
    assert unit.as_("T2", "verify").status == 0


def recorded_by(unit: Unit, logins: list[str], seconds: float) -> "list[subprocess.Popen[str]]":
    """Let logins record as fast as they can, each a process, until they have begun."""
    before = len(unit("log", "--json").json["entries"])
    hands = [hand(unit.folder, f"{login}-{place}", seconds, unit.url_of(login)) for place, login in enumerate(logins)]
    while len(unit("log", "--json").json["entries"]) < before + len(logins):
        time.sleep(0.05)
    return hands


def acknowledged_of(unit: Unit, hands: "list[subprocess.Popen[str]]", ended_by: str) -> int:
    """Wait for hands; each entry they were told of is there once. Return how many there are of theirs."""
    acks: dict[str, int] = {}
    for each in hands:
        out, err = each.communicate(timeout=60)
        assert (each.returncode == 0) == (not ended_by) and ended_by in err, err
        acks |= acknowledged(out)
    entries = done(unit("log", "--json")).json["entries"]
    theirs = {entry["source_key"]: entry["entry"] for entry in entries if entry["source_key"] is not None}
    assert acks.items() <= theirs.items()
    assert [entry["entry"] for entry in entries] == list(range(1, len(entries) + 1))
    assert unit("verify").status == 0
    return len(acks)


def test_people_are_given_parts_while_four_record_and_nothing_is_lost(unit: Unit) -> None:
    hands = recorded_by(unit, ["T3", "T5", "T3", "T5"], 2)
    for name in ("己", "乙", "己"):
        done(unit("db", "roles", "--apply", "--reader", name))
    assert acknowledged_of(unit, hands, ended_by="") > 4


def test_the_keepers_own_hands_record_until_the_parts_are_given(postgres: Server, tmp_path: Path) -> None:
    """From then on whoever keeps the server is nobody of the roster; what was acknowledged before is there."""
    (tmp_path / "roster.csv").write_text(STAFF, encoding="utf-8")
    other = Unit(tmp_path, postgres, postgres.new_database())
    done(other(*["init", "--roster", "roster.csv", "--by", "丙"]))
    hands = recorded_by(other, ["clerk", "clerk", "clerk", "clerk"], 60)
    done(other(*["db", "roles", "--apply", "--recorder", "丙"]))
    assert acknowledged_of(other, hands, ended_by="LoginNotOnTheRoster") >= 4
