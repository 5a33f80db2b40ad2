"""Inserts the rows of a ledger into an empty table of the same columns, in one transaction, and prints the seconds.

python raw_insert.py LEDGER TARGET MOST, where MOST is `table`, `index` (with the same indexes) or `trigger` (with
the guards too). Reading the rows is not timed. The last line is the seconds, the one before it how many rows there are.
"""

import sqlite3
import sys
from time import perf_counter

KINDS = ["table", "index", "trigger"]
AT_ONCE = 10_000


def main(source: str, target: str, most: str) -> None:
    ledger = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    schema = ledger.execute(
        "SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name = 'entries'"
    ).fetchall()
    raw = sqlite3.connect(target, isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    for kind in KINDS[: KINDS.index(most) + 1]:
        for statement in (sql for of, sql in schema if of == kind):
            raw.execute(statement)
    seconds = 0.0
    found = ledger.execute("SELECT * FROM entries ORDER BY number")
    raw.execute("BEGIN IMMEDIATE")
    while rows := found.fetchmany(AT_ONCE):
        start = perf_counter()
        raw.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        seconds += perf_counter() - start
    start = perf_counter()
    raw.execute("COMMIT")
    raw.close()
    seconds += perf_counter() - start
    print(sqlite3.connect(target).execute("SELECT COUNT(*) FROM entries").fetchone()[0])
    print(seconds)


if __name__ == "__main__":
    main(*sys.argv[1:])
