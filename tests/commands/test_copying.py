"""A ledger goes from a file into PostgreSQL and back unchanged: whole, or not at all."""

import signal
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from commands.keeping import copying
from ledger.integrity import verification
from ledger.store import troubles
from ledger.store.archive import Archive
from tests.commands.conftest import Clock
from tests.hardship import stopped
from tests.office import Clerk
from tests.past_the_guards import freely
from tests.postgres import OFFICE, Server

ENTRIES = "SELECT * FROM entries ORDER BY number"
DOCUMENTS = "SELECT * FROM documents ORDER BY sha256"
STORY = [
    ["init", "--roster", "roster.csv"],
    ["record", "late-arrival", "甲", "--on", "2020-03-05", "--source-key", "door-1"],
    ["record", "commendation-awarded", "戊", "--on", "2020-05-07", "--work", "康复救助", "--level", "national"],
    ["correct", "9", "--reason", "记错了", "--on", "2020-03-06"],
    ["bulletin", "--period", "2020-H1", "--publish"],
    ["void", "10", "--reason", "重复", "--authority", "党组会议〔2020〕9号"],
]


@pytest.fixture
def kept(desk: Clerk) -> Clerk:
    """甲 was late twice (entries 9 and 10), once with a paper; the half year is published (11), 11 entries signed."""
    (desk.folder / "paper.txt").write_text("迟到记录")
    desk("record", "late-arrival", "甲", "--on", "2020-03-05", "--by", "庚", "--evidence", "paper.txt")
    desk("record", "late-arrival", "甲", "--on", "2020-03-06", "--by", "庚")
    desk("bulletin", "--period", "2020-H1", "--publish", "--by", "庚")
    desk("key", "new")
    assert desk("checkpoint").status == 0
    return desk


def in_the_file(path: Path, query: str = ENTRIES) -> list[Any]:
    connection = sqlite3.connect(path)
    rows = connection.execute(query).fetchall()
    connection.close()
    return rows


def in_the_database(postgres: Server, query: str = ENTRIES) -> list[Any]:
    return postgres.sql(OFFICE, "SET search_path = gongguo", query)


