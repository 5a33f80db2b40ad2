"""What the ledger's file refuses by itself, whoever opens it, and what `verify` finds when a guard was taken away."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledger import Ledger
from ledger.integrity.untruths import Untruth
from ledger.integrity.verification import verification_of
from ledger.store.sqlite.place import SQLiteFile
from tests.office import Office

OTHERS = "version, stored_name, blob, leaf, kind, person, occurred_on, recorded_at, source_key, voids"
COLUMNS = f"stream, {OTHERS}"
LAST = "(SELECT MAX(number) FROM entries)"


@pytest.fixture
def filled(office: Office) -> Office:
    for day in ("2020-03-02", "2020-03-03", "2020-03-04"):
        office.record("late-arrival", "甲", day, source_key=f"door-{day}")
    office.hand_in({"kind": "entry-voided", "entry": "key:door-2020-03-03", "reason": "登记错误"})
    office.application.close()
    return office


def untrue_in(path: Path) -> list[Untruth]:
    """What `gongguo verify` would list."""
    place = SQLiteFile(path)
    return verification_of(Ledger.open(place, lambda: datetime.now(UTC)).archive, place).found


FORBIDDEN = {
    "a blob is updated": "UPDATE entries SET blob = x'00' WHERE number = 3",
    "a column is updated": "UPDATE entries SET person = 'T2' WHERE number = 9",
    "a row is deleted": "DELETE FROM entries WHERE number = 9",
    "all rows are deleted": "DELETE FROM entries",
    "a row is replaced": f"INSERT OR REPLACE INTO entries SELECT 9, {COLUMNS} FROM entries WHERE number = 10",
    "the last row is replaced": f"INSERT OR REPLACE INTO entries SELECT {LAST}, {COLUMNS} FROM entries "
    "WHERE number = 9",
    "a row is replaced through its stream": f"INSERT OR REPLACE INTO entries SELECT {LAST} + 1, {COLUMNS} FROM entries "
    "WHERE number = 9",
    "a row is replaced through its void": f"INSERT OR REPLACE INTO entries SELECT {LAST} + 1, 'other', "
    f"{OTHERS} FROM entries WHERE voids IS NOT NULL",
    "a row is upserted": f"INSERT INTO entries SELECT {LAST}, {COLUMNS} FROM entries WHERE number = 9 "
    "ON CONFLICT DO UPDATE SET person = 'T2'",
    "a number is left out": f"INSERT INTO entries SELECT {LAST} + 2, 'other', {OTHERS} FROM entries WHERE number = 9",
    "a number is not given": f"INSERT INTO entries ({COLUMNS}) SELECT 'other', {OTHERS} FROM entries WHERE number = 9",
    "a text stands where a number should": f"INSERT INTO entries SELECT 'x', {COLUMNS} FROM entries WHERE number = 9",
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN.keys())
def test_the_file_itself_refuses(statement: str, filled: Office) -> None:
    connection = sqlite3.connect(filled.path)
    before = connection.execute("SELECT * FROM entries").fetchall()
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute(statement)
    assert connection.execute("SELECT * FROM entries").fetchall() == before


TAMPERED = {
    "a guard dropped": ("", "guard"),
    "a blob edited": ("UPDATE entries SET blob = CAST(replace(CAST(blob AS TEXT), '03-02', '03-01') AS BLOB) "
                      "WHERE number = 9", "leaf"),
    "a blob of no kind there is": ("UPDATE entries SET blob = CAST(replace(CAST(blob AS TEXT), 'late', 'loot') AS "
                                   "BLOB) WHERE number = 9", "kind"),
    "a column edited": ("UPDATE entries SET occurred_on = '2020-03-09' WHERE number = 9", "occurred_on"),
    "a row deleted": ("DELETE FROM entries WHERE number = 10", "missing"),
    "a void redirected": ("UPDATE entries SET voids = 9 WHERE voids IS NOT NULL", "voids"),
    "a key used twice": (f"INSERT INTO entries SELECT {LAST} + 1, {COLUMNS} FROM entries WHERE number = 9", "key"),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "named"), TAMPERED.values(), ids=TAMPERED.keys())
def test_verify_names_what_was_done_with_the_guards_away(statement: str, named: str, filled: Office) -> None:
    connection = sqlite3.connect(filled.path)
    guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _sql in guards:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("DROP INDEX entries_by_stream")
    if statement:
        connection.execute(statement)
        for _name, sql in guards:
            connection.execute(sql)
    connection.commit()
    connection.close()
    found = untrue_in(filled.path)
    assert found
    texts = " ".join(f"{untruth.what} {untruth.expected} {untruth.found}" for untruth in found)
    assert {"guard": "entries_never_change", "key": "source key"}.get(named, named) in texts


def test_a_sound_ledger_has_nothing_untrue(filled: Office) -> None:
    assert untrue_in(filled.path) == []


def test_a_torn_file_is_found_by_verify_and_not_by_a_traceback(filled: Office) -> None:
    path = Path(filled.path)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert untrue_in(path)
