"""A ledger in one SQLite file: nothing to start, durable at every commit, guarded against change."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool

from ledger.store.errors import LedgerExists, NoSuchLedger, NotALedger
from ledger.store.tables import SQLITE_GUARDS, metadata
from ledger.texts import _

APPLICATION_ID = 0x676F6E67  # "gong"
FORMAT_VERSION = 1
LOCK_SECONDS = 60
OLDEST_SQLITE = (3, 37, 0)  # STRICT tables


def engine_for(path: Path, *, may_write: bool) -> Engine:
    """Return an engine on an existing ledger file. It never makes a file."""
    mode = "rw" if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK) else "ro"
    address = f"{path.absolute().as_uri()}?mode={mode}"

    def connect() -> sqlite3.Connection:
        # With isolation_level None this module says BEGIN itself; the driver's own is deferred, and there a
        # read followed by a write fails at once when another writer came in between.
        connection = sqlite3.connect(
            address, uri=True, isolation_level=None, timeout=LOCK_SECONDS, check_same_thread=False
        )
        # FULL: in WAL mode with NORMAL a power cut loses entries that were acknowledged.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA query_only = {'OFF' if may_write else 'ON'}")
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    takes_lock = connection.get_execution_options().get("takes_write_lock", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if takes_lock else "BEGIN")


def check_place(path: Path) -> None:
    """Check that nothing is where a ledger is to be made. Raises LedgerExists."""
    if path.exists():
        raise LedgerExists(
            _("there is already a file at {path}", path=path),
            expected=_("a place for a new ledger"),
            remedy=_("Choose another place with --ledger, or go on with the ledger that is there."),
        )


def create_file(path: Path) -> None:
    """Make an empty ledger file with its table and guards. Raises LedgerExists, touching nothing."""
    check_place(path)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    finally:
        connection.close()
    engine = engine_for(path, may_write=True)
    with engine.begin() as begun:
        metadata.create_all(begun)
        for guard in SQLITE_GUARDS.values():
            begun.exec_driver_sql(guard)
    engine.dispose()


def check_file(path: Path) -> None:
    """Check that `path` is a ledger of this version. Raises NoSuchLedger or NotALedger."""
    if not path.exists():
        raise NoSuchLedger(
            _("there is no ledger at {path}", path=path),
            remedy=_("Make one with gongguo init, or name yours with --ledger or GONGGUO_LEDGER."),
        )
    application_id, version = _identity(path)
    if application_id != APPLICATION_ID:
        raise NotALedger(
            _("{path} is not a ledger", path=path),
            expected=_("a file made by gongguo init"),
            found=_("another program's database") if application_id is not None else _("no database"),
            remedy=_("Name your ledger with --ledger or GONGGUO_LEDGER."),
        )
    if version != FORMAT_VERSION:
        raise NotALedger(
            _("{path} was made by another version of gongguo", path=path),
            expected=_("format {version}", version=FORMAT_VERSION),
            found=_("format {version}", version=version),
            remedy=_("Open it with that version, or install the newest."),
        )


def _identity(path: Path) -> tuple[int | None, int]:
    """Return the application id and format version of the file; (None, 0) if it is no database."""
    if path.is_dir():
        return None, 0
    with path.open("rb") as file:
        header = file.read(100)
    if len(header) < 100 or not header.startswith(b"SQLite format 3\x00"):
        return None, 0
    return int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big")


def expected_schema() -> dict[str, str]:
    """Return the name of every table, index and trigger of a sound ledger, with its SQL."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        for guard in SQLITE_GUARDS.values():
            connection.exec_driver_sql(guard)
        return schema_of(connection)


def schema_of(connection: Connection) -> dict[str, str]:
    """Return the name of every table, index, trigger and view in the database, with its SQL."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    return {str(name): str(sql) for name, sql in rows}
