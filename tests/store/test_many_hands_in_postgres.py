"""Many hands at once in a database, and a server that falls under them: what was acknowledged is there once, in order.

The build does it shortly; `pytest -n 0 -m campaign -s` with 16 hands for a minute beside pgbench's inserts, and with
100 falls.
"""

import random
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from tests.office import Clerk
from tests.postgres import OFFICE, Server, server
from tests.store.recording_hand import ENOUGH
from tests.store.test_many_hands import FOUNDED, ROSTER, acknowledged, hand

RAW = """CREATE TABLE raw (number bigint PRIMARY KEY, stream text, blob bytea, leaf bytea, source_key text);
CREATE SEQUENCE raw_number"""
VALUES = "'person:T1', decode(repeat('ab', 300), 'hex'), decode(repeat('cd', 32), 'hex'), md5(random()::text)"
FREELY = f"INSERT INTO raw VALUES (nextval('raw_number'), {VALUES});"
UNDER_A_LOCK = f"""BEGIN; SELECT pg_advisory_xact_lock(7);
INSERT INTO raw SELECT coalesce(max(number), 0) + 1, {VALUES} FROM raw; COMMIT;"""


@pytest.fixture(scope="module")
def durable() -> Iterator[Server]:
    """A server as it comes, which has on the disk what it says is committed."""
    with server() as running:
        yield running


@pytest.fixture
def founded(durable: Server, tmp_path: Path) -> Clerk:
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    clerk = Clerk(tmp_path, durable.office())
    assert clerk("init", "--roster", "roster.csv", "--by", "乙").status == 0
    return clerk


class Recorded(NamedTuple):
    """How many entries hands recorded and were told of, after how many commits they asked, and how many had landed."""

    entries: int
    asked: int
    landed: int


def start(clerk: Clerk, count: int, seconds: float) -> list["subprocess.Popen[str]"]:
    assert clerk.url is not None
    return [hand(clerk.folder, f"h{number}", seconds, clerk.url) for number in range(count)]


def what_they_did(clerk: Clerk, hands: list["subprocess.Popen[str]"]) -> Recorded:
    """Wait for the hands: each entry is there once under the number that was said, and no number is left out."""
    acks: dict[str, int] = {}
    asked = landed = 0
    for each in hands:
        out, err = each.communicate(timeout=600)
        assert each.returncode == 0, err
        mine = acknowledged(out)
        assert sorted(mine.values()) == list(mine.values()) and len(set(mine.values())) == len(mine)
        acks |= mine
        told = err.split()
        asked, landed = asked + int(told[0]), landed + int(told[1])
    assert clerk("verify").status == 0
    entries = clerk("log", "--json").json["entries"][FOUNDED:]
    assert [entry["entry"] for entry in entries] == list(range(FOUNDED + 1, FOUNDED + 1 + len(acks)))
    assert {entry["source_key"]: entry["entry"] for entry in entries} == acks
    return Recorded(len(acks), asked, landed)


def test_four_hands_record_at_once_and_every_entry_is_there_once(founded: Clerk) -> None:
    assert what_they_did(founded, start(founded, 4, 2)).entries > 20


def falls(durable: Server, clerk: Clerk, times: int, count: int) -> Recorded:
    """Let the server fall under the hands at some moments, and start it again."""
    chance = random.Random(times)
    hands = start(clerk, count, 3600)
    while durable.sql(OFFICE, "SELECT max(number) FROM gongguo.entries") == [(FOUNDED,)]:
        time.sleep(0.05)
    for _time in range(times):
        time.sleep(0.2 + chance.random() * 0.6)
        durable.stop(signal.SIGQUIT)
        durable.start()
    ended = [each.communicate()[1] for each in hands if each.poll() is not None]
    assert not ended, f"hands ended before the last fall: {ended}"
    (clerk.folder / ENOUGH).touch()
    return what_they_did(clerk, hands)


def test_a_server_that_falls_loses_nothing_that_was_acknowledged(durable: Server, founded: Clerk) -> None:
    assert falls(durable, founded, 2, 3).entries > 10


def test_whoever_meets_somebody_that_writes_past_the_program_is_told_so(founded: Clerk, durable: Server) -> None:
    """A row is put in with the next number, without the lock, committed while an entry waits to have it."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    copied = """INSERT INTO gongguo.entries SELECT number + 1, 'elsewhere', 1, stored_name, blob, leaf
                FROM gongguo.entries ORDER BY number DESC LIMIT 1"""
    with psycopg.connect(f"host={durable.socket} user=clerk dbname={OFFICE}") as past:
        past.execute(copied)

        def commit_when_awaited() -> None:
            give_up_at = time.monotonic() + 30
            while not durable.sql(OFFICE, waiting) and time.monotonic() < give_up_at:
                time.sleep(0.01)
            past.commit()

        other = threading.Thread(target=commit_when_awaited)
        other.start()
        said = founded("record", "late-arrival", "甲", "--on", "2020-03-05", "--by", "乙", "--json")
        other.join()
    assert said.status == 1 and said.error["code"] == "store-unavailable", said
    assert "past this program" in said.error["message"] and "entries_pkey" in said.error["found"]


@pytest.mark.campaign
def test_a_hundred_falls(durable: Server, founded: Clerk) -> None:
    did = falls(durable, founded, 100, 8)
    print(f"\n100 falls under 8 hands: {did.entries} acknowledged, 0 lost, 0 twice; after {did.asked} lost commits the "
          f"ledger was asked, {did.landed} had landed")  # fmt: skip


@pytest.mark.campaign
def test_sixteen_hands_for_a_minute(durable: Server, founded: Clerk) -> None:
    durable.sql(OFFICE, *RAW.split(";"))
    before = [inserts(durable, founded.folder, script) for script in (FREELY, UNDER_A_LOCK)]
    did = what_they_did(founded, start(founded, 16, 60))
    after = [inserts(durable, founded.folder, script) for script in (FREELY, UNDER_A_LOCK)]
    print(f"\n16 processes for a minute: {did.entries} entries, {did.entries / 60:.0f} a second, each acknowledged one "
          f"there once, in order; pgbench's 16 clients before and after: {before[0]:.0f}, {after[0]:.0f} bare inserts "
          f"a second; {before[1]:.0f}, {after[1]:.0f} with numbers without gaps under a lock")  # fmt: skip


def inserts(durable: Server, folder: Path, script: str) -> float:
    """Return how many inserts a second pgbench's 16 clients make, in 15 seconds."""
    durable.sql(OFFICE, "TRUNCATE raw", "ALTER SEQUENCE raw_number RESTART")
    (folder / "insert.sql").write_text(script.replace("\n", " "))
    done = subprocess.run(
        [durable.programs / "pgbench", "-h", durable.socket, "-U", "clerk", "-n", "-c", "16", "-j", "2", "-T", "15",
         "-f", folder / "insert.sql", OFFICE],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    assert found is not None, done.stdout
    return float(found[1])
