"""One year read under one cut: everybody's standings by a fold of all entries, or one person's sheet by a narrow path.

The narrow path reads the person's own entries, the roster and, for the department's months, news until a piece
answers. A law in the tests holds its sheets equal to those of the fold.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Protocol, cast

from ledger.entry import Entry, Happening
from ledger.facts import Fact
from ledger.facts.news_published import NewsPublished
from ledger.history import standing
from ledger.people import People, roster_kinds
from ledger.people.asked import AskedPeople
from ledger.schemes.model import Scheme
from ledger.values import Cut
from projections.news import AskedNews, News
from projections.scores import Sheet, has_sheet, sheet_of
from projections.standings import Standing
from projections.year_facts import YearFacts, facts_of_one, kinds_of_any_day


class Source(Protocol):
    """What a ledger answers, in order of entry."""

    def entries(self, known_at: int) -> Iterable[Entry[Fact]]:
        """Entries 1 to `known_at`, voids and voided ones among them."""

    def happenings(self, known_at: int) -> Iterable[Happening[Fact]]:
        """What happened according to the same entries."""

    def standing_of_year(
        self, known_at: int, first_day: date, last_day: date, as_of: date, *, of_any_day: Collection[str],
        without: Collection[str],
    ) -> Iterable[Happening[Fact]]:  # fmt: skip
        """What happened in a span of days, both included, and stands, in order of entry.

        Of the kinds `of_any_day`, it is what happened on any day by `as_of`; of those in `without`, nothing.
        """

    def counts(
        self, kinds: Collection[str], known_at: int, first_day: date, last_day: date
    ) -> Iterable[tuple[str, str, int]]:
        """(kind, person, how many) of the standing entries of some kinds in a span of days, both ends included."""

    def entries_of_person(self, person_id: str, known_at: int) -> Iterable[Entry[Fact]]:
        """Those about one person."""

    def standing_of_kinds(self, kinds: Collection[str], known_at: int) -> Iterable[Entry[Fact]]:
        """Those of some kinds that no known entry voids."""

    def standing_of_everybody(self, kinds: Collection[str], known_at: int) -> Iterable[Happening[Fact]]:
        """What happened of some kinds, and stands, in any order."""

    def standing_of_person(
        self, person_id: str, kinds: Collection[str], known_at: int
    ) -> Iterable[Happening[Fact]]:  # fmt: skip
        """What happened of some kinds about one person, and stands."""

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
        self._facts: dict[frozenset[str], YearFacts] = {}

    def everyone(self) -> list[Standing]:
        """Return the standings of everybody who has a sheet; the sheets have no lines."""
        return self.facts().standings(self.scheme)

    def everyone_traced(self) -> list[Standing]:
        """Return the same by the plain fold: every entry read, every line made."""
        read = self._source.happenings(self.cut.known_at)
        facts = YearFacts.of(standing(read, self.cut), self.scheme, self.cut.as_of, {}, {})
        return facts.standings(self.scheme, traced=True)

    def facts(self, *others: Scheme) -> YearFacts:
        """Read the year once, for the scheme and for `others` of the same year: the same, read otherwise.

        Entries of which a number is all that is needed are counted by the store, and never read.
        """
        counted = self.scheme.kinds_only_counted.intersection(*(other.kinds_only_counted for other in others))
        if counted not in self._facts:
            self._facts[counted] = self._facts_but_for(counted)
        return self._facts[counted]

    def _facts_but_for(self, counted: frozenset[str]) -> YearFacts:
        known_at, as_of = self.cut.known_at, self.cut.as_of
        days = self.scheme.first_day, min(as_of, self.scheme.last_day)
        # Asked first and wanted last: a store that can counts while the entries are read.
        counts = self._source.counts(counted, known_at, *days)
        read = self._source.standing_of_year(known_at, *days, as_of, of_any_day=kinds_of_any_day(), without=counted)
        none = dict.fromkeys(counted, 0)
        by_person: defaultdict[str, dict[str, int]] = defaultdict(none.copy)
        facts = YearFacts.of(read, self.scheme, as_of, by_person, none)
        for kind, person_id, count in counts:
            by_person[person_id][kind] += count
        return facts

    def one(self, person_id: str) -> Sheet | None:
        """Return one person's sheet, reading only what it needs; None for someone who has none."""
        return next(self.each([person_id]))

    def each(self, person_ids: Iterable[str]) -> Iterator[Sheet | None]:
        """Yield the sheets of some people, read so, one at a time."""
        return (self._one(person_id) for person_id in person_ids)

    @cached_property
    def _people(self) -> People:
        """The roster as it was on the day asked."""
        source, cut, kinds = self._source, self.cut, roster_kinds()
        return AskedPeople(
            lambda person_id: standing(source.standing_of_person(person_id, kinds, cut.known_at), cut),
            lambda: standing(source.standing_of_everybody(kinds, cut.known_at), cut),
        )

    @cached_property
    def _news(self) -> AskedNews:
        return AskedNews(self._news_between, self._people)

    def before(self, number: int, said: Fact) -> "YearReading":
        """Return the reading as it was known before entry `number`, the last of this one's; a void takes out `said`.

        What `said` has no part in is not asked for again.
        """
        earlier = YearReading(self._source, self.scheme, Cut(self.cut.as_of, number - 1))
        if not said.CHANGES_THE_ROSTER:
            earlier._people = self._people
            if not isinstance(said, NewsPublished):
                earlier._news = self._news
        return earlier

    def _one(self, person_id: str) -> Sheet | None:
        people = self._people
        known_at, as_of = self.cut.known_at, self.cut.as_of
        if person_id not in people or not has_sheet(people[person_id], self.scheme, as_of):
            return None
        own = standing(self._source.entries_of_person(person_id, known_at), self.cut)
        facts = facts_of_one(own, self.scheme)
        news = self._news.asked_for(people[person_id], cast("News", facts.get("news-published", ())))
        return sheet_of(people[person_id], self.scheme, as_of, facts, news)

    def _news_between(self, first_day: date, last_day: date) -> Iterable[Happening[Fact]]:
        last = min(last_day, self.cut.as_of)
        return self._source.standing_in_days("news-published", self.cut.known_at, first_day, last)
