"""An index that does not hold what the table holds: a reader would miss entries, and no hash could tell."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.office import Clerk

COLUMNS = {
    "entries_by_kind": "kind, occurred_on, person",
    "entries_by_source_key": "source_key",
    "entries_by_stream": "stream, version",
    "entries_by_void": "voids",
}


@pytest.fixture
def recorded(desk: Clerk) -> Path:
    """甲 was late three times with the door's numbers as keys; the second time was a mistake and is void."""
    desk.folder.joinpath("late.csv").write_text(
        "kind,person,occurred_on,source_key\n"
        + "".join(f"late-arrival,甲,2020-03-0{day},door-{day}\n" for day in (2, 3, 4)),
        encoding="utf-8",
    )
    assert desk("import", "late.csv", "--by", "庚").status == 0
    assert desk("void", "key:door-3", "--reason", "登记错误", "--by", "庚").status == 0
    return desk.folder / "gongguo.db"


def made_as(path: Path, index: str, columns: str, where: str) -> None:
    """Make an index anew as if it were declared otherwise, and put its declaration back."""
    connection = sqlite3.connect(path, isolation_level=None)
    (declared,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
    connection.execute("PRAGMA writable_schema = ON")
    for sql in (f"CREATE INDEX {index} ON entries ({columns}) WHERE {where}", declared):
        connection.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, index))
        connection.close()
        connection = sqlite3.connect(path, isolation_level=None)
        if sql != declared:
            connection.execute(f"REINDEX {index}")
        connection.execute("PRAGMA writable_schema = ON")
    connection.close()


def untrue_of(desk: Clerk) -> list[str]:
    said = desk("verify", "--json")
    assert said.status == (3 if said.json["problems"] else 0)
    return [problem["what"] for problem in said.json["problems"]]


@pytest.mark.parametrize("index", COLUMNS)
def test_an_index_made_anew_as_it_is_declared_is_true(desk: Clerk, recorded: Path, index: str) -> None:
    connection = sqlite3.connect(recorded)
    connection.execute(f"REINDEX {index}")
    connection.close()
    assert untrue_of(desk) == []


@pytest.mark.parametrize("index", COLUMNS)
def test_an_index_without_a_row_is_untrue(desk: Clerk, recorded: Path, index: str) -> None:
    first = COLUMNS[index].split(",")[0]
    missing = f"(SELECT MAX(number) FROM entries WHERE {first} IS NOT NULL)"
    number = sqlite3.connect(recorded).execute(f"SELECT {missing}").fetchone()[0]
    made_as(recorded, index, COLUMNS[index], f"number <> {number} AND {first} IS NOT NULL")
    assert f"the index {index} is damaged" in untrue_of(desk)


@pytest.mark.parametrize("index", COLUMNS)
def test_an_index_in_another_order_is_untrue(desk: Clerk, recorded: Path, index: str) -> None:
    if index == "entries_by_void":
        assert desk("void", "key:door-4", "--reason", "登记错误", "--by", "庚").status == 0  # order takes two
    made_as(recorded, index, COLUMNS[index].replace(",", " DESC,", 1) + (" DESC" if "," not in COLUMNS[index] else ""),
            COLUMNS[index].split(",")[0] + " IS NOT NULL")  # fmt: skip
    assert f"the index {index} is damaged" in untrue_of(desk)


def test_an_index_of_other_values_is_untrue(desk: Clerk, recorded: Path) -> None:
    made_as(recorded, "entries_by_kind", "kind, recorded_at, person", "1")
    assert untrue_of(desk) == ["the index entries_by_kind is damaged"]


@pytest.mark.parametrize("words", ["log", "verify", "bulletin", "record absence 甲 --on 2020-03-05"])
def test_a_complaint_in_bytes_that_are_no_text_is_told_as_damage(desk: Clerk, recorded: Path, words: str) -> None:
    """A byte of the schema is wrong, and SQLite's complaint repeats it: nothing waits, and no traceback is seen."""
    whole = recorded.read_bytes()
    assert whole.count(b"ON entries (voids)") == 1
    recorded.write_bytes(whole.replace(b"ON entries (voids)", b"ON entries (v\x8aids)"))
    command = [sys.executable, "-m", "commands.program", *words.split(), "--ledger", str(recorded), "--by", "庚"]
    said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert said.returncode in {1, 3} and "Traceback" not in said.stderr, said
    assert "no such column: v�ids" in said.stderr + said.stdout, said
