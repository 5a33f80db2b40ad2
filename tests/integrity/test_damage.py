"""Bits that flip, sectors that are wiped, files that are cut: given a checkpoint, none changes anything silently.

Each damage is detected, or harms nothing: every entry reads as it was. The build does some hundreds; the campaign
(`pytest -n 0 -m campaign -s`) 13,000.
"""

import random
import shutil
import sqlite3
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands.proofs.verifying import verified_ledger
from ledger import Ledger, LedgerError
from ledger.integrity.shelf import shelf_of
from ledger.store.sqlite.place import SQLiteFile
from tests.integrity.test_tampering import sealed

__all__ = ["sealed"]
SECTOR = 512


@pytest.fixture(scope="module")
def with_log(sealed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sealed ledger as it is on the disk while its last entries are in the write-ahead log only."""
    work = tmp_path_factory.mktemp("live") / "office"
    shutil.copytree(sealed, work)
    connection = sqlite3.connect(work / "gongguo.db", isolation_level=None)
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    before = sqlite3.connect(work / "gongguo.db")
    before.execute("SELECT COUNT(*) FROM entries").fetchone()
    blobs = list(connection.execute("SELECT * FROM entries WHERE number > 60 ORDER BY number"))
    for name in ("entries_never_change", "entries_are_never_deleted", "entries_come_in_turn"):
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("DELETE FROM entries WHERE number > 60")
    before.close()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    from ledger.store.sqlite.guards import GUARDS

    for name in ("entries_never_change", "entries_are_never_deleted", "entries_come_in_turn"):
        connection.execute(GUARDS[name])
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for row in blobs:
        connection.execute(f"INSERT INTO entries VALUES ({', '.join('?' * len(row))})", row)
    frozen = tmp_path_factory.mktemp("frozen") / "office"
    shutil.copytree(work, frozen)
    connection.close()
    assert (frozen / "gongguo.db-wal").stat().st_size > 0
    (frozen / "gongguo.db-shm").unlink()
    return frozen


def entries_of(path: Path) -> list[bytes]:
    connection = sqlite3.connect(path)
    found = [blob for (blob,) in connection.execute("SELECT blob FROM entries ORDER BY number")]
    connection.close()
    return found


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Flip a bit, wipe a sector, or cut the end off."""
    spoilt = bytearray(content)
    how = chance.random()
    if how < 0.7:
        place = chance.randrange(len(spoilt))
        spoilt[place] ^= 1 << chance.randrange(8)
    elif how < 0.9:
        place = chance.randrange(len(spoilt) // SECTOR) * SECTOR
        spoilt[place : place + SECTOR] = bytes(SECTOR)
    else:
        del spoilt[chance.randrange(len(spoilt)) :]
    return bytes(spoilt)


def outcome(folder: Path, original: list[bytes]) -> str:
    """Say whether the damage was detected, or harmless; anything else is a silent change."""
    path = folder / "gongguo.db"
    try:
        ledger = Ledger.open(SQLiteFile(path), lambda: datetime.now(UTC))
        verified = verified_ledger(ledger, SQLiteFile(path), [], None)
        ledger.close()
    except LedgerError:
        return "detected"
    if verified.problems:
        return "detected"
    assert verified.checkpoints and shelf_of(folder).exists()
    return "harmless" if entries_of(path) == original else "silent"


def campaign(source: Path, name: str, times: int, tmp_path: Path) -> Counter[str]:
    original = entries_of_copy(source, tmp_path)
    chance = random.Random(times)
    content = (source / name).read_bytes()
    ends: Counter[str] = Counter()
    place = tmp_path / "damaged"
    for _time in range(times):
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(source, place)
        (place / name).write_bytes(damaged(content, chance))
        ends[outcome(place, original)] += 1
    return ends


def entries_of_copy(source: Path, tmp_path: Path) -> list[bytes]:
    copy = tmp_path / "whole"
    shutil.copytree(source, copy)
    return entries_of(copy / "gongguo.db")


@pytest.mark.parametrize("name", ["gongguo.db", "gongguo.db-wal"])
def test_no_damage_changes_anything_silently(name: str, with_log: Path, tmp_path: Path) -> None:
    ends = campaign(with_log, name, 400, tmp_path)
    assert ends["silent"] == 0 and ends["detected"] > 50


@pytest.mark.campaign
def test_thirteen_thousand_damages(with_log: Path, tmp_path: Path) -> None:
    for name, times in (("gongguo.db", 9000), ("gongguo.db-wal", 4000)):
        ends = campaign(with_log, name, times, tmp_path / name)
        print(f"\n{times} damages of {name}: {dict(ends)}")
        assert ends["silent"] == 0
