"""Writing at once in PostgreSQL: many hands in one database, beside what pgbench inserts there.

pgbench's clients are threads that send one statement and compute nothing. Bare rows can be committed together; with
numbers without gaps one has to wait for the other, as the ledger's do.
"""

import atexit
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from tests.benchmarks.contest import Contest, Program
from tests.benchmarks.unit import GONGGUO, Unit
from tests.benchmarks.works import FLOORS, Work, is_exactly
from tests.benchmarks.works.writing import HANDS, MOST, WRITERS, each_once
from tests.postgres import PROGRAMS, Server, server

RAW = "CREATE TABLE raw (number bigint PRIMARY KEY, stream text, blob bytea, leaf bytea)"
ROW = "'person:P00001', decode(repeat('ab', 300), 'hex'), decode(repeat('cd', 32), 'hex')"
STATEMENTS = {
    "pgbench: numbers without gaps": f"BEGIN; SELECT pg_advisory_xact_lock(7); INSERT INTO raw SELECT "
    f"coalesce(max(number), 0) + 1, {ROW} FROM raw; COMMIT;",
    "pgbench: bare rows": f"INSERT INTO raw VALUES (nextval('raw_number'), {ROW});",
}


@cache
def running() -> Server:
    """Start a server as it comes, which has on the disk what it says is committed; it ends with this process."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(server())


def many_hands(writers: int) -> Callable[[str, Unit], Contest]:
    """Return the contest of so many writers in one database, against as many clients of pgbench's."""

    def contest(work: str, unit: Unit) -> Contest:
        entries = min(MOST, unit.entries // 10) // writers * writers or writers
        database = running().new_database()
        url = running().url(database)
        _copied(unit.folder / "gongguo.db", url)
        running().sql(database, RAW, "CREATE SEQUENCE raw_number START 100000000")

        def last_number() -> int:
            return int(str(running().sql(database, "SELECT max(number) FROM gongguo.entries")[0][0]))

        ours = Program("gongguo", [*HANDS, url, str(writers), str(entries)], each_once(last_number, entries),
                       times_itself=True)  # fmt: skip
        return Contest(
            work, entries, unit.folder, ours,
            [_pgbench(name, database, writers, entries) for name in STATEMENTS],
        )  # fmt: skip

    return contest


def _copied(ledger: Path, url: str) -> None:
    subprocess.run([*GONGGUO, "copy", str(ledger), url, "--beside", str(ledger.parent / "beside")], check=True,
                   capture_output=True)  # fmt: skip


def _pgbench(name: str, database: str, clients: int, entries: int) -> Program:
    place = [str(running().programs / "pgbench"), str(running().socket), database]
    work = [str(clients), str(entries // clients), STATEMENTS[name]]
    return Program(
        name, [sys.executable, str(FLOORS / "pgbench.py"), *place, *work],
        lambda printed: is_exactly(entries)(printed.partition(" ")[0]),
        before=lambda: running().sql(database, "TRUNCATE raw"), times_itself=True,
    )  # fmt: skip


WORKS = [Work(f"{writers} writer{'s' * (writers > 1)}, PostgreSQL", many_hands(writers), once=True)
         for writers in WRITERS if PROGRAMS]  # fmt: skip
