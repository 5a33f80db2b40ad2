"""A ledger in PostgreSQL to be written: an engine whose transactions begin under one lock, and rows put in."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import ClassVar

import psycopg
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import DBAPIError, IntegrityError

from ledger.store.errors import StoreUnavailable
from ledger.store.place import Errors, Row, Writing
from ledger.store.postgres import connecting
from ledger.store.postgres.address import Address
from ledger.store.postgres.parameters import JOINING, for_the_driver
from ledger.store.postgres.troubles import is_lost, on_standby, only_reads, refusal_of
from ledger.store.postgres.turn import TAKE, Holder, holder
from ledger.store.rows import COLUMNS

_LOGIN = """SELECT session_user::text FROM pg_class JOIN pg_roles AS owner ON owner.oid = relowner
            WHERE pg_class.oid = 'entries'::regclass AND NOT rolcanlogin"""
_WORTH_A_COPY = 20
_INTO = f"entries ({', '.join(COLUMNS)})"
_INSERT = f"INSERT INTO {_INTO} VALUES ({', '.join(['%s'] * len(COLUMNS))})"
_COPY = f"COPY {_INTO} FROM STDIN"


class PostgresDatabase:
    """A ledger in PostgreSQL to be written, through SQLAlchemy."""

    JOINING: ClassVar = JOINING
    ERRORS: ClassVar[Errors] = (DBAPIError,)

    def __init__(self, address: Address, schema: str, *, expects_ledger: bool = True) -> None:
        self._address = address

        def connect() -> connecting.Connection:
            connection = connecting.connected(address, schema, expects_ledger=expects_ledger, is_to_write=True)
            connection.autocommit = False
            # Under the lock each question has to see what the holder before committed.
            connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
            return connection

        # A connection found dead before anything was sent is opened again: that is what the ping is for.
        self.engine = create_engine(
            "postgresql+psycopg://", creator=connect, pool_size=1, max_overflow=-1, pool_pre_ping=True,
            use_native_hstore=False,
        )  # fmt: skip

    @contextmanager
    def connected(self) -> Iterator[Writing]:
        """Give a connection for the length of a block."""
        with self.engine.connect() as connection:
            yield WritingConnection(connection, self._address)

    def check(self) -> None:
        """Check that there is a ledger. Raises NoSuchLedger, NotALedger or StoreUnavailable."""
        self.engine.connect().close()

    def close(self) -> None:
        """Close the connections."""
        self.engine.dispose()

    def refusal_of(self, error: BaseException | None, *, while_writing: bool) -> StoreUnavailable:
        """Return the refusal that an error of PostgreSQL's comes to; who holds the ledger is asked for."""
        said = _said_by_the_driver(error)
        return refusal_of(said, self._address, while_writing=while_writing, ask_for_holder=self._holder)

    def _holder(self) -> Holder | None:
        with suppress(DBAPIError, StoreUnavailable), self.engine.connect() as connection:
            return holder(lambda sql: connection.exec_driver_sql(sql).first())
        return None

    def is_conflict(self, error: BaseException) -> bool:
        """Whether a row was against a guard or a unique index."""
        return isinstance(error, IntegrityError)

    def is_lost(self, error: BaseException | None) -> bool:
        """Whether an error says that the connection is gone, so that nobody knows how its commit ended."""
        return is_lost(_said_by_the_driver(error))


def _said_by_the_driver(error: BaseException | None) -> BaseException | None:
    return error.orig if isinstance(error, DBAPIError) else error


class WritingConnection:
    """A connection to a ledger's database, on which entries are put."""

    def __init__(self, connection: Connection, address: Address) -> None:
        self._connection, self._address = connection, address

    def begin(self) -> None:
        """Wait for the turn to record. Raises StoreReadOnly on a standby, and where who is logged in has none."""
        if connecting.is_on_standby(self._driver):
            raise on_standby(self._address)
        try:
            self._connection.exec_driver_sql(TAKE)
        except DBAPIError as error:
            if isinstance(error.orig, psycopg.errors.InsufficientPrivilege):
                raise only_reads(self._driver.info.user) from None
            raise

    def commit(self) -> None:
        """End the transaction, durably."""
        self._connection.commit()

    def rollback(self) -> None:
        """End the transaction; nothing of it is there."""
        self._connection.rollback()

    def rows(self, sql: str, parameters: Mapping[str, object]) -> Iterator[Row]:
        """Yield the rows of a query with :named parameters."""
        return map(tuple, self._connection.exec_driver_sql(for_the_driver(sql), dict(parameters)))

    def run(self, sql: str, parameters: Mapping[str, object]) -> None:
        """Run a statement with :named parameters."""
        self._connection.exec_driver_sql(for_the_driver(sql), dict(parameters))

    def append(self, rows: Sequence[Row]) -> None:
        """Insert rows of the table of entries, each in the order of its columns."""
        if len(rows) < _WORTH_A_COPY:
            self._connection.exec_driver_sql(_INSERT, [tuple(row) for row in rows])
            return
        try:
            with self._driver.cursor().copy(_COPY) as copy:
                for row in rows:
                    copy.write_row(row)
        except psycopg.Error as error:
            raise DBAPIError.instance(_COPY, None, error, psycopg.Error, dialect=self._connection.dialect) from None

    @property
    def _driver(self) -> connecting.Connection:
        driver = self._connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        return driver

    def login(self) -> str | None:
        """Return who is logged in where the tables' owner cannot log in; None where it can, and may take any name."""
        return self._connection.exec_driver_sql(_LOGIN).scalar()
