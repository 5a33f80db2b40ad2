"""A server of PostgreSQL's in hard conditions: its disk is full, it falls in an import, it only follows another."""

import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import psycopg
import pytest

from ledger.store import troubles
from tests.conftest import STAFF
from tests.hardship import start
from tests.office import Clerk
from tests.postgres import OFFICE, Server, server
from tests.store.servers import SmallDisk, small_disk, standby_of

FOUNDED = 8  # the scheme and the seven of the roster
ROWS = 300


def latenesses(rows: int) -> str:
    lines = (f"late-arrival,乙,2020-03-05,{number},{'雨' * 60}\n" for number in range(rows))
    return "kind,person,occurred_on,source_key,note\n" + "".join(lines)


@pytest.fixture(scope="module")
def disk() -> Iterator[SmallDisk]:
    with small_disk(14_000) as disk:
        yield disk


@pytest.fixture(scope="module")
def durable(disk: SmallDisk) -> Iterator[Server]:
    """A server as it comes, which sees the small disk."""
    with server(where=disk.where) as running:
        yield running


def founded(folder: Path, url: str) -> Clerk:
    (folder / "roster.csv").write_text(STAFF, encoding="utf-8")
    (folder / "many.csv").write_text(latenesses(ROWS), encoding="utf-8")
    clerk = Clerk(folder, url)
    said = clerk(*["init", "--roster", "roster.csv", "--by", "丙"])
    assert said.status == 0, said.err
    return clerk


@pytest.fixture
def clerk(durable: Server, tmp_path: Path) -> Clerk:
    return founded(tmp_path, durable.office())


def entries_in(clerk: Clerk) -> int:
    """Return how many entries there are; the ledger has to be true."""
    verified = clerk("verify", "--json")
    assert verified.status == 0, verified
    return int(verified.json["entries"])


def test_on_a_full_disk_nothing_is_recorded_and_with_room_again_all_is(
    durable: Server, disk: SmallDisk, tmp_path: Path
) -> None:
    """The database is on a disk of 14 MB, which something else fills."""
    durable.sql("postgres", f"CREATE TABLESPACE small LOCATION '{disk.path}'", "CREATE DATABASE small TABLESPACE small")
    clerk = founded(tmp_path, durable.url("small"))
    durable.sql("small", "CREATE TABLE filling (filler text)", "ALTER TABLE filling ALTER filler SET STORAGE PLAIN")
    fill = "INSERT INTO filling SELECT repeat('x', 2000) FROM generate_series(1, {})"
    for rows in (100, 4):
        with pytest.raises(psycopg.errors.DiskFull):
            while True:
                durable.sql("small", fill.format(rows))
    said = clerk("import", "many.csv", "--json")
    assert said.status == 1 and said.error["code"] == "disk-full", said
    assert "Nothing was recorded" in said.error["message"]
    assert entries_in(clerk) == FOUNDED
    durable.sql("small", "DROP TABLE filling")
    assert clerk("import", "many.csv", "--json").json["recorded"] == ROWS
    assert entries_in(clerk) == FOUNDED + ROWS
    # A server that falls does again what was done since its last checkpoint, which filled the disk.
    durable.sql("postgres", "DROP DATABASE small", "DROP TABLESPACE small", "CHECKPOINT")


def awaited(durable: Server, what: str) -> None:
    """Wait until somebody waits for something."""
    waiting = f"SELECT 1 FROM pg_stat_activity WHERE datname = '{OFFICE}' AND {what}"
    give_up_at = time.monotonic() + 30
    while not durable.sql("postgres", waiting):
        assert time.monotonic() < give_up_at, f"nobody waited: {what}"
        time.sleep(0.01)


