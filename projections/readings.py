"""One year read under one cut: everybody's standings by a fold of all entries, or one person's sheet by a narrow path.

The narrow path reads the person's own entries, the roster and, for the department's months, news until a piece
answers. A law in the tests holds its sheets equal to those of the fold.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Protocol

from ledger.entry import Entry, Happening
from ledger.facts import Fact
from ledger.history import standing
from ledger.people import People, roster_kinds
from ledger.schemes.model import Scheme
from ledger.values import Cut
from projections.news import AskedNews
from projections.scores import Sheet, has_sheet, sheet_of
from projections.standings import Standing
from projections.year_facts import NO_FACTS, YearFacts, by_person_and_kind


class Source(Protocol):
    """What a ledger answers, in order of entry."""

    def entries(self, known_at: int) -> Iterable[Entry[Fact]]:
        """Entries 1 to `known_at`, voids and voided ones among them."""

    def happenings(self, known_at: int, *, without: Collection[str] = ()) -> Iterable[Happening[Fact]]:
        """What happened according to the same entries, but those of the kinds in `without`."""

    def counts(
        self, kinds: Collection[str], known_at: int, first_day: date, last_day: date
    ) -> Iterable[tuple[str, str, int]]:
        """(kind, person, how many) of the standing entries of some kinds in a span of days, both ends included."""

    def entries_of_person(self, person_id: str, known_at: int) -> Iterable[Entry[Fact]]:
        """Those about one person."""

    def standing_of_kinds(self, kinds: Collection[str], known_at: int) -> Iterable[Entry[Fact]]:
        """Those of some kinds that no known entry voids."""

    def standing_in_days(
        self, kind: str, known_at: int, first_day: date, last_day: date
    ) -> Iterable[Happening[Fact]]:  # fmt: skip
        """What happened of one kind in a span of days, both ends included, by the day."""


class YearReading:
    """One scheme's year under one cut."""

    def __init__(self, source: Source, scheme: Scheme, cut: Cut) -> None:
        self._source = source
        self.scheme = scheme
        self.cut = cut

    def everyone(self) -> list[Standing]:
        """Return the standings of everybody who has a sheet; the sheets have no lines."""
        return self.facts().standings(self.scheme)

    def everyone_traced(self) -> list[Standing]:
        """Return the same by the plain fold: every entry read, every line made."""
        read = self._source.happenings(self.cut.known_at)
        return self._arranged(read, {}, {}).standings(self.scheme, traced=True)

    def facts(self, *others: Scheme) -> YearFacts:
        """Read the year once, for the scheme and for `others` of the same year: the same, read otherwise.

        Entries of which a number is all that is needed are counted by the store, and never read.
        """
        counted = self.scheme.kinds_only_counted.intersection(*(other.kinds_only_counted for other in others))
        last_day = min(self.cut.as_of, self.scheme.last_day)
        # Asked first and wanted last: a store that can counts while the entries are read.
        counts = self._source.counts(counted, self.cut.known_at, self.scheme.first_day, last_day)
        read = list(self._source.happenings(self.cut.known_at, without=counted))
        none = dict.fromkeys(counted, 0)
        by_person: dict[str, dict[str, int]] = {}
        for kind, person_id, count in counts:
            by_person.setdefault(person_id, dict(none))[kind] += count
        return self._arranged(read, by_person, none)

    def _arranged(
        self, read: Iterable[Happening[Fact]], counts: Mapping[str, Mapping[str, int]], none: Mapping[str, int]
    ) -> YearFacts:
        standing_entries = standing(read, self.cut)
        people = People(entry for entry in standing_entries if entry.fact.CHANGES_THE_ROSTER)
        facts = by_person_and_kind(standing_entries, self.scheme)
        return YearFacts(self.cut.as_of, people, facts, counts, none)

    def one(self, person_id: str) -> Sheet | None:
        """Return one person's sheet, reading only what it needs; None for someone who has none."""
        return next(self.each([person_id]))

    def each(self, person_ids: Iterable[str]) -> Iterator[Sheet | None]:
        """Yield the sheets of some people, read so, one at a time; the roster is read once for all of them."""
        people = People(standing(self._source.standing_of_kinds(roster_kinds(), self.cut.known_at), self.cut))
        return (self._one(person_id, people) for person_id in person_ids)

    def _one(self, person_id: str, people: People) -> Sheet | None:
        known_at, as_of = self.cut.known_at, self.cut.as_of
        if person_id not in people or not has_sheet(people[person_id], self.scheme, as_of):
            return None
        own = standing(self._source.entries_of_person(person_id, known_at), self.cut)
        facts = by_person_and_kind(own, self.scheme).get(person_id, NO_FACTS)
        news = AskedNews(self._news_between, people)
        return sheet_of(people[person_id], self.scheme, as_of, facts, news.was_published, traced=True)

    def _news_between(self, first_day: date, last_day: date) -> Iterable[Happening[Fact]]:
        last = min(last_day, self.cut.as_of)
        return self._source.standing_in_days("news-published", self.cut.known_at, first_day, last)
