"""A connection to read a ledger file, by the standard library's sqlite3 alone.

SQLAlchemy is for making ledgers: loading it costs a fifth of a second, and every command would pay it at every
start.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import ClassVar

from ledger.store import troubles
from ledger.store.errors import StoreDamaged
from ledger.store.meanwhile import asked_meanwhile
from ledger.store.place import IN_SQLITE, Row
from ledger.store.sqlite.files import address_of
from ledger.store.sqlite.troubles import COMPLAINTS, refusal_of

_ROWS_AT_ONCE = 256


class ReadingConnection:
    """A connection that only reads. Close it."""

    JOINING: ClassVar = IN_SQLITE

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._connection = sqlite3.connect(
                address_of(path), uri=True, isolation_level=None, timeout=troubles.LOCK_SECONDS, check_same_thread=False
            )
            self._connection.execute("PRAGMA query_only = ON")
            self._connection.execute("PRAGMA schema_version")
        except COMPLAINTS as error:
            refusal = refusal_of(error, while_writing=False)
            if not isinstance(refusal, StoreDamaged):
                raise refusal from None

    def rows(self, sql: str, parameters: Mapping[str, object]) -> Iterator[Row]:
        """Yield the rows of a query with :named parameters. Raises StoreUnavailable."""
        return chain.from_iterable(self._some_at_once(sql, parameters))

    def _some_at_once(self, sql: str, parameters: Mapping[str, object]) -> Iterator[list[Row]]:
        """Yield rows in growing lists: who wants one row waits for one, who wants all is not called for each."""
        try:
            cursor, size = self._connection.execute(sql, parameters), 1
            while rows := cursor.fetchmany(size):
                yield rows
                size = min(2 * size, _ROWS_AT_ONCE)
        except COMPLAINTS as error:
            raise refusal_of(error, while_writing=False) from None

    def rows_meanwhile(self, sql: str, *each: Mapping[str, object]) -> Iterator[Row]:
        """Start a query, asked with each of some parameters in turn, on a connection of its own."""
        return asked_meanwhile(lambda: ReadingConnection(self._path), sql, each)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
