"""A ledger file to be written, by the standard library's sqlite3 alone.

SQLAlchemy declares the tables. To load it takes longer than to record an entry, so that it is loaded to make a ledger
and not to write one.
"""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import ClassVar

from ledger.store import troubles
from ledger.store.errors import StoreUnavailable
from ledger.store.place import IN_SQLITE, Errors, Row, Writing
from ledger.store.rows import COLUMNS
from ledger.store.sqlite.files import address_of
from ledger.store.sqlite.troubles import COMPLAINTS, refusal_of

LOCK_TURN_SECONDS = 0.2
ROWS_AT_ONCE = 2500  # 30,000 values: a statement can have 32,766
CACHE_KIB = 64 * 1024
_PLACES = f"({', '.join('?' * len(COLUMNS))})"
_INSERT = f"INSERT INTO entries ({', '.join(COLUMNS)}) VALUES {_PLACES}"
_INSERT_MANY = _INSERT + f", {_PLACES}" * (ROWS_AT_ONCE - 1)


class SQLiteDatabase:
    """A ledger file to be written."""

    JOINING: ClassVar = IN_SQLITE
    ERRORS: ClassVar[Errors] = COMPLAINTS

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: list[WritingConnection] = []

    @contextmanager
    def connected(self) -> Iterator[Writing]:
        """Give a connection for the length of a block; one that nothing went wrong with is kept for the next."""
        connection = self._idle.pop() if self._idle else WritingConnection(opened(self._path))
        try:
            yield connection
        except GeneratorExit:  # nobody wants further rows
            self._idle.append(connection)
            raise
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)

    def close(self) -> None:
        """Close the connections."""
        while self._idle:
            self._idle.pop().close()

    def refusal_of(self, error: BaseException | None, *, while_writing: bool) -> StoreUnavailable:
        """Return the refusal that an error of SQLite's comes to."""
        return refusal_of(error, while_writing=while_writing)

    def is_conflict(self, error: BaseException) -> bool:
        """Whether a row was against a guard or a unique index."""
        return isinstance(error, sqlite3.IntegrityError)

    def is_lost(self, error: BaseException | None) -> bool:
        """There is nothing between a program and its file that could be lost."""
        return False


class WritingConnection:
    """A connection to a ledger file, on which entries are put."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def begin(self) -> None:
        """Wait for the write lock in short turns: within one, SQLite hears no interrupt of the person who waits."""
        give_up_at = time.monotonic() + troubles.LOCK_SECONDS
        while True:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() >= give_up_at:
                    raise

    def commit(self) -> None:
        """End the transaction, durably."""
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """End the transaction; nothing of it is there."""
        self._connection.rollback()

    def rows(self, sql: str, parameters: Mapping[str, object]) -> Iterator[Row]:
        """Yield the rows of a query with :named parameters."""
        cursor = self._connection.execute(sql, parameters)
        try:
            yield from iter(cursor.fetchone, None)  # not from the cursor: what is yielded from is closed, too
        finally:
            with suppress(sqlite3.ProgrammingError):  # whoever was refused what it read closed the connection first
                cursor.close()

    def run(self, sql: str, parameters: Mapping[str, object]) -> None:
        """Run a statement with :named parameters."""
        self._connection.execute(sql, parameters)

    def append(self, rows: Sequence[Row]) -> None:
        """Insert rows of the table of entries, each in the order of its columns.

        Many in one statement take two thirds of the time: the guards are set up once a statement.
        """
        alone = len(rows) % ROWS_AT_ONCE
        for start in range(0, len(rows) - alone, ROWS_AT_ONCE):
            values = tuple(chain.from_iterable(rows[start : start + ROWS_AT_ONCE]))
            self._connection.execute(_INSERT_MANY, values)
        if alone:
            self._connection.executemany(_INSERT, rows[-alone:])

    def login(self) -> str | None:
        """Return None: a file knows nobody."""
        return None

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def opened(path: Path) -> sqlite3.Connection:
    """Return a connection to an existing ledger file, on which a commit is on the disk. It never makes a file."""
    # With isolation_level None this module says BEGIN itself; the driver's own is deferred, and there a
    # read followed by a write fails at once when another writer came in between.
    connection = sqlite3.connect(
        address_of(path), uri=True, isolation_level=None, timeout=LOCK_TURN_SECONDS, check_same_thread=False
    )
    # FULL: in WAL mode with NORMAL a power cut loses entries that were acknowledged.
    connection.execute("PRAGMA synchronous = FULL")
    # As much as the pages of the indexes that many entries go into take; a single one takes little of it.
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    return connection
