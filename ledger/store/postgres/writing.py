"""A ledger in PostgreSQL to be written, by psycopg alone: transactions that begin under one lock, and rows put in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import ClassVar

import psycopg

from ledger.store.errors import StoreUnavailable
from ledger.store.place import Errors, Row, Writing
from ledger.store.postgres import connecting
from ledger.store.postgres.address import Address
from ledger.store.postgres.parameters import JOINING, for_the_driver
from ledger.store.postgres.troubles import is_lost, on_standby, only_reads, refusal_of
from ledger.store.postgres.turn import TAKE, Holder, holder
from ledger.store.rows import COLUMNS

# Under the lock each question has to see what the holder before committed. Both are one trip to the server.
_BEGIN = f"BEGIN ISOLATION LEVEL READ COMMITTED; {TAKE}"
_LOGIN = """SELECT session_user::text FROM pg_class JOIN pg_roles AS owner ON owner.oid = relowner
            WHERE pg_class.oid = 'entries'::regclass AND NOT rolcanlogin"""
_FEW_VALUES = 20
_INTO = f"entries ({', '.join(COLUMNS)})"
_INSERT = f"INSERT INTO {_INTO} VALUES ({', '.join(['%s'] * len(COLUMNS))})"
_COPY = f"COPY {_INTO} FROM STDIN"


class PostgresDatabase:
    """A ledger in PostgreSQL to be written."""

    JOINING: ClassVar = JOINING
    ERRORS: ClassVar[Errors] = (psycopg.Error,)

    def __init__(self, address: Address, schema: str) -> None:
        self._address, self._schema = address, schema
        self._idle: list[WritingConnection] = []

    def _connect(self) -> connecting.Connection:
        return connecting.connected(self._address, self._schema, is_to_write=True)

    @contextmanager
    def connected(self) -> Iterator[Writing]:
        """Give a connection for the length of a block; one that nothing went wrong with is kept for the next."""
        connection = self._idle.pop() if self._idle else WritingConnection(self._connect, self._address)
        try:
            yield connection
        except GeneratorExit:  # nobody wants further rows
            self._keep(connection)
            raise
        except BaseException:
            connection.close()
            raise
        self._keep(connection)

    def _keep(self, connection: "WritingConnection") -> None:
        connection.is_heard = False
        self._idle.append(connection)

    def check(self) -> None:
        """Check that there is a ledger. Raises NoSuchLedger, NotALedger or StoreUnavailable."""
        with self.connected():
            pass

    def close(self) -> None:
        """Close the connections."""
        while self._idle:
            self._idle.pop().close()

    def refusal_of(self, error: BaseException | None, *, while_writing: bool) -> StoreUnavailable:
        """Return the refusal that an error of PostgreSQL's comes to; who holds the ledger is asked for."""
        return refusal_of(error, self._address, while_writing=while_writing, ask_for_holder=self._holder)

    def _holder(self) -> Holder | None:
        with suppress(psycopg.Error, StoreUnavailable), self.connected() as connection:
            return holder(lambda sql: next(connection.rows(sql, {}), None))
        return None

    def is_conflict(self, error: BaseException) -> bool:
        """Whether a row was against a guard or a unique index."""
        return isinstance(error, psycopg.IntegrityError)

    def is_lost(self, error: BaseException | None) -> bool:
        """Whether an error says that the connection is gone, so that nobody knows how its commit ended."""
        return is_lost(error)


class WritingConnection:
    """A connection to a ledger's database, on which entries are put; outside a transaction each question is one.

    `is_heard`: whether the server answered since the connection was taken. One that was kept may be dead by then.
    """

    def __init__(self, connect: Callable[[], connecting.Connection], address: Address) -> None:
        self._connect, self._address = connect, address
        self._driver = connect()
        self.is_heard = True

    def begin(self) -> None:
        """Wait for the turn to record. Raises StoreReadOnly on a standby, and where who is logged in has none."""
        try:
            self._first(self._take_the_turn)
        except psycopg.errors.InsufficientPrivilege:
            raise only_reads(self._driver.info.user) from None

    def _take_the_turn(self) -> psycopg.Cursor[Row]:
        if connecting.is_on_standby(self._driver):  # a new connection may be to another server
            raise on_standby(self._address)
        # As text: of what is asked in binary only one statement is taken at a time.
        return psycopg.Cursor(self._driver).execute(_BEGIN)

    def commit(self) -> None:
        """End the transaction, durably."""
        self._driver.commit()

    def rollback(self) -> None:
        """End the transaction; nothing of it is there."""
        self._driver.rollback()

    def rows(self, sql: str, parameters: Mapping[str, object]) -> Iterator[Row]:
        """Yield the rows of a query with :named parameters."""
        # The way that is kept is that of a small table: grown by an import, many values are sought in all of it.
        prepare = False if len(parameters) > _FEW_VALUES else None
        asked = self._first(lambda: self._driver.execute(for_the_driver(sql), dict(parameters), prepare=prepare))
        return iter(asked.fetchall())

    def run(self, sql: str, parameters: Mapping[str, object]) -> None:
        """Run a statement with :named parameters."""
        self._driver.execute(for_the_driver(sql), dict(parameters))

    def _first(self, asked: Callable[[], psycopg.Cursor[Row]]) -> psycopg.Cursor[Row]:
        """Ask; where the connection is found dead before anything was heard on it, on a new one."""
        try:
            answer = asked()
        except psycopg.OperationalError as error:
            if self.is_heard or isinstance(error, connecting.Silent) or not is_lost(error):
                raise
            self.close()
            self._driver = self._connect()
            answer = asked()
        self.is_heard = True
        return answer

    def append(self, rows: Sequence[Row]) -> None:
        """Insert rows of the table of entries, each in the order of its columns."""
        if len(rows) == 1:  # one trip to the server, where a copy takes two
            self._driver.execute(_INSERT, rows[0])
            return
        with self._driver.cursor() as cursor, cursor.copy(_COPY) as copy:
            for row in rows:
                copy.write_row(row)

    def login(self) -> str | None:
        """Return who is logged in where the tables' owner cannot log in; None where it can, and may take any name."""
        row = next(self.rows(_LOGIN, {}), None)
        return None if row is None else str(row[0])

    def close(self) -> None:
        """Close the connection; the server takes back what is not committed."""
        self._driver.close()
