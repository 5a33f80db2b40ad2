"""An entry: one fact, with its place in the ledger and who recorded it when. It never changes.

A person's entries stand in the stream of that person; a void stands in the stream of the entry that it voids.
What is about nobody (a quota, a scheme) stands in a stream of its own, and so do the steps of an appeal: they carry no
points, and a person's score rests on none of them.
"""

from datetime import date, datetime
from typing import Generic, TypeVar

import msgspec

from ledger.facts import Fact, kind_name

FactT = TypeVar("FactT", bound=Fact, covariant=True)

UNIT_STREAM = "unit"


def stream_of_person(person: str) -> str:
    """Return the name of the stream in which this person's entries stand."""
    return f"person:{person}"


def stream_of_scheme(scheme: str) -> str:
    """Return the name of the stream in which this scheme's adoption and amendments stand."""
    return f"scheme:{scheme}"


def stream_of_bulletin(period: str) -> str:
    """Return the name of the stream in which the editions of a period's bulletin stand."""
    return f"bulletin:{period}"


def stream_of_case(case: int) -> str:
    """Return the name of the stream in which the steps of an appeal stand; the case is the number of its filing."""
    return f"case:{case}"


class RecordedBy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Who recorded: the id of a person on the roster, or else the name given; and the login, for a name is a claim."""

    login: str
    person: str | None = None
    name: str | None = None


class Attachment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A file that proves an entry, kept beside the ledger: its SHA-256 in hexadecimal, its name, its size in bytes."""

    sha256: str
    name: str
    size: int


class Happening(msgspec.Struct, Generic[FactT], frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What happened: the part of an entry that scores are made from.

    `number` counts 1, 2, 3 … without gaps through the ledger. `occurred_on` is the civil day on which it happened,
    None for a void. `person` is None for what is about nobody.
    """

    number: int
    fact: FactT
    person: str | None = None
    occurred_on: date | None = None

    @property
    def kind(self) -> str:
        """The name of its kind, as people use it."""
        return kind_name(type(self.fact))

    @property
    def day(self) -> date:
        """The day on which it happened. Raises ValueError for a void, which has none."""
        if self.occurred_on is None:
            message = f"entry {self.number} ({self.kind}) has no day"
            raise ValueError(message)
        return self.occurred_on


class Entry(Happening[FactT], Generic[FactT], frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One entry of the ledger; this whole is what its blob holds.

    `version` counts through the stream. `recorded_at` is when the ledger took it, in UTC; it never decreases along the
    ledger: where the `clock_was_behind` the last entry, it is the last entry's. `corrects` is the entry whose mistake
    it puts right, None for an entry that corrects nothing. `attachments` are the files that prove it.
    """

    stream: str
    version: int
    recorded_at: datetime
    recorded_by: RecordedBy
    note: str | None = None
    evidence: str | None = None
    source_key: str | None = None
    corrects: int | None = None
    clock_was_behind: bool = False
    attachments: tuple[Attachment, ...] = ()

    @property
    def originator_id(self) -> str:
        """The stream, by the name the eventsourcing library gives it."""
        return self.stream

    @property
    def originator_version(self) -> int:
        """The place in the stream, by the name the eventsourcing library gives it."""
        return self.version


def by_day(entry: Happening[Fact]) -> tuple[date, int]:
    """Order entries by the day they happened, and within a day by entry number."""
    return entry.day, entry.number
