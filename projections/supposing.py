"""A ledger with entries supposed: an overlay in memory that answers as if they had been recorded after the last.

Nothing is written. What a reading says of it is what it would say once they were really recorded.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import TypeVar

from ledger.entry import Entry, Happening
from ledger.facts import Fact
from ledger.facts.entry_voided import EntryVoided
from ledger.people import NAMING_KINDS, People, roster_kinds
from projections.reports._base import Source

H = TypeVar("H", bound=Happening[Fact])


class Supposed:
    """A source known up to entry `known_at`, and `entries` that follow it, numbered on from there.

    `voided` are the entries that the supposed voids take out, in full.
    """

    def __init__(
        self, source: Source, known_at: int, entries: Iterable[Entry[Fact]], voided: Iterable[Entry[Fact]]
    ) -> None:
        self._source = source
        self._base = known_at
        self.added = list(entries)
        self.voided = list(voided)
        self._voids = {entry.fact.entry: entry.number for entry in self.added if isinstance(entry.fact, EntryVoided)}

    @property
    def known_at(self) -> int:
        """The number of the last supposed entry."""
        return self._base + len(self.added)

    def entry(self, number: int) -> Entry[Fact] | None:
        """The entry with this number."""
        found = next((entry for entry in self.added if entry.number == number), None)
        return found or self._source.entry(number)

    def void_of(self, number: int) -> int | None:
        """The number of the entry that voids this one, a supposed one too."""
        return self._voids.get(number) or self._source.void_of(number)

    def entries(self, known_at: int) -> Iterator[Entry[Fact]]:
        """Entries 1 to `known_at`, voids and voided ones among them."""
        return chain(self._source.entries(self._within(known_at)), self._added(known_at))

    def happenings(self, known_at: int) -> Iterator[Happening[Fact]]:
        """What happened according to the same entries."""
        return chain(self._source.happenings(self._within(known_at)), self._added(known_at))

    def standing_of_year(
        self, known_at: int, first_day: date, last_day: date, as_of: date, *, of_any_day: Collection[str],
        without: Collection[str],
    ) -> Iterator[Happening[Fact]]:  # fmt: skip
        """What happened in a span of days, both included, and stands; of the kinds `of_any_day` on any by `as_of`."""
        found = self._source.standing_of_year(
            self._within(known_at), first_day, last_day, as_of, of_any_day=of_any_day, without=without
        )
        more = (
            entry for entry in self._added(known_at)
            if entry.kind not in without and entry.occurred_on
            and (first_day <= entry.day <= last_day or (entry.day <= as_of and entry.kind in of_any_day))
        )  # fmt: skip
        return self._standing(chain(found, more), known_at)

    def counts(
        self, kinds: Collection[str], known_at: int, first_day: date, last_day: date
    ) -> Iterator[tuple[str, str, int]]:
        """(kind, person, how many) of the standing entries of some kinds in a span of days, both ends included."""
        yield from self._source.counts(kinds, self._within(known_at), first_day, last_day)
        for entries, step in ((self._added(known_at), 1), (self._voided(known_at), -1)):
            for entry in entries:
                if entry.kind in kinds and entry.occurred_on and first_day <= entry.occurred_on <= last_day:
                    yield entry.kind, entry.person or "", step

    def entries_of_person(self, person_id: str, known_at: int) -> Iterator[Entry[Fact]]:
        """Those about one person."""
        more = (entry for entry in self._added(known_at) if entry.person == person_id)
        return chain(self._source.entries_of_person(person_id, self._within(known_at)), more)

    def standing_of_kinds(self, kinds: Collection[str], known_at: int) -> Iterator[Entry[Fact]]:
        """Those of some kinds that no known entry voids."""
        found = self._source.standing_of_kinds(kinds, self._within(known_at))
        return self._standing(chain(found, (e for e in self._added(known_at) if e.kind in kinds)), known_at)

    def standing_of_everybody(self, kinds: Collection[str], known_at: int) -> Iterator[Happening[Fact]]:
        """What happened of some kinds, and stands, in any order."""
        found = self._source.standing_of_everybody(kinds, self._within(known_at))
        return self._standing(chain(found, (e for e in self._added(known_at) if e.kind in kinds)), known_at)

    def standing_of_person(
        self, person_id: str, kinds: Collection[str], known_at: int
    ) -> Iterator[Happening[Fact]]:  # fmt: skip
        """What happened of some kinds about one person, and stands."""
        found = self._source.standing_of_person(person_id, kinds, self._within(known_at))
        more = (entry for entry in self._added(known_at) if entry.person == person_id and entry.kind in kinds)
        return self._standing(chain(found, more), known_at)

    def standing_in_days(
        self, kind: str, known_at: int, first_day: date, last_day: date
    ) -> Iterator[Happening[Fact]]:  # fmt: skip
        """What happened of one kind in a span of days, both ends included, by the day."""
        found = self._source.standing_in_days(kind, self._within(known_at), first_day, last_day)
        more = [e for e in self._added(known_at) if e.kind == kind and e.occurred_on]
        within = (entry for entry in more if first_day <= entry.day <= last_day)
        return iter(sorted(self._standing(chain(found, within), known_at), key=lambda entry: entry.day))

    def recorded_about(self, after: int, known_at: int, last_day: date) -> Iterator[Entry[Fact]]:
        """Those recorded after an entry that happened by a day, with all voids and amendments."""
        more = (
            entry for entry in self._added(known_at)
            if entry.number > after and (entry.occurred_on is None or entry.occurred_on <= last_day)
        )  # fmt: skip
        return chain(self._source.recorded_about(after, self._within(known_at), last_day), more)

    def people(self, known_at: int) -> People:
        """The roster as known then."""
        people = People(self.standing_of_kinds(roster_kinds(), known_at))
        people.remember_names(entry for entry in self.voided if entry.kind in NAMING_KINDS)
        return people

    def _within(self, known_at: int) -> int:
        return min(known_at, self._base)

    def _added(self, known_at: int) -> Iterator[Entry[Fact]]:
        return (entry for entry in self.added if entry.number <= known_at)

    def _voided(self, known_at: int) -> Iterator[Entry[Fact]]:
        return (entry for entry in self.voided if self._voids[entry.number] <= known_at)

    def _standing(self, entries: Iterable[H], known_at: int) -> Iterator[H]:
        return (entry for entry in entries if self._voids.get(entry.number, known_at + 1) > known_at)
