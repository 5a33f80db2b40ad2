"""A ledger in PostgreSQL to be written: an engine whose transactions begin under one lock, and rows put in."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import ClassVar

import psycopg
from sqlalchemy import Connection, create_engine, event, insert
from sqlalchemy.exc import DBAPIError

from ledger.store.errors import StoreUnavailable
from ledger.store.place import Row
from ledger.store.postgres import connecting
from ledger.store.postgres.address import Address
from ledger.store.postgres.parameters import JOINING, for_the_driver
from ledger.store.postgres.troubles import is_lost, refusal_of
from ledger.store.postgres.turn import TAKE, Holder, holder
from ledger.store.tables import entries

_LOGIN = """SELECT session_user::text FROM pg_class JOIN pg_roles AS owner ON owner.oid = relowner
            WHERE pg_class.oid = 'entries'::regclass AND NOT rolcanlogin"""
_WORTH_A_COPY = 20
_COPY = f"COPY entries ({', '.join(column.name for column in entries.columns)}) FROM STDIN"


class PostgresDatabase:
    """A ledger in PostgreSQL to be written, through SQLAlchemy."""

    JOINING: ClassVar = JOINING

    def __init__(self, address: Address, schema: str, *, expects_ledger: bool = True) -> None:
        self._address = address

        def connect() -> connecting.Connection:
            connection = connecting.connected(address, schema, expects_ledger=expects_ledger)
            connection.autocommit = False
            # Under the lock each question has to see what the holder before committed.
            connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
            return connection

        # A connection found dead before anything was sent is opened again: that is what the ping is for.
        self.engine = create_engine(
            "postgresql+psycopg://", creator=connect, pool_size=1, max_overflow=-1, pool_pre_ping=True,
            use_native_hstore=False,
        )  # fmt: skip
        event.listen(self.engine, "begin", _begin)
        self._insert = insert(entries)
        self._columns = [column.name for column in entries.columns]

    def check(self) -> None:
        """Check that there is a ledger. Raises NoSuchLedger, NotALedger or StoreUnavailable."""
        self.engine.connect().close()

    def rows(self, connection: Connection, sql: str, parameters: Mapping[str, object]) -> Iterator[Row]:
        """Yield the rows of a query with :named parameters, inside the transaction under way."""
        return map(tuple, connection.exec_driver_sql(for_the_driver(sql), dict(parameters)))

    def append(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Insert rows of the table of entries, each in the order of its columns."""
        if len(rows) < _WORTH_A_COPY:
            connection.execute(self._insert, [dict(zip(self._columns, row, strict=True)) for row in rows])
            return
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        try:
            with driver.cursor().copy(_COPY) as copy:
                for row in rows:
                    copy.write_row(row)
        except psycopg.Error as error:
            raise DBAPIError.instance(_COPY, None, error, psycopg.Error, dialect=self.engine.dialect) from None

    def login(self, connection: Connection) -> str | None:
        """Return who is logged in where the tables' owner cannot log in; None where it can, and may take any name."""
        return connection.exec_driver_sql(_LOGIN).scalar()

    def refusal_of(self, error: BaseException | None, *, while_writing: bool) -> StoreUnavailable:
        """Return the refusal that an error of PostgreSQL's comes to; who holds the ledger is asked for."""
        return refusal_of(error, self._address, while_writing=while_writing, ask_for_holder=self._holder)

    def _holder(self) -> Holder | None:
        with suppress(DBAPIError, StoreUnavailable), self.engine.connect() as connection:
            return holder(lambda sql: connection.exec_driver_sql(sql).first())
        return None

    def is_lost(self, error: BaseException | None) -> bool:
        """Whether an error says that the connection is gone, so that nobody knows how its commit ended."""
        return is_lost(error)


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("takes_write_lock", False):
        connection.exec_driver_sql(TAKE)
