"""A connection that puts many rows in while whoever gave them goes on; whatever else it is asked waits for them."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from ledger.store.place import Row, Writing

MANY = 1000
"""Rows that are worth it; fewer are in before a thread would have begun."""


class AppendsMeanwhile:
    """The same connection, of which nothing differs but the time.

    A database at work needs no interpreter, so that the next rows are judged meanwhile. What goes wrong comes out of
    what is asked next; of the commit, if nothing else was.
    """

    def __init__(self, connection: Writing) -> None:
        self._connection = connection
        self._under_way: _Appending | None = None

    def begin(self) -> None:
        """Take the write lock and begin a transaction."""
        self._connection.begin()

    def append(self, rows: Sequence[Row]) -> None:
        """Insert rows after those given before; many of them meanwhile."""
        self.wait()
        if len(rows) < MANY:
            self._connection.append(rows)
        else:
            self._append_meanwhile(rows)

    def _append_meanwhile(self, rows: Sequence[Row]) -> None:
        self._under_way = _Appending(self._connection, rows)
        try:
            self._under_way.start()
        except RuntimeError:  # whoever this is has as many threads as they may have; it only takes longer
            self._under_way = None
            self._connection.append(rows)

    def rows(self, sql: str, parameters: Mapping[str, object]) -> Iterator[Row]:
        """Yield the rows of a query."""
        self.wait()
        return self._connection.rows(sql, parameters)

    def run(self, sql: str, parameters: Mapping[str, object]) -> None:
        """Run a statement that has no rows."""
        self.wait()
        self._connection.run(sql, parameters)

    def login(self) -> str | None:
        """Return who is logged in."""
        self.wait()
        return self._connection.login()

    def commit(self) -> None:
        """End the transaction: what was put is there, on the disk."""
        self.wait()
        self._connection.commit()

    def rollback(self) -> None:
        """End the transaction: nothing of it is there, and nothing more comes."""
        if self._under_way is not None:
            self._under_way.call_off()
        self._connection.rollback()

    def wait(self) -> None:
        """Wait until the rows are in. Raises what went wrong with them."""
        if self._under_way is not None:
            self._under_way.join()
            wrong, self._under_way = self._under_way.wrong, None
            if wrong is not None:
                raise wrong


class _Appending(threading.Thread):
    """Rows that are being put in."""

    def __init__(self, connection: Writing, rows: Sequence[Row]) -> None:
        super().__init__(name="appending")
        self._connection, self._rows = connection, rows
        self._at_work = threading.Lock()
        self._is_called_off = False
        self.wrong: Exception | None = None

    def run(self) -> None:
        with self._at_work:
            if not self._is_called_off:
                self._put_in()

    def _put_in(self) -> None:
        try:
            self._connection.append(self._rows)
        except Exception as wrong:  # whoever gave the rows hears of it
            self.wrong = wrong

    def call_off(self) -> None:
        """Return when nothing is being put in, and nothing will be: however an interrupt met the thread's start."""
        while not self._is_called_off:
            # Whoever interrupts once more waits, too: what a thread works on may not be closed under it.
            with suppress(KeyboardInterrupt), self._at_work:
                self._is_called_off = True
