"""A connection to read a ledger in PostgreSQL, by psycopg alone.

Questions are asked while the answer to another is still being read, and an answer can be longer than memory. So each
is a cursor of the server's, read in growing lists; opening it and reading its first rows is one trip to the server.
"""

from collections.abc import Iterator, Mapping
from itertools import chain, count
from typing import ClassVar

import psycopg

from ledger.store.meanwhile import asked_meanwhile
from ledger.store.place import Row
from ledger.store.postgres.address import Address
from ledger.store.postgres.connecting import connected
from ledger.store.postgres.parameters import JOINING, for_the_driver
from ledger.store.postgres.troubles import is_lost, refusal_of

_ROWS_AT_FIRST = 50
_ROWS_AT_ONCE = 3200


class PostgresReading:
    """A connection that only reads. Close it."""

    JOINING: ClassVar = JOINING

    def __init__(self, address: Address, schema: str, *, expects_ledger: bool = True) -> None:
        self._address, self._schema, self._expects_ledger = address, schema, expects_ledger
        self._names = count(1)
        self._connect()

    def _connect(self) -> None:
        self._connection = connected(self._address, self._schema, expects_ledger=self._expects_ledger)
        self._connection.autocommit = False
        self._connection.read_only = True
        # Each question sees what is committed when it is asked, as with SQLite.
        self._connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        self._done: list[str] = []

    def rows(self, sql: str, parameters: Mapping[str, object]) -> Iterator[Row]:
        """Yield the rows of a query with :named parameters, a few at a time. Raises StoreUnavailable."""
        return chain.from_iterable(self._some_at_once(for_the_driver(sql), dict(parameters)))

    def _some_at_once(self, sql: str, parameters: dict[str, object]) -> Iterator[list[Row]]:
        name, size = f"question_{next(self._names)}", _ROWS_AT_FIRST
        try:
            rows = self._first(name, sql, parameters, size)
            while rows:
                yield rows
                if len(rows) < size:
                    return
                size = min(4 * size, _ROWS_AT_ONCE)
                rows = self._connection.execute(f"FETCH {size} FROM {name}").fetchall()
        except psycopg.Error as error:
            if not self._connection.closed:
                self._connection.rollback()
            self._done.clear()
            raise refusal_of(error, self._address, while_writing=False) from None
        else:
            self._done.append(name)

    def _first(self, name: str, sql: str, parameters: dict[str, object], size: int) -> list[Row]:
        """Ask, on a new connection if the one there was is found dead, and return the first rows."""
        try:
            return self._asked(name, sql, parameters, size)
        except psycopg.OperationalError as error:
            if not is_lost(error):
                raise
        self.close()
        self._connect()
        return self._asked(name, sql, parameters, size)

    def _asked(self, name: str, sql: str, parameters: dict[str, object], size: int) -> list[Row]:
        done, self._done = self._done, []
        with self._connection.pipeline():
            for cursor in done:
                self._connection.execute(f"CLOSE {cursor}")
            self._connection.execute(f"DECLARE {name} NO SCROLL CURSOR FOR {sql}", parameters)
            first = self._connection.execute(f"FETCH {size} FROM {name}")
        return first.fetchall()

    def rows_meanwhile(self, sql: str, *each: Mapping[str, object]) -> Iterator[Row]:
        """Start a query, asked with each of some parameters in turn, on a connection of its own."""
        return asked_meanwhile(lambda: PostgresReading(self._address, self._schema), sql, each)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
