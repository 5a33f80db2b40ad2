"""Commits one row more to a table of a ledger's columns, durably, as the ledger does; prints its number."""

import sqlite3
import sys


def main(path: str) -> None:
    """Commit one row."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA synchronous = FULL")
    number = commit_one(raw)
    raw.close()
    print(number)


def commit_one(raw: sqlite3.Connection) -> int:
    """Commit a row of the size of an entry under the next number; return it."""
    raw.execute("BEGIN IMMEDIATE")
    number: int = raw.execute("SELECT MAX(number) FROM entries").fetchone()[0] + 1
    raw.execute(
        "INSERT INTO entries VALUES (?, ?, ?, 'late-arrival.v1', ?, ?, 'late-arrival', ?, '2020-12-31', ?, NULL, NULL)",
        (number, f"raw:{number}", 1, b"x" * 250, b"x" * 32, "P00001", "2020-12-31T00:00:00Z"),
    )
    raw.execute("COMMIT")
    return number


if __name__ == "__main__":
    main(*sys.argv[1:])
