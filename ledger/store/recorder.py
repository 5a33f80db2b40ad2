"""The recorder: the eventsourcing library's, on SQLAlchemy Core, writing under one lock.

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
from sqlalchemy import Connection, func, insert, select
from sqlalchemy import exc as sqlalchemy_errors

from ledger.codec import leaf_hash
from ledger.store.mapper import StoredEntry
from ledger.store.place import Database, Row
from ledger.store.settling import has_landed
from ledger.store.tables import documents, entries

_STORED = (entries.c.stream, entries.c.version, entries.c.stored_name, entries.c.blob)


class LedgerRecorder(ApplicationRecorder):
    """Appends stored entries, and reads them by stream and by number."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.joining = database.JOINING
        self._under_lock = threading.local()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Hold the write lock; commit at the end, or roll everything back when an exception passes.

        Should the connection be lost in the commit, the database is asked once it answers again. Raises
        StoreUnavailable: then nothing was recorded; only OutcomeUnknown leaves that open.
        """
        with self._translated_errors(), self._database.engine.connect() as connection:
            connection = connection.execution_options(takes_write_lock=True)
            transaction = connection.begin()
            self._under_lock.connection, self._under_lock.last = connection, None
            try:
                yield connection
            except BaseException:
                with suppress(sqlalchemy_errors.DBAPIError):  # where the connection is lost, the server rolls back
                    transaction.rollback()
                raise
            finally:
                self._under_lock.connection = None
            try:
                transaction.commit()
            except sqlalchemy_errors.DBAPIError as error:
                last = self._under_lock.last
                if last is None or not self._database.is_lost(error.orig) or not has_landed(self._database, *last):
                    raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read inside the transaction under way if this thread holds the lock, else in one of its own."""
        held = self._held()
        if held is not None:
            yield held
            return
        with self._translated_errors(), self._database.engine.connect() as connection:
            yield connection

    def _held(self) -> Connection | None:
        """Return the connection of this thread's transaction under the lock, or None if it has none."""
        return getattr(self._under_lock, "connection", None)

    def rows(self, sql: str, parameters: Mapping[str, object]) -> Iterator[Row]:
        """Yield the rows of a query with :named parameters, inside the transaction under way if there is one."""
        with self.reading() as connection:
            yield from self._database.rows(connection, sql, parameters)

    def login(self) -> str | None:
        """Return who is logged in where the database vouches for it; None where who records is a claim."""
        with self.reading() as connection:
            return self._database.login(connection)

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        """Append, all or none, and return the entry numbers. Raises the library's IntegrityError."""
        if not stored_events:
            return []
        held = self._held()
        if held is not None:
            return self._append(held, stored_events)
        with self.writing() as connection:
            return self._append(connection, stored_events)

    def _append(self, connection: Connection, stored_events: Sequence[StoredEvent]) -> Sequence[int]:
        first = last_number(connection) + 1
        rows = [_row(number, event) for number, event in enumerate(stored_events, first)]
        try:
            self._database.append(connection, rows)
        except sqlalchemy_errors.IntegrityError as error:
            raise IntegrityError(error) from error
        self._under_lock.last = (rows[-1][0], rows[-1][entries.columns.keys().index("leaf")])
        return list(range(first, first + len(rows)))

    @contextmanager
    def _translated_errors(self) -> Iterator[None]:
        """Turn what the database says into a refusal that says what to do."""
        try:
            yield
        except sqlalchemy_errors.DBAPIError as error:
            raise self._database.refusal_of(error.orig, while_writing=True) from error
        except UnicodeDecodeError as error:  # the words of a complaint about a damaged file
            raise self._database.refusal_of(error, while_writing=True) from error

    def keep(self, document: bytes) -> None:
        """Keep a document under its SHA-256, in the transaction under way; the same bytes are kept once."""
        digest = hashlib.sha256(document).hexdigest()
        with self.writing() if self._held() is None else self.reading() as connection:
            kept = connection.execute(select(documents.c.sha256).where(documents.c.sha256 == digest)).first()
            if kept is None:
                connection.execute(insert(documents).values(sha256=digest, content=document))

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
        version = entries.c.version
        query = select(*_STORED).where(entries.c.stream == str(originator_id)).limit(limit)
        query = query.order_by(version.desc() if desc else version)
        if gt is not None:
            query = query.where(version > gt)
        if lte is not None:
            query = query.where(version <= lte)
        with self.reading() as connection:
            return [StoredEvent(originator_id, *row[1:]) for row in connection.execute(query)]

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
        number = entries.c.number
        query = select(*_STORED, number).order_by(number).limit(limit)
        if start is not None:
            query = query.where(number >= start if inclusive_of_start else number > start)
        if stop is not None:
            query = query.where(number <= stop)
        if topics:
            query = query.where(entries.c.stored_name.in_(topics))
        with self.reading() as connection:
            return [Notification(*row) for row in connection.execute(query)]

    def max_notification_id(self) -> int | None:
        """Return the number of the last entry, or None if there is none."""
        with self.reading() as connection:
            return last_number(connection) or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Not offered: readings are folds of what stands, and nothing here waits for entries to come."""
        raise NotImplementedError


def last_number(connection: Connection) -> int:
    """Return the number of the last entry; 0 if there is none."""
    return int(connection.execute(select(func.max(entries.c.number))).scalar() or 0)


def _row(number: int, event: StoredEvent) -> Row:
    """Return the row of one stored event, in the order of the table's columns; a bare event has no index."""
    leaf = leaf_hash(event.state)
    if not isinstance(event, StoredEntry):
        key = (number, event.originator_id, event.originator_version, event.topic)
        return (*key, event.state, leaf, None, None, None, None, None, None)
    index = event.index
    if index.number != number:
        message = f"entry {index.number} cannot be recorded as number {number}"
        raise IntegrityError(message)
    return (*index[:4], event.state, leaf, *index[4:])
