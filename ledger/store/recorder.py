"""The recorder: the eventsourcing library's, on a file of SQLite's or a database of PostgreSQL's, under one lock.

Inside `writing()` whoever holds the lock reads, decides and inserts; numbers follow one another without gaps,
and nothing is ever retried. `insert_events` outside it takes the lock for itself.
"""

import hashlib
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from uuid import UUID

from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Notification,
    StoredEvent,
    Subscription,
)

from ledger.codec import leaf_hash
from ledger.store.appending import AppendsMeanwhile
from ledger.store.archive import listed
from ledger.store.mapper import StoredEntry
from ledger.store.place import Database, Row, Writing
from ledger.store.rows import COLUMNS
from ledger.store.settling import has_landed

_STORED = "stream, version, stored_name, blob"
_LEAF = COLUMNS.index("leaf")
_NO_INDEX = (None,) * (len(COLUMNS) - _LEAF - 1)
_BEYOND = 2**62


class LedgerRecorder(ApplicationRecorder):
    """Appends stored entries, and reads them by stream and by number."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.joining = database.JOINING
        self._under_lock = threading.local()
        self._together = threading.local()

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Hold the write lock; commit at the end, or roll everything back when an exception passes.

        Should the connection be lost in the commit, the database is asked once it answers again. Raises
        StoreUnavailable: then nothing was recorded; only OutcomeUnknown leaves that open.
        """
        with self._translated_errors(), self._database.connected() as plain:
            connection = AppendsMeanwhile(plain)
            connection.begin()
            self._under_lock.connection, self._under_lock.last = connection, None
            try:
                yield connection
                connection.wait()  # here, for in the commit an interrupt would close what rows are being put in on
            except BaseException:
                with suppress(*self._database.ERRORS):  # where the connection is lost, the server rolls back
                    connection.rollback()
                raise
            finally:
                self._under_lock.connection = None
            try:
                connection.commit()
            except self._database.ERRORS as error:
                last = self._under_lock.last
                if last is None or not self._database.is_lost(error) or not has_landed(self._database, *last):
                    raise

    @contextmanager
    def reading(self) -> Iterator[Writing]:
        """Read inside the transaction under way if this thread holds the lock, else each query by itself."""
        held = self._held() or getattr(self._together, "connection", None)
        if held is not None:
            yield held
            return
        with self._translated_errors(), self._database.connected() as connection:
            yield connection

    @contextmanager
    def reading_together(self) -> Iterator[None]:
        """Ask several questions on one connection, without the lock; each sees what is committed when it is asked."""
        with self.reading() as connection:
            self._together.connection = connection
            try:
                yield
            finally:
                self._together.connection = None

    def _held(self) -> Writing | None:
        """Return the connection of this thread's transaction under the lock, or None if it has none."""
        return getattr(self._under_lock, "connection", None)

    def rows(self, sql: str, parameters: Mapping[str, object]) -> Iterator[Row]:
        """Yield the rows of a query with :named parameters, inside the transaction under way if there is one."""
        with self.reading() as connection:
            yield from connection.rows(sql, parameters)

    def login(self) -> str | None:
        """Return who is logged in where the database vouches for it; None where who records is a claim."""
        with self.reading() as connection:
            return connection.login()

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        """Append, all or none, and return the entry numbers. Raises the library's IntegrityError."""
        if not stored_events:
            return []
        held = self._held()
        if held is not None:
            return self._append(held, stored_events)
        with self.writing() as connection:
            return self._append(connection, stored_events)

    def _append(self, connection: Writing, stored_events: Sequence[StoredEvent]) -> Sequence[int]:
        first = _last_number(connection) + 1
        rows = [_row(number, event) for number, event in enumerate(stored_events, first)]
        connection.append(rows)
        self._under_lock.last = rows[-1][0], rows[-1][_LEAF]
        return list(range(first, first + len(rows)))

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """Turn what the database says into a refusal that says what to do, or into the library's IntegrityError."""
        try:
            yield
        except self._database.ERRORS as error:
            if self._database.is_conflict(error):
                raise IntegrityError(error) from error
            raise self._database.refusal_of(error, while_writing=True) from error

    def keep(self, document: bytes) -> None:
        """Keep a document under its SHA-256, in the transaction under way; the same bytes are kept once."""
        digest = hashlib.sha256(document).hexdigest()
        with self.writing() if self._held() is None else self.reading() as connection:
            asked = connection.rows("SELECT 1 FROM documents WHERE sha256 = :sha256", {"sha256": digest})
            if next(asked, None) is None:
                kept = {"sha256": digest, "content": document}
                connection.run("INSERT INTO documents (sha256, content) VALUES (:sha256, :content)", kept)

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Return a stream's stored events in order of version; `gt` excluded, `lte` included."""
        sql = f"""SELECT {_STORED} FROM entries WHERE stream = :stream AND version > :gt AND version <= :lte
                  ORDER BY version {"DESC" if desc else ""} LIMIT :limit"""
        asked = {
            "stream": str(originator_id),
            "gt": -1 if gt is None else gt,
            "lte": _BEYOND if lte is None else lte,
            "limit": _BEYOND if limit is None else limit,
        }
        return [StoredEvent(originator_id, *row[1:]) for row in self.rows(sql, asked)]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Return at most `limit` stored events from number `start` on, `stop` included."""
        wanted, names = listed("topic", topics)
        sql = f"""SELECT {_STORED}, number FROM entries WHERE number >= :first AND number <= :last
                  {f"AND stored_name IN ({wanted})" if topics else ""} ORDER BY number LIMIT :limit"""
        first = 0 if start is None else start if inclusive_of_start else start + 1
        last = _BEYOND if stop is None else stop
        return [Notification(*row) for row in self.rows(sql, {"first": first, "last": last, "limit": limit, **names})]

    def max_notification_id(self) -> int | None:
        """Return the number of the last entry, or None if there is none."""
        with self.reading() as connection:
            return _last_number(connection) or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Not offered: readings are folds of what stands, and nothing here waits for entries to come."""
        raise NotImplementedError


def _last_number(connection: Writing) -> int:
    """Return the number of the last entry; 0 if there is none."""
    return int(next(connection.rows("SELECT MAX(number) FROM entries", {}))[0] or 0)


def _row(number: int, event: StoredEvent) -> Row:
    """Return the row of one stored event, in the order of the table's columns; a bare event has no index."""
    if not isinstance(event, StoredEntry):
        leaf = leaf_hash(event.state)
        return (number, event.originator_id, event.originator_version, event.topic, event.state, leaf, *_NO_INDEX)
    if event.row[0] != number:
        message = f"entry {event.row[0]} cannot be recorded as number {number}"
        raise IntegrityError(message)
    return event.row
