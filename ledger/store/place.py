"""The one face of a file of SQLite's and of a database of PostgreSQL's.

A `Place` says where a ledger is, or can be made. It gives a `Reading` to ask it, a `Database` to write it, and the
`Checking` with which `verify` asks a database of its kind about itself.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol

from ledger.errors import LedgerError
from ledger.store.errors import StoreUnavailable

if TYPE_CHECKING:
    from ledger.store.tables import IndexDeclared

Row = tuple[Any, ...]
Errors = tuple[type[Exception], ...]
Ask = Callable[[str, Mapping[str, object]], Iterator[Row]]
"""Runs a query with :named parameters and yields its rows."""
AskMeanwhile = Callable[..., Iterator[Row]]
"""Starts a query, asked with each of several parameters in turn, whose few rows are wanted later."""


class Joining(NamedTuple):
    """How a database joins many rows into one value: blobs by commas; each `person` and how `many`, by `:separator`."""

    blobs: str
    counts: str


IN_SQLITE = Joining("CAST(group_concat(blob, ',') AS BLOB)", "group_concat(person || :separator || many, :separator)")


class Reading(Protocol):
    """A connection that only reads. Close it."""

    JOINING: ClassVar[Joining]
    """How its database joins many rows into one value."""

    def rows(self, sql: str, parameters: Mapping[str, object]) -> Iterator[Row]:
        """Yield the rows of a query with :named parameters, a few at a time. Raises StoreUnavailable."""

    def rows_meanwhile(self, sql: str, *each: Mapping[str, object]) -> Iterator[Row]:
        """Start a query, asked with each of some parameters in turn, on a connection of its own."""

    def close(self) -> None:
        """Close the connection."""


class Writing(Protocol):
    """A connection on which entries are put. The driver's errors come out of it as they are."""

    def begin(self) -> None:
        """Take the write lock, waiting for it, and begin a transaction."""

    def commit(self) -> None:
        """End the transaction: what was put is there, on the disk."""

    def rollback(self) -> None:
        """End the transaction: nothing of it is there."""

    def rows(self, sql: str, parameters: Mapping[str, object]) -> Iterator[Row]:
        """Yield the rows of a query with :named parameters, inside the transaction if one is under way."""

    def run(self, sql: str, parameters: Mapping[str, object]) -> None:
        """Run a statement with :named parameters that has no rows."""

    def append(self, rows: Sequence[Row]) -> None:
        """Insert rows of the table of entries, each in the order of its columns."""

    def login(self) -> str | None:
        """Return who is logged in where the database vouches for it; None where who records is a claim."""


class Database(Protocol):
    """A ledger to be written; the recorder's part that differs from one database to the other."""

    JOINING: ClassVar[Joining]
    """How the database joins many rows into one value."""
    ERRORS: ClassVar[Errors]
    """What comes out of a connection where the database refuses or fails."""

    def connected(self) -> AbstractContextManager[Writing]:
        """Give a connection for the length of a block; without a transaction, each query is one by itself."""

    def close(self) -> None:
        """Close the connections."""

    def refusal_of(self, error: BaseException | None, *, while_writing: bool) -> StoreUnavailable:
        """Return the refusal that an error comes to."""

    def is_conflict(self, error: BaseException) -> bool:
        """Whether an error says that a row is there already, or is against the table's own rules."""

    def is_lost(self, error: BaseException | None) -> bool:
        """Whether an error says that the connection is gone, so that nobody knows how its commit ended."""


class Departure(NamedTuple):
    """Something of a database that is not as it has to be: what it is, how it has to be, and how it is."""

    what: str
    expected: str
    found: str


class Rights(NamedTuple):
    """Who may do what to the tables: how that departs from what it has to be, and what else one should know of it."""

    departures: list[Departure]
    notes: list[str]


class Checking(Protocol):
    """What `verify` asks of a database of one kind, besides what it asks of every ledger."""

    def schema_expected(self) -> dict[str, str]:
        """Return everything that there has to be in a sound ledger by name, and how it has to be."""

    def schema_found(self, ask: Ask) -> dict[str, str]:
        """Return the same of a ledger."""

    def rights_to(self, ask: Ask) -> Rights:
        """Return who may do what to the tables; nothing where the database knows no rights."""

    def damage_meanwhile(self, ask_meanwhile: Ask) -> Iterator[str]:
        """Start looking for damage below the tables; yield what is found when it is asked for."""

    def damage_of_documents(self, ask: Ask) -> Iterator[str]:
        """Yield what is damaged of the documents and their index."""

    def index_rows(self, ask: Ask, index: "IndexDeclared", last: int) -> Iterator[Row]:
        """Yield the key of each row up to number `last` with its number at the end, as an index has them in order."""

    def ways_to_the_last_number(self) -> Sequence[str]:
        """Return queries for the last number, each by another way into the table, for one that is damaged."""

    def are_in_order(self, keys: Sequence[Row]) -> bool:
        """Whether such keys ascend as a sound index has them."""


class Place(Protocol):
    """Where a ledger is, or can be made. Printed, it is what a person may see: no password."""

    @property
    def beside(self) -> Path:
        """The folder for what stands beside the ledger: its checkpoints, evidence, mappings and candidates."""

    @property
    def checking(self) -> Checking:
        """How a database of this kind is checked."""

    def exists(self) -> bool:
        """Whether there is anything at this place."""

    def check_is_free(self) -> None:
        """Check that a ledger can be made here. Raises LedgerExists, NoSuchFolder or StoreUnavailable."""

    def with_beside(self, folder: Path) -> "Place":
        """Return the same place with another folder for what stands beside it."""

    def upgrade(self) -> str:
        """Bring a ledger of an earlier format to this version's; return where it is kept as it was. Raises NotOlder."""

    def create(self) -> None:
        """Make an empty ledger with its tables and guards. Raises LedgerError, touching nothing."""

    def reading(self, *, in_any_state: bool = False) -> Reading:
        """Return a connection to read the ledger. Raises NoSuchLedger, NotALedger or StoreUnavailable.

        `in_any_state` reads what does not look like a ledger any more, too.
        """

    def writing(self) -> Database:
        """Return the ledger to be written. Raises NoSuchLedger, NotALedger or StoreUnavailable."""

    def unfinished(self) -> "Place":
        """Return a place beside this one, this process's own, where a ledger for this one can be made."""

    def take(self, unfinished: "Place") -> None:
        """Put a finished ledger here, which nobody reads or writes any more. Raises LedgerExists."""

    def discard(self) -> None:
        """Remove the ledger that was made at an unfinished place, if there is one."""


@contextmanager
def in_the_making(place: Place) -> Iterator[Place]:
    """Check that a place is free and give one beside it; what is made there goes unless `place` takes it."""
    place.check_is_free()
    unfinished = place.unfinished()
    try:
        yield unfinished
    except BaseException:
        with suppress(LedgerError):  # what went wrong is worth more than what is left of it
            unfinished.discard()
        raise
    unfinished.discard()


def ok_or_damage(answers: Iterable[Row]) -> Iterator[str]:
    """Yield what is not “ok” among the answers of a check."""
    return (str(answer) for (answer,) in answers if answer != "ok")
