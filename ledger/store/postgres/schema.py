"""What stands in the database: a schema with the tables and their guards, made at once or not at all.

Whoever makes it owns it. Who owns the tables can take the guards away: in use, that is to be a role without login.
"""

from collections.abc import Iterator

from sqlalchemy import Connection

from ledger.store.postgres.guards import function_statements, guard_statements
from ledger.store.postgres.identity import WORDS
from ledger.store.postgres.turn import TURN
from ledger.store.tables import metadata


def create_schema(connection: Connection, schema: str) -> None:
    """Make the schema in the transaction under way, in which it has to be the first on the search path."""
    connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    connection.exec_driver_sql(f"COMMENT ON SCHEMA {schema} IS '{WORDS}'")
    metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(f"CREATE TABLE {schema}.{TURN} ()")
    for statement in guard_statements(schema):
        connection.exec_driver_sql(statement)


def renaming_statements(schema: str, name: str) -> Iterator[str]:
    """Yield the statements that give a schema another name, to its functions as well."""
    yield f"ALTER SCHEMA {schema} RENAME TO {name}"
    yield from function_statements(name)
