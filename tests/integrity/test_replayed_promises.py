"""An entry written past the program, with every hash and column in order, that breaks a promise of the ledger.

No hash can tell: only the entries before it. `verify` judges each entry again on them (`docs/invariants.md`).
"""

import json
import shutil
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ledger.codec import EntryIndex, decode, encode, index_of, leaf_hash
from ledger.facts.late_arrival import LateArrival
from tests.office import say

ROSTER = (
    "id,name,department,post,enrolled_on\n"
    "T1,甲,办公室,office-publicity,2020-01-01\n"
    "T2,乙,办公室,office-web,2020-05-06\n"
)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in which 甲 came late on 1 April 2020 (#4), and the first half year was published (#5)."""
    folder = tmp_path_factory.mktemp("published") / "office"
    folder.mkdir()
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    for words in (("init", "--roster", "roster.csv", "--by", "丙"),
                  ("record", "late-arrival", "甲", "--on", "2020-04-01", "--by", "丙"),
                  ("bulletin", "--period", "2020-H1", "--publish", "--by", "丙")):  # fmt: skip
        assert say(*words, folder=folder).status == 0
    return folder


@pytest.fixture
def office(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "office"))


def written_past_the_program(folder: Path, like: int, **changes: Any) -> int:
    """Append an entry made from entry `like` with some parts changed; all that is made from it is made anew."""
    connection = sqlite3.connect(folder / "gongguo.db", isolation_level=None)
    (blob,) = connection.execute("SELECT blob FROM entries WHERE number = ?", (like,)).fetchone()
    (number,) = connection.execute("SELECT MAX(number) + 1 FROM entries").fetchone()
    stream = decode(blob).stream
    (version,) = connection.execute("SELECT MAX(version) + 1 FROM entries WHERE stream = ?", (stream,)).fetchone()
    plain = json.loads(blob) | {"number": number, "version": version, "recorded_at": datetime.now(UTC).isoformat()}
    plain["fact"] |= changes.pop("fact", {})
    forged = encode(decode(msgspec.json.encode(plain | {"source_key": None} | changes)))
    columns = (*EntryIndex._fields, "blob", "leaf")
    connection.execute(
        f"INSERT INTO entries ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        (*index_of(decode(forged)), forged, leaf_hash(forged)),
    )
    connection.close()
    return int(number)


def untrue_of(folder: Path) -> list[tuple[int, str]]:
    said = say("verify", "--json", folder=folder)
    assert said.status == (3 if said.json["problems"] else 0)
    return [(problem["entry"], problem["what"]) for problem in said.json["problems"]]


def test_an_entry_like_any_other_is_true(office: Path) -> None:
    written_past_the_program(office, 4, occurred_on="2020-04-02")
    assert untrue_of(office) == []


@pytest.mark.parametrize(
    ("like", "changes", "what"),
    [
        (4, {"occurred_on": "2019-12-31"}, "甲 is not on the roster on that day"),
        (4, {"occurred_on": "2199-01-04"}, "the day has not come yet"),
        (4, {"person": "T9", "stream": "person-T9", "version": 1}, "nobody on the roster is called T9"),
        (2, {}, "the id T1 is on the roster already"),
        (5, {}, "the bulletin of 2020-H1 was published by somebody else meanwhile"),
        (1, {}, "xiangxi-2020 is adopted for these days already"),
        (4, {"fact": {"kind": "entry-voided.v1", "entry": 4, "reason": "记错"}, "occurred_on": None},
         "the bulletin of 2020-H1 is published"),
        (4, {"fact": {"kind": "entry-voided.v1", "entry": 4, "reason": "记错", "authority": "党组会议"},
             "occurred_on": None, "recorded_by": {"login": "t1", "person": "T1"}},
         "nobody voids an entry about themselves"),
    ],
    ids=["before the enrolment", "in the future", "about nobody", "enrolled twice", "the first edition again",
         "a second scheme for the year", "voided without authority", "voided by the one it is about"],
)  # fmt: skip
def test_an_entry_that_could_not_have_been_recorded_is_untrue(
    office: Path, like: int, changes: dict[str, Any], what: str
) -> None:
    number = written_past_the_program(office, like, **changes)
    assert (number, what) in untrue_of(office)


def test_shares_of_one_work_that_come_to_more_than_the_whole_are_untrue(office: Path) -> None:
    """甲 has 0.6 of a work; a share of 0.6 for 乙 cannot have been recorded."""
    said = say("record", "credit-shares-decided", "甲", "--on", "2020-06-01", "--work", "创建", "--share", "0.6",
               "--authority", "会议", "--by", "丙", "--json", folder=office)  # fmt: skip
    number = written_past_the_program(office, said.json["entry"], person="T2", stream="person:T2", version=2)
    assert untrue_of(office) == [(number, "the shares of “创建” would be more than the whole")]


def test_what_came_later_speaks_against_no_earlier_entry(office: Path) -> None:
    """甲 leaves on 31 July 2020 and 乙's enrolment is put right to a later day: what was recorded before stays true."""
    for words in (("record", "late-arrival", "乙", "--on", "2020-05-07", "--by", "丙"),
                  ("correct", "3", "--on", "2020-05-08", "--reason", "报到日期写错",
                   "--authority", "党组会议〔2020〕9号", "--by", "丙"),
                  ("record", "person-left", "甲", "--on", "2020-07-31", "--by", "丙")):  # fmt: skip
        said = say(*words, folder=office)
        assert said.status == 0, said.err
    assert untrue_of(office) == []


def test_a_check_that_was_tightened_since_is_a_note(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given a lateness of 2020, when a later release takes none on that day, then `verify` says so and stays true."""
    from ledger.facts import UnreadableValue

    def refused(_fact: LateArrival, _occasion: object) -> list[UnreadableValue]:
        return [UnreadableValue("no lateness is taken on a Wednesday")]

    assert date(2020, 4, 1).strftime("%A") == "Wednesday"
    monkeypatch.setattr(LateArrival, "objections", refused)
    said = say("verify", "--json", folder=office)
    assert said.status == 0
    (note,) = said.json["notes"]
    assert note.startswith("#4 late arrival 2020-04-01 was recorded before a check was tightened: no lateness")
