"""The ledger: an eventsourcing application that locks, loads, decides and saves, and answers what stands."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory, Mapper
from eventsourcing.utils import Environment, EnvType

from ledger.codec import EntryMapper
from ledger.decisions.drafts import Draft
from ledger.decisions.recording import Decision, decide
from ledger.decisions.register import Register
from ledger.decisions.sameness import keys_asked, with_made_keys
from ledger.entry import Entry, RecordedBy
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.people import People, one_of, roster_kinds
from ledger.schemes.adopted import AdoptedSchemes
from ledger.store.archive import StoredArchive
from ledger.store.factory import LedgerFactory
from ledger.store.recorder import LedgerRecorder
from ledger.store.sqlite import check_file, create_file, engine_for
from ledger.texts import _
from ledger.values import KnownAt

Clock = Callable[[], datetime]


class NotKnownYet(LedgerError):
    """An entry number beyond the last entry."""

    code = "not-known-yet"


class _NothingToKeep(Exception):
    """Ends a transaction without recording."""


class Ledger(Application[str]):
    """One unit's ledger. Reads are answered in order of entry; writes are decided under the write lock."""

    name = "gongguo"
    recorder: LedgerRecorder

    def __init__(self, factory: LedgerFactory, clock: Clock) -> None:
        self._factory = factory
        super().__init__()
        self._clock = clock
        self.archive = StoredArchive(self.recorder)

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Nothing of the process's environment reaches the library."""
        return Environment(name, {})

    def construct_factory(self, env: Environment) -> InfrastructureFactory:
        """The factory on our own store."""
        return self._factory

    def construct_mapper(self) -> Mapper[str]:
        """The mapper on our own codec."""
        return EntryMapper()

    @classmethod
    def create(cls, path: Path, clock: Clock) -> Self:
        """Make an empty ledger. Raises LedgerExists."""
        create_file(path)
        return cls(LedgerFactory(engine_for(path, may_write=True)), clock)

    @classmethod
    def open(cls, path: Path, clock: Clock, *, may_write: bool = False) -> Self:
        """Open a ledger that is there. Raises NoSuchLedger or NotALedger."""
        check_file(path)
        return cls(LedgerFactory(engine_for(path, may_write=may_write)), clock)

    # What stands

    def entries(self, known_at: int) -> Iterator[Entry[Fact]]:
        """Yield entries 1 to `known_at`, voids and voided ones among them."""
        return self.archive.all_entries(known_at)

    def entries_of_person(self, person_id: str, known_at: int) -> Iterator[Entry[Fact]]:
        """Yield the entries about one person up to `known_at`, voids and voided ones among them."""
        return self.archive.entries_of_person(person_id, known_at)

    def standing_of_kinds(
        self, kinds: Collection[str], known_at: int, first_day: date | None = None, last_day: date | None = None
    ) -> Iterator[Entry[Fact]]:
        """Yield the standing entries of some kinds in a span of days, both ends included."""
        return self.archive.standing_of_kinds(kinds, known_at, first_day, last_day)

    def schemes(self, known_at: int) -> AdoptedSchemes:
        """Return the schemes adopted by then."""
        return AdoptedSchemes(self.standing_of_kinds({"scheme-adopted"}, known_at))

    def people(self, known_at: int) -> People:
        """Return everybody on the roster as known then."""
        return People(self.standing_of_kinds(roster_kinds(), known_at))

    # How far a reading knows

    def known_now(self) -> KnownAt:
        """Return the last entry there is."""
        return self.known_at_entry(self.archive.last_number())

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

    # What is recorded

    def record(
        self, drafts: Sequence[Draft], by: RecordedBy, *, makes_keys: bool = False, dry_run: bool = False
    ) -> Decision:
        """Record all drafts or, if there is any problem, none of them.

        `by.name` is looked up on the roster. `makes_keys` is for the rows of a file; a `dry_run` only judges.
        """
        if makes_keys:
            drafts = with_made_keys(drafts)
        decision = Decision([], [], [])
        try:
            with self.recorder.writing():
                register = self._register(drafts)
                decision = decide(drafts, register, self._recognised(by, register.people), self._next_instant())
                if dry_run or not decision.entries:
                    raise _NothingToKeep
                self.save(*decision.entries)
        except _NothingToKeep:
            pass
        return decision

    def _register(self, drafts: Sequence[Draft]) -> Register:
        adoptions = list(self.archive.standing_of_kinds({"scheme-adopted"}))
        people = People(self.archive.standing_of_kinds(roster_kinds()))
        years = AdoptedSchemes(adoptions)
        today = self.today(years.latest().time_zone if years.years else None)
        return Register(self.archive, people, adoptions, keys_asked(drafts), today)

    def _next_instant(self) -> datetime:
        """Return now, or the last entry's instant if the clock is behind it."""
        now = self._clock()
        last = self.known_now().recorded_at
        return now if last is None else max(now, last)

    def _recognised(self, by: RecordedBy, people: People) -> RecordedBy:
        """Return the recorder as the person of that id or name on the roster, if there is one."""
        name = by.name or by.login
        if name in people:
            return RecordedBy(login=by.login, person=name)
        found = people.with_name(name)
        if not found:
            return RecordedBy(login=by.login, name=name)
        return RecordedBy(login=by.login, person=one_of(found, name).id)


__all__ = ["Clock", "Ledger", "NotKnownYet"]
