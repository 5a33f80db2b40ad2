"""Every entry judged again, in order, on nothing but the entries before it: could it have been recorded?"""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime

from ledger.decisions.appealing import placing_objections
from ledger.decisions.deciding import Promised, case_void_objections
from ledger.decisions.objections import kinds_judged_by_their_day, objections
from ledger.decisions.register import Archive, Register
from ledger.decisions.voiding import authority_objections, target_of, void_objections
from ledger.entry import Entry
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.facts.entry_voided import EntryVoided
from ledger.facts.evidence_attached import EvidenceAttached
from ledger.people import People
from ledger.store.archive import Archive as StoredArchive


class Replay:
    """A ledger read again from its first entry on, every entry once and in order."""

    def __init__(self, archive: StoredArchive) -> None:
        self._before = _Before(archive)
        self._register = Register(self._before, People(), [], date.min, 0)
        self._judged_by_their_day = kinds_judged_by_their_day()
        self._authority: str | None = None
        self._promised = Promised()
        self._instant: datetime | None = None

    def objections(self, entry: Entry[Fact]) -> list[LedgerError]:
        """Return what speaks against an entry as the ledger was before it, and take the entry in."""
        if entry.recorded_at != self._instant:
            # What was recorded together was judged on one day, that of the time zone known before it.
            self._instant = entry.recorded_at
            self._register.today = entry.recorded_at.astimezone(self._register.schemes.time_zone or UTC).date()
        is_awaited = self._promised.awaits(entry.number)
        if type(entry.fact) in self._judged_by_their_day and not is_awaited and self._is_soon_judged(entry):
            return []
        self._before.number = entry.number
        try:
            found = self._objections(entry, self._register)
        except LedgerError as error:
            found = [error]
        if is_awaited:
            found += self._promised.objections(entry)
        found += self._promised.take(entry)
        self._register.learn(entry)
        return found

    def missing(self) -> dict[int, int]:
        """Return the entries that a decision made and that are not there, each with the number of the decision."""
        return self._promised.missing()

    def _is_soon_judged(self, entry: Entry[Fact]) -> bool:
        """Whether nothing but the day could speak against it, as of most entries, and the day does not.

        This only saves time: everything is looked at wherever it says no. Such an entry teaches nothing either.
        """
        day, person = entry.occurred_on, self._register.people.get(entry.person or "")
        return (
            person is not None
            and day is not None
            and day <= self._register.today
            and person.is_enrolled_on(day)
            and entry.recorded_by.person != person.id
            and entry.corrects is None
        )

    def _objections(self, entry: Entry[Fact], register: Register) -> list[LedgerError]:
        fact, by = entry.fact, entry.recorded_by
        if isinstance(fact, EntryVoided):
            self._authority = fact.authority
            found = list(void_objections(fact, target_of(fact.entry, register), by, register))
            return [*found, *case_void_objections(fact, entry.number, register)]
        if isinstance(fact, EvidenceAttached):
            target_of(fact.entry, register)
            return objections(entry, None, by, register)
        found = [*objections(entry, entry.person, by, register), *placing_objections(entry, register)]
        if entry.corrects is not None:
            # The authority of a correction is that of its void, which is the entry right before it.
            found += authority_objections(fact, entry.day, self._authority, register)
        return found


class _Before:
    """The archive as it was before an entry."""

    def __init__(self, archive: StoredArchive) -> None:
        self._archive = archive
        self.number = 1

    @property
    def _known_at(self) -> int:
        return self.number - 1

    def entry(self, number: int) -> Entry[Fact] | None:
        return self._archive.entry(number) if number <= self._known_at else None

    def void_of(self, number: int) -> int | None:
        void = self._archive.void_of(number)
        return void if void is not None and void <= self._known_at else None

    def entries_of_person(self, person_id: str) -> Iterable[Entry[Fact]]:
        return self._archive.entries_of_person(person_id, self._known_at)

    def entries_of_stream(self, stream: str) -> Iterable[Entry[Fact]]:
        return self._archive.entries_of_stream(stream, self._known_at)

    def entries_with_keys(self, keys: Collection[str]) -> Iterable[Entry[Fact]]:
        return [entry for entry in self._archive.entries_with_keys(keys) if entry.number <= self._known_at]

    def standing_of_kinds(self, kinds: Collection[str]) -> Iterable[Entry[Fact]]:
        return self._archive.standing_of_kinds(kinds, self._known_at)

    def standing_in_period(self, first_day: date, last_day: date) -> Iterable[Entry[Fact]]:
        entries = self._archive.standing_in_period(first_day, last_day)
        return [entry for entry in entries if entry.number <= self._known_at]

    def last_version(self, stream: str) -> int:
        raise NotImplementedError("nothing is recorded while the ledger is read again")


_keeps_the_protocol: type[Archive] = _Before