def schemas(postgres: Server) -> set[object]:
    rows = postgres.sql(OFFICE, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'gongguo%'")
    return {name for (name,) in rows}


def test_there_and_back_every_column_is_the_same_and_all_that_stands_beside_it(kept: Clerk, postgres: Server) -> None:
    folder, url = kept.folder, postgres.office()
    (folder / "back").mkdir()
    there = kept("copy", "gongguo.db", url, "--beside", "there", "--json")
    back = kept("copy", url, "back/gongguo.db", "--beside", "there", "--json")
    assert (there.status, back.status) == (0, 0), there.err + back.err
    assert (there.json["entries"], there.json["root"]) == (11, back.json["root"])
    assert in_the_file(folder / "gongguo.db") == in_the_database(postgres) == in_the_file(folder / "back/gongguo.db")
    for table in (ENTRIES, DOCUMENTS):
        assert in_the_file(folder / "gongguo.db", table) == in_the_file(folder / "back/gongguo.db", table)
    for beside in ("there", "back"):
        for name in ("checkpoints/11.checkpoint", "evidence"):
            assert (folder / beside / name).exists()
    for named in (["--ledger", url, "--beside", "there"], ["--ledger", "back/gongguo.db"]):
        verified = kept("verify", *named)
        assert verified.status == 0 and "11.checkpoint" in verified.out
        assert kept("bulletin", "--published", "2020-H1", *named).out == kept("bulletin", "--published", "2020-H1").out


def test_the_same_recorded_at_the_same_moments_has_the_same_bytes_on_either(
    clerk: Clerk, postgres: Server, clock: Clock
) -> None:
    with_database = Clerk(clerk.folder, postgres.office())
    for of in (clerk, with_database):
        clock.set("2020-07-02T01:00:00+00:00")
        for words in STORY:
            assert of(*words, "--by", "庚").status == 0
    assert in_the_file(clerk.folder / "gongguo.db") == in_the_database(postgres)
    assert in_the_file(clerk.folder / "gongguo.db", DOCUMENTS) == in_the_database(postgres, DOCUMENTS)
    in_database = with_database("verify", "--json").json
    assert "clerk owns the tables" in in_database.pop("notes")[0]
    assert clerk("verify", "--json").json == in_database


@pytest.mark.parametrize("into", ["a file", "the database"])
def test_a_place_that_has_a_ledger_is_refused_and_stays_as_it_is(kept: Clerk, postgres: Server, into: str) -> None:
    url = postgres.office()
    assert kept("copy", "gongguo.db", url, "--beside", "there").status == 0
    kept("record", "late-arrival", "甲", "--on", "2020-03-07", "--by", "庚")
    ends = (url, "gongguo.db") if into == "a file" else ("gongguo.db", url)
    said = kept("copy", *ends, "--beside", "elsewhere", "--json")
    assert (said.status, said.error["code"]) == (1, "ledger-exists")
    assert (len(in_the_file(kept.folder / "gongguo.db")), len(in_the_database(postgres))) == (12, 11)
    assert schemas(postgres) == {"gongguo"} and not list(kept.folder.glob(".*unfinished*"))


def test_what_stands_beside_a_place_is_not_written_over(kept: Clerk, postgres: Server) -> None:
    (kept.folder / "there" / "checkpoints").mkdir(parents=True)
    said = kept("copy", "gongguo.db", postgres.office(), "--beside", "there", "--json")
    assert (said.status, said.error["code"]) == (1, "place-in-use")
    assert schemas(postgres) == set()


def test_an_untrue_ledger_is_not_copied_and_nothing_is_left(kept: Clerk, postgres: Server) -> None:
    freely(kept.folder / "gongguo.db", "UPDATE entries SET blob = (SELECT blob FROM entries WHERE number = 9) "
           "WHERE number = 10")  # fmt: skip
    said = kept("copy", "gongguo.db", postgres.office(), "--beside", "there", "--json")
    assert (said.status, said.error["code"]) == (1, "export-unreadable")
    assert schemas(postgres) == set() and not (kept.folder / "there" / "checkpoints").exists()


def test_a_column_that_differs_from_the_entry_is_not_carried_along(kept: Clerk, postgres: Server) -> None:
    freely(kept.folder / "gongguo.db", "UPDATE entries SET leaf = zeroblob(32) WHERE number = 10")
    said = kept("copy", "gongguo.db", postgres.office(), "--beside", "there", "--json")
    assert (said.status, said.error["code"]) == (1, "not-restored")
    assert schemas(postgres) == set()


def test_a_ledger_made_meanwhile_is_not_written_over(
    kept: Clerk, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres.office()
    other = Clerk(kept.folder, url)
    true_copy = copying.true_copy

    def after_another_was_quicker(*given: Any) -> copying.TrueCopy:
        assert other("init", "--by", "庚").status == 0
        return true_copy(*given)

    monkeypatch.setattr(copying, "true_copy", after_another_was_quicker)
    said = kept("copy", "gongguo.db", url, "--beside", "there", "--json")
    assert (said.status, said.error["code"]) == (1, "ledger-exists")
    assert len(in_the_database(postgres)) == 1 and schemas(postgres) == {"gongguo"}


def test_a_copy_that_is_interrupted_while_it_is_verified_is_removed(
    kept: Clerk, postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is being read, and what somebody reads the server removes for nobody."""

    def interrupted(archive: Archive, last: int, _judged: object) -> None:
        assert next(archive.entries(last)).number == 1
        raise KeyboardInterrupt

    monkeypatch.setattr(verification, "judge", interrupted)
    monkeypatch.setattr(troubles, "LOCK_SECONDS", 0.5)
    said = kept("copy", "gongguo.db", postgres.office(), "--beside", "there", "--json")
    assert said.status == 1 and said.error["code"] == "interrupted", said
    assert schemas(postgres) == set()


@pytest.mark.parametrize("after", [0.35, 0.6, 0.9])
def test_a_copy_that_is_killed_is_no_ledger(kept: Clerk, postgres: Server, after: float) -> None:
    url = postgres.office()
    done = stopped(kept.folder, ("copy", "gongguo.db", url, "--beside", "there"), signal.SIGKILL, after)
    said = kept("verify", "--ledger", url, "--json", "--beside", "there")
    whole = said.status == 0 and said.json["entries"] == 11
    assert whole or (done.returncode != 0 and said.error["code"] == "no-such-ledger")
