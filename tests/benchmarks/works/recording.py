"""Recording: one entry as it happens, and whole files."""

import re
import shutil
import sqlite3
from pathlib import Path

from tests.benchmarks.contest import Check, Contest
from tests.benchmarks.unit import Unit
from tests.benchmarks.works import EMPTY, HELP, Work, floor, gongguo, is_exactly, says

FILES = ("", "-wal", "-shm")
RAW = {"table": "raw insert, bare table", "index": "raw insert, with the indexes", "trigger": "raw insert, with guards"}


def one_entry(work: str, unit: Unit) -> Contest:
    """One entry recorded in a full ledger, against a raw commit of a row in a full table, start-up included in both."""
    ours = copy_of(unit.folder / "gongguo.db", unit.folder / "working.db")
    raw = copy_of(unit.folder / "raw.db", unit.folder / "raw_working.db")
    record = ["--ledger", ours.name, "record", "late-arrival", unit.person, "--on", "2020-12-31", "--by", "office"]
    return Contest(
        work, unit.entries, unit.folder, gongguo(*record, check=_is_recorded(ours)),
        [floor("raw commit and start-up", "raw_commit.py", raw.name, check=_is_last(raw)), EMPTY, HELP],
    )  # fmt: skip


def whole_file(work: str, unit: Unit) -> Contest:
    """All entries of a file imported into a founded ledger, against raw inserts of the same rows."""
    again = unit.folder / "again.db"
    ours = gongguo(
        "--ledger", again.name, "import", "entries.jsonl", "--by", "office",
        check=says(f"Recorded: {unit.entries},"), before=lambda: copy_of(unit.folder / "founded.db", again),
    )  # fmt: skip
    target = unit.folder / "inserted.db"
    raw = [
        floor(
            name, "raw_insert.py", "gongguo.db", target.name, most, times_itself=True,
            before=lambda: _remove(target),
            check=lambda printed: is_exactly(unit.last)(printed.split()[0]),
        )
        for most, name in RAW.items()
    ]  # fmt: skip
    return Contest(work, unit.entries, unit.folder, ours, raw)


def _remove(path: Path) -> None:
    for ending in FILES:
        Path(f"{path}{ending}").unlink(missing_ok=True)


def copy_of(source: Path, target: Path) -> Path:
    """Copy a database in place of what is there; return the copy."""
    _remove(target)
    shutil.copy(source, target)
    return target


def last_number_in(path: Path) -> int:
    """Return the number of the last entry in a file."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    (last,) = connection.execute("SELECT MAX(number) FROM entries").fetchone()
    connection.close()
    return int(last)


def _is_recorded(path: Path) -> Check:
    """Return a check that one entry more is there, of the number that was said."""
    before = [last_number_in(path)]

    def check(printed: str) -> str | None:
        said = re.match(r"Entry #(\d+) recorded\.", printed)
        before.append(last_number_in(path))
        if said and int(said[1]) == before[-1] == before[-2] + 1:
            return None
        return f"expected entry {before[-2] + 1}; the last is {before[-1]}; said: {printed[:200]}"

    return check


def _is_last(path: Path) -> Check:
    return lambda printed: is_exactly(last_number_in(path))(printed)


WORKS = [Work("record one entry", one_entry), Work("import a file", whole_file)]
