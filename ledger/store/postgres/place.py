"""A ledger's place that is a database."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from ledger.store import FORMAT_VERSION
from ledger.store.errors import DriverMissing, NoSuchLedger, NotOlder
from ledger.store.place import Checking, Database, Place, Reading
from ledger.store.postgres.address import Address
from ledger.store.postgres.identity import SCHEMA
from ledger.texts import _


@dataclass(frozen=True)
class PostgresPlace:
    """The place of a ledger in a database; what stands beside it is in a folder of its own."""

    address: Address
    beside: Path
    schema: str = SCHEMA

    def __str__(self) -> str:
        return str(self.address)

    @property
    def checking(self) -> Checking:
        """How a database is checked."""
        from ledger.store.postgres import checking

        return checking

    def exists(self) -> bool:
        """Whether there is a ledger."""
        try:
            self.reading().close()
        except NoSuchLedger:
            return False
        return True

    def check_is_free(self) -> None:
        """Check that there is a database in which this user may make a ledger, and none. Raises LedgerError."""
        self._check_driver()
        from ledger.store.postgres.making import check_is_free

        check_is_free(self.address, self.schema)

    def with_beside(self, folder: Path) -> Place:
        """Return the same place with another folder for what stands beside it."""
        return PostgresPlace(self.address, folder, self.schema)

    def upgrade(self) -> str:
        """There is no format before this one that PostgreSQL could have. Raises NotOlder."""
        self.reading().close()
        raise NotOlder(
            _("{path} needs no upgrade", path=self),
            expected=_("a format before {version}", version=FORMAT_VERSION),
            found=_("format {version}", version=FORMAT_VERSION),
        )

    def create(self) -> None:
        """Make an empty ledger. Raises LedgerExists or StoreUnavailable, touching nothing."""
        self._check_driver()
        from ledger.store.postgres.making import create

        create(self.address, self.schema)

    def reading(self, *, in_any_state: bool = False) -> Reading:
        """Return a connection to read the ledger; it takes no SQLAlchemy. Raises NoSuchLedger or NotALedger."""
        self._check_driver()
        from ledger.store.postgres.reading import PostgresReading

        return PostgresReading(self.address, self.schema, expects_ledger=not in_any_state)

    def writing(self) -> Database:
        """Return the ledger to be written. Raises NoSuchLedger or NotALedger."""
        self._check_driver()
        from ledger.store.postgres.writing import PostgresDatabase

        database = PostgresDatabase(self.address, self.schema)
        database.check()
        return database

    def unfinished(self) -> Place:
        """Return a place in the same database, in a schema of its own, for what stands beside it too."""
        return PostgresPlace(self.address, self.beside, f"{self.schema}_unfinished_{secrets.token_hex(6)}")

    def take(self, unfinished: Place) -> None:
        """Give the schema of a finished ledger its name, which nobody may have taken meanwhile. Raises LedgerExists."""
        assert isinstance(unfinished, PostgresPlace)
        from ledger.store.postgres.making import rename

        rename(self.address, unfinished.schema, self.schema)

    def discard(self) -> None:
        """Remove the schema of a ledger that was not finished."""
        assert self.schema != SCHEMA
        from ledger.store.postgres.making import drop

        drop(self.address, self.schema)

    def _check_driver(self) -> None:
        """Check that psycopg can be loaded. Raises DriverMissing."""
        try:
            import psycopg  # noqa: F401
        except ImportError as error:
            raise DriverMissing(
                _("the driver for PostgreSQL is not installed"), expected="psycopg 3", found=str(error),
                remedy=_("Install it with: pip install 'gongguo[postgres]'"),
            ) from None  # fmt: skip
