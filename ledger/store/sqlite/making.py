"""Making a ledger file, with its tables and guards."""

import sqlite3
from pathlib import Path

from ledger.store import FORMAT_VERSION
from ledger.store.sqlite.files import APPLICATION_ID, check_place
from ledger.store.sqlite.schema import create_schema
from ledger.store.sqlite.troubles import COMPLAINTS, refusal_of
from ledger.store.sqlite.writing import opened


def create_file(path: Path) -> None:
    """Make an empty ledger file with its tables and guards. Raises LedgerError, touching nothing."""
    check_place(path)
    try:
        _make_empty(path)
        connection = opened(path)
        connection.execute("BEGIN IMMEDIATE")
        create_schema(connection)
        connection.execute("COMMIT")
        connection.close()
    except COMPLAINTS as error:
        raise refusal_of(error, while_writing=True) from None


def _make_empty(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
        connection.execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()