def test_a_server_that_falls_in_an_import_has_nothing_of_it(durable: Server, clerk: Clerk) -> None:
    """A row with the next number, put in past the program and not committed, lets the import wait in its first row."""
    copied = """INSERT INTO gongguo.entries SELECT number + 1, 'elsewhere', 1, stored_name, blob, leaf
                FROM gongguo.entries ORDER BY number DESC LIMIT 1"""
    past = psycopg.connect(f"host={durable.socket} user=clerk dbname={OFFICE}")
    past.execute(copied)
    program = start(clerk.folder, "import", "many.csv", "--json", "--ledger", str(clerk.url))
    awaited(durable, "wait_event_type = 'Lock'")
    durable.stop(signal.SIGQUIT)
    out, err = program.communicate(timeout=60)
    durable.start()
    assert program.returncode == 1 and '"server-unreachable"' in err and "Nothing was recorded" in err, out + err
    assert entries_in(clerk) == FOUNDED
    assert clerk("import", "many.csv", "--json").json["recorded"] == ROWS


def test_a_server_that_falls_when_an_import_is_committed_has_all_of_it_and_that_is_said(
    durable: Server, clerk: Clerk
) -> None:
    """The commit is on the disk, and waits for a standby that there is not before it is acknowledged."""
    durable.sql("postgres", "ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()")
    back = ["ALTER SYSTEM RESET synchronous_standby_names"]
    try:
        program = start(clerk.folder, "import", "many.csv", "--json", "--ledger", str(clerk.url))
        awaited(durable, "wait_event = 'SyncRep'")
    except BaseException:
        durable.sql("postgres", *back, "SELECT pg_reload_conf()")
        raise
    durable.sql("postgres", *back)  # of which the server is not told before it falls: else it would acknowledge
    durable.stop(signal.SIGQUIT)
    durable.start()
    out, err = program.communicate(timeout=60)
    assert program.returncode == 0 and f'"recorded":{ROWS}' in out, out + err
    assert entries_in(clerk) == FOUNDED + ROWS


def test_a_standby_is_read_from_and_refuses_to_record(durable: Server, clerk: Clerk) -> None:
    assert clerk("import", "many.csv", "--by", "丙").status == 0
    with standby_of(durable) as standby:
        there = Clerk(clerk.folder, standby.url(OFFICE))
        for words in ("log --json", "verify --json", "bulletin --json", "why 乙 --json"):
            assert there(*words.split()) == clerk(*words.split())
        assert there("backup", "copy").status == 0
        refused = ("record late-arrival 甲 --on 2020-03-05", "import many.csv", "void 9 --reason 有误",
                   "bulletin --period 2020-H1 --publish", "db roles --recorder 丙 --apply")  # fmt: skip
        for words in refused:
            said = there(*words.split(), "--json")
            assert said.status == 1 and said.error["code"] == "store-read-only", said
            assert "is a standby" in said.error["message"] and "Nothing was recorded" in said.error["remedy"]


@pytest.mark.campaign
def test_with_any_room_for_the_log_an_import_is_whole_or_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk of the server's write-ahead log is full, the server falls; with room again it comes back."""
    monkeypatch.setattr(troubles, "LOCK_SECONDS", 1)
    ends: Counter[str] = Counter()
    rows = 8000
    for kilobytes in range(0, 12_000, 500):
        folder = tmp_path / str(kilobytes)
        folder.mkdir()
        with small_disk(64_000) as disk, log_on(disk) as running:
            clerk = founded(folder, running.office())
            (folder / "many.csv").write_text(latenesses(rows), encoding="utf-8")
            used = int(subprocess.check_output([*disk.where, "du", "-sk", str(disk.path)]).split()[0])
            disk.has_room_for(used + kilobytes)
            said = clerk("import", "many.csv", "--json")
            how = "recorded" if said.status == 0 else said.error["code"]
            disk.has_room_for(64_000)
            running.stop(signal.SIGQUIT)
            running.start()
            there = entries_in(clerk) - FOUNDED
            assert there in {0, rows}, said
            assert how == "outcome-unknown" or (there == rows) == (how == "recorded"), said
            ends[f"{how}: {there}"] += 1
    print(f"\nimports of {rows} rows, with room for the log from none to 11.5 MB: {dict(ends)}")


def log_on(disk: SmallDisk) -> AbstractContextManager[Server]:
    """Start a server whose write-ahead log is on a disk, in pieces of 1 MB."""
    return server("max_wal_size=1GB", "min_wal_size=2MB", where=disk.where,
                  made_with=(f"--waldir={disk.path}/log", "--wal-segsize=1"))  # fmt: skip
