"""A ledger file to be written: made with its tables and guards, and an engine on it."""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from sqlalchemy import Connection, Engine, create_engine, event, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from ledger.store import FORMAT_VERSION, troubles
from ledger.store.errors import StoreUnavailable
from ledger.store.place import IN_SQLITE, Row
from ledger.store.sqlite.files import APPLICATION_ID, address_of, check_place
from ledger.store.sqlite.guards import GUARDS
from ledger.store.sqlite.troubles import COMPLAINTS, refusal_of
from ledger.store.tables import entries, metadata

LOCK_TURN_SECONDS = 0.2


class SQLiteDatabase:
    """A ledger file to be written, through SQLAlchemy."""

    JOINING: ClassVar = IN_SQLITE

    def __init__(self, path: Path) -> None:
        self.engine = engine_for(path)
        self._insert = str(insert(entries).compile(dialect=self.engine.dialect))

    def rows(self, connection: Connection, sql: str, parameters: Mapping[str, object]) -> Iterator[Row]:
        """Yield the rows of a query with :named parameters, inside the transaction under way."""
        return map(tuple, connection.exec_driver_sql(sql, dict(parameters)))

    def append(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Insert rows of the table of entries, each in the order of its columns."""
        connection.exec_driver_sql(self._insert, list(rows))

    def login(self, connection: Connection) -> str | None:
        """Return None: a file knows nobody."""
        return None

    def refusal_of(self, error: BaseException | None, *, while_writing: bool) -> StoreUnavailable:
        """Return the refusal that an error of SQLite's comes to."""
        return refusal_of(error, while_writing=while_writing)

    def is_lost(self, error: BaseException | None) -> bool:
        """There is nothing between a program and its file that could be lost."""
        return False


def engine_for(path: Path) -> Engine:
    """Return an engine on an existing ledger file. It never makes a file."""
    address = address_of(path)

    def connect() -> sqlite3.Connection:
        # With isolation_level None this module says BEGIN itself; the driver's own is deferred, and there a
        # read followed by a write fails at once when another writer came in between.
        connection = sqlite3.connect(
            address, uri=True, isolation_level=None, timeout=LOCK_TURN_SECONDS, check_same_thread=False
        )
        # FULL: in WAL mode with NORMAL a power cut loses entries that were acknowledged.
        connection.execute("PRAGMA synchronous = FULL")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("takes_write_lock", False):
        _take_write_lock(connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _take_write_lock(connection: Connection) -> None:
    """Wait for the write lock in short turns: within one, SQLite hears no interrupt of the person who waits."""
    give_up_at = time.monotonic() + troubles.LOCK_SECONDS
    while True:
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            return
        except DBAPIError as error:
            code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
            if code != sqlite3.SQLITE_BUSY or time.monotonic() >= give_up_at:
                raise


def create_file(path: Path) -> None:
    """Make an empty ledger file with its table and guards. Raises LedgerError, touching nothing."""
    check_place(path)
    try:
        _make_empty(path)
        engine = engine_for(path)
        with engine.begin() as begun:
            _create_schema(begun)
        engine.dispose()
    except (*COMPLAINTS, DBAPIError) as error:
        raise refusal_of(getattr(error, "orig", error), while_writing=True) from None


def _make_empty(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _create_schema(connection: Connection) -> None:
    metadata.create_all(connection)
    for guard in GUARDS.values():
        connection.exec_driver_sql(guard)


def expected_schema() -> dict[str, str]:
    """Return the name of every table, index and trigger of a sound ledger, with its SQL."""
    with create_engine("sqlite://").begin() as connection:
        _create_schema(connection)
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
        return {str(name): str(sql) for name, sql in rows}
