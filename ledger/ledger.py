"""The ledger as its readers see it: what stands, who is on the roster, which schemes hold, how far it is known."""

from collections.abc import Callable, Collection, Iterator
from datetime import UTC, date, datetime
from typing import Self
from zoneinfo import ZoneInfo

from ledger.entry import Entry, Happening
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.people import NAMING_KINDS, People, roster_kinds
from ledger.people.asked import AskedPeople
from ledger.schemes.adopted import LAW_KINDS, AdoptedSchemes
from ledger.store.archive import Archive
from ledger.store.place import Ask, Place
from ledger.texts import _
from ledger.values import KnownAt

Clock = Callable[[], datetime]


class NotKnownYet(LedgerError):
    """An entry number beyond the last entry."""

    code = "not-known-yet"


class Ledger:
    """One unit's ledger, to be read. What is read is answered in order of entry and never changes."""

    def __init__(self, archive: Archive, clock: Clock) -> None:
        self.archive = archive
        self._clock = clock
        self.ask: Ask = archive.ask
        self.close: Callable[[], None] = lambda: None

    @classmethod
    def open(cls, place: Place, clock: Clock) -> Self:
        """Open a ledger that is there. Raises NoSuchLedger, NotALedger or StoreUnavailable."""
        connection = place.reading()
        ledger = cls(Archive(connection.rows, connection.rows_meanwhile, connection.JOINING), clock)
        ledger.close = connection.close
        return ledger

    def entries(self, known_at: int) -> Iterator[Entry[Fact]]:
        """Yield entries 1 to `known_at`, voids and voided ones among them."""
        return self.archive.entries(known_at)

    def happenings(self, known_at: int) -> Iterator[Happening[Fact]]:
        """Yield what happened according to the same entries."""
        return self.archive.happenings(known_at)

    def standing_of_year(
        self, known_at: int, first_day: date, last_day: date, as_of: date, *, of_any_day: Collection[str],
        without: Collection[str],
    ) -> Iterator[Happening[Fact]]:  # fmt: skip
        """Yield what happened in a span of days, both included, and stands; of some kinds on any day by `as_of`."""
        return self.archive.standing_of_year(
            known_at, first_day, last_day, as_of, of_any_day=of_any_day, without=without
        )  # fmt: skip

    def counts(
        self, kinds: Collection[str], known_at: int, first_day: date, last_day: date
    ) -> Iterator[tuple[str, str, int]]:
        """Yield (kind, person, how many) of the standing entries of some kinds in a span of days, both included."""
        return self.archive.counts(kinds, known_at, first_day, last_day)

    def entries_of_person(self, person_id: str, known_at: int) -> Iterator[Entry[Fact]]:
        """Yield the entries about one person up to `known_at`, voids and voided ones among them."""
        return self.archive.entries_of_person(person_id, known_at)

    def standing_of_kinds(self, kinds: Collection[str], known_at: int) -> Iterator[Entry[Fact]]:
        """Yield the entries of some kinds that no known entry voids."""
        return self.archive.standing_of_kinds(kinds, known_at)

    def standing_of_everybody(self, kinds: Collection[str], known_at: int) -> Iterator[Happening[Fact]]:
        """Yield what happened of some kinds, and stands, in any order."""
        return self.archive.standing_of_everybody(kinds, known_at)

    def standing_of_person(
        self, person_id: str, kinds: Collection[str], known_at: int
    ) -> Iterator[Happening[Fact]]:  # fmt: skip
        """Yield what happened of some kinds about one person, and stands."""
        return self.archive.standing_of_person(person_id, kinds, known_at)

    def standing_in_days(
        self, kind: str, known_at: int, first_day: date, last_day: date
    ) -> Iterator[Happening[Fact]]:  # fmt: skip
        """Yield what happened of one kind in a span of days, both ends included, by the day."""
        return self.archive.standing_in_days(kind, known_at, first_day, last_day)

    def entry(self, number: int) -> Entry[Fact] | None:
        """Return the entry with this number, or None."""
        return self.archive.entry(number)

    def void_of(self, number: int) -> int | None:
        """Return the number of the entry that voids this one, or None if it stands now."""
        return self.archive.void_of(number)

    def recorded_about(self, after: int, known_at: int, last_day: date) -> Iterator[Entry[Fact]]:
        """Yield the entries after `after` up to `known_at` that happened by `last_day`; voids and amendments too."""
        return self.archive.recorded_about(after, known_at, last_day)

    def document(self, sha256: str) -> bytes | None:
        """Return the document kept under this hash, in hexadecimal; None if there is none."""
        return self.archive.document(sha256)

    def leaves(self, known_at: int) -> list[bytes]:
        """Return the leaf hashes of entries 1 to `known_at`, in order."""
        return self.archive.leaves(known_at)

    def schemes(self, known_at: int) -> AdoptedSchemes:
        """Return the schemes adopted by then."""
        return AdoptedSchemes(self.standing_of_kinds(LAW_KINDS, known_at))

    def leaves_now(self) -> list[bytes]:
        """Return the leaf hashes of all entries, in order."""
        return self.leaves(self.archive.last_number())

    def people(self, known_at: int) -> People:
        """Return everybody on the roster as known then; the ledger is asked about them as they are asked for."""
        people = AskedPeople(
            lambda person_id: self.standing_of_person(person_id, roster_kinds(), known_at),
            lambda: self.standing_of_everybody(roster_kinds(), known_at),
            lambda: self.archive.names_given(NAMING_KINDS, known_at),
        )
        people.remember_names(self.archive.voided_of_kinds(NAMING_KINDS, known_at))
        return people

    def known_now(self) -> KnownAt:
        """Return the last entry there is."""
        last = self.archive.last_entry()
        return KnownAt(0, None) if last is None else KnownAt(last.number, last.recorded_at)

    def known_at_entry(self, number: int) -> KnownAt:
        """Return the cut after entry `number`. Raises NotKnownYet beyond the last."""
        entry = self.archive.entry(number)
        if entry is None and number > 0:
            raise NotKnownYet(
                _("there is no entry #{number} yet", number=number),
                expected=_("at most #{number}", number=self.archive.last_number()),
                column="known_at",
            )
        return KnownAt(number, None if entry is None else entry.recorded_at)

    def known_at_instant(self, instant: datetime) -> KnownAt:
        """Return the cut after the last entry recorded by `instant`; instants never decrease along the ledger."""
        low, high = 0, self.archive.last_number()
        while low < high:
            middle = (low + high + 1) // 2
            entry = self.archive.entry(middle)
            assert entry is not None
            if entry.recorded_at <= instant:
                low = middle
            else:
                high = middle - 1
        return self.known_at_entry(low)

    def today(self, zone: ZoneInfo | None = None) -> date:
        """Return the civil day it is now, in the organisation's time zone (None: UTC)."""
        return self._clock().astimezone(zone or UTC).date()
