"""What stands in a ledger file: the two tables with their indexes, and their guards."""

import sqlite3
from contextlib import closing

from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from ledger.store.sqlite.guards import GUARDS
from ledger.store.tables import metadata


def create_schema(connection: sqlite3.Connection) -> None:
    """Make everything, in the transaction under way."""
    for table in metadata.sorted_tables:
        connection.execute(str(CreateTable(table).compile(dialect=dialect())))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            connection.execute(str(CreateIndex(index).compile(dialect=dialect())))
    for guard in GUARDS.values():
        connection.execute(guard)


def expected_schema() -> dict[str, str]:
    """Return the name of every table, index and trigger of a sound ledger, with its SQL."""
    with closing(sqlite3.connect(":memory:")) as connection:
        create_schema(connection)
        rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
        return {str(name): str(sql) for name, sql in rows}
