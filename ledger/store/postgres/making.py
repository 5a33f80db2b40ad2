"""Making a ledger in a database: in a schema that gets its name when it is whole."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.exc import DBAPIError

from ledger.store.errors import LedgerExists, StoreReadOnly
from ledger.store.postgres.address import Address
from ledger.store.postgres.connecting import Connection as Driver
from ledger.store.postgres.connecting import connected
from ledger.store.postgres.schema import create_schema, renaming_statements
from ledger.store.postgres.troubles import refusal_of
from ledger.texts import _

_STATE = """SELECT to_regnamespace(%s) IS NOT NULL, has_database_privilege(current_database(), 'CREATE'),
                   pg_is_in_recovery(), current_user"""


def check_is_free(address: Address, schema: str) -> None:
    """Check that there is no such schema and that this user may make it. Raises LedgerExists or StoreReadOnly."""
    with connected(address, schema, expects_ledger=False) as connection:
        row = connection.execute(_STATE, [schema]).fetchone()
    assert row is not None
    is_there, may_create, is_standby, user = row
    if is_there:
        raise _already_there(address)
    if is_standby or not may_create:
        raise StoreReadOnly(
            _("no ledger can be made in {place}", place=address),
            expected=_("a role that may make a schema in the database, on a server that is no standby"),
            found=_("a standby") if is_standby else str(user),
            remedy=_("Have somebody who keeps the database make it, or be given the right: {statement}",
                     statement=f"GRANT CREATE ON DATABASE … TO {user}"),
        )  # fmt: skip


def create(address: Address, schema: str) -> None:
    """Make an empty ledger in a schema that is not there yet. Raises LedgerExists or StoreUnavailable."""
    with _altering(address, schema) as connection:
        create_schema(connection, schema)


def rename(address: Address, schema: str, name: str) -> None:
    """Give a schema a name that is not there yet. Raises LedgerExists or StoreUnavailable."""
    with _altering(address, schema) as connection:
        for statement in renaming_statements(schema, name):
            connection.exec_driver_sql(statement)


def drop(address: Address, schema: str) -> None:
    """Remove a schema with everything in it, if it is there. Raises StoreUnavailable."""
    with _altering(address, schema) as connection:
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


@contextmanager
def _altering(address: Address, schema: str) -> Iterator[Connection]:
    """Alter what is in a database, in one transaction."""

    def connect() -> Driver:
        connection = connected(address, schema, expects_ledger=False, is_to_write=True)
        connection.autocommit = False
        return connection

    engine = create_engine("postgresql+psycopg://", creator=connect, poolclass=NullPool, use_native_hstore=False)
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        if isinstance(error.orig, psycopg.errors.DuplicateSchema):
            raise _already_there(address) from None
        raise refusal_of(error.orig, address, while_writing=True) from None


def _already_there(address: Address) -> LedgerExists:
    return LedgerExists(
        _("there is already a ledger in {place}", place=address),
        expected=_("a place for a new ledger"),
        remedy=_("Choose another place with --ledger, or go on with the ledger that is there."),
    )
