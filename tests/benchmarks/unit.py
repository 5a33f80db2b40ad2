"""A generated unit of some size: its files, its ledger, the same entries for others, and what is true of them."""

import hashlib
import json
import shutil
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

from ledger.store import FORMAT_VERSION
from tests.benchmarks import peers, workload
from tests.benchmarks.contest import Program, run

EACH = 100  # entries of a person
GONGGUO = [sys.executable, "-c", "from commands.program import main; main()"]
_STAMP = "made.txt"


class Unit:
    """People with entries of a year, in a folder: every person has as many entries, at least one of each size."""

    def __init__(self, folder: Path, entries: int, each: int = EACH) -> None:
        self.folder, self.people = folder, max(2, entries // each)
        self.each = each
        self.entries = self.people * each

    @property
    def last(self) -> int:
        """The number of the ledger's last entry: the scheme and the people come first."""
        return 1 + self.people + self.entries

    @property
    def person(self) -> str:
        """Somebody of the unit."""
        return f"P{min(10, self.people - 1):05}"

    def number_of(self, person: str, kind: str) -> int:
        """Return the number of a person's first entry of a kind."""
        places = enumerate(self.rows(), start=self.last - self.entries + 1)
        return next(number for number, row in places if (row["person"], row["kind"]) == (person, kind))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the generated entries, in their order."""
        with (self.folder / "entries.jsonl").open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)

    @cached_property
    def sums(self) -> dict[str, Decimal]:
        """The exact sum of each account, PERSON:KIND."""
        thousandths: Counter[str] = Counter()
        for row in self.rows():
            thousandths[f"{row['person']}:{row['kind']}"] += workload.thousandths_of(row)
        return {account: Decimal(sum_) / 1000 for account, sum_ in thousandths.items()}

    @cached_property
    def counts(self) -> Counter[tuple[str, str]]:
        """How many entries there are of each person and kind."""
        return Counter((row["person"], row["kind"]) for row in self.rows())

    def make(self) -> None:
        """Make what is not there yet, or is of another workload or format than this one's."""
        stamp = hashlib.sha256(Path(workload.__file__).read_bytes()).hexdigest()[:16] + f" format {FORMAT_VERSION}"
        if not (self.folder / _STAMP).exists() or (self.folder / _STAMP).read_text(encoding="utf-8") != stamp:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
            workload.write(self.folder, self.people, self.each)
            self._make_ledgers()
            self._make_plain_rows()
            (self.folder / _STAMP).write_text(stamp, encoding="utf-8")
        peers.write_journals(self.folder, self.rows)

    def _make_ledgers(self) -> None:
        for words in (["init", "--roster", "roster.csv"], ["import", "entries.jsonl"]):
            said = run(Program("gongguo", [*GONGGUO, *words, "--by", "office"], lambda _printed: None), self.folder)
            assert said.wrong is None, said.wrong
            if words[0] == "init":
                shutil.copy(self.folder / "gongguo.db", self.folder / "founded.db")

    def _make_plain_rows(self) -> None:
        """Make plain.db, the rows with their amounts and no guard, and raw.db, the rows in a table like ours."""
        plain = self._beside_the_ledger("plain.db")
        plain.execute("CREATE TEMP TABLE amounts (source_key TEXT PRIMARY KEY, thousandths INTEGER NOT NULL)")
        amounts = ((row["source_key"], workload.thousandths_of(row)) for row in self.rows())
        plain.executemany("INSERT INTO amounts VALUES (?, ?)", amounts)
        plain.execute(
            "CREATE TABLE plain AS SELECT entries.*, thousandths FROM ledger.entries AS entries "
            "JOIN amounts USING (source_key) ORDER BY number"
        )
        plain.execute("CREATE INDEX covering ON plain (person, kind, thousandths)")
        plain.execute("COMMIT")
        plain.close()
        raw = self._beside_the_ledger("raw.db")
        for statement in schema_of(self.folder / "gongguo.db", "table", "index"):
            raw.execute(statement)
        raw.execute("INSERT INTO main.entries SELECT * FROM ledger.entries ORDER BY number")
        raw.execute("COMMIT")
        raw.close()

    def _beside_the_ledger(self, name: str) -> sqlite3.Connection:
        address = (self.folder / name).as_uri()
        connection = sqlite3.connect(f"{address}?mode=rwc", uri=True, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"ATTACH '{(self.folder / 'gongguo.db').as_uri()}?mode=ro' AS ledger")
        connection.execute("BEGIN")
        return connection


def schema_of(path: Path, *types: str) -> list[str]:
    """Return the statements that make such parts of a database, tables first."""
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    found = connection.execute("SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    connection.close()
    return [sql for wanted in types for of, sql in found if of == wanted]
