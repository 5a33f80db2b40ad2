"""One year read under one cut: everybody's standings by a fold of all entries, or one person's sheet by a narrow path.

The narrow path reads the person's own entries, the roster and, for the department's months, news until a piece
answers. A law in the tests holds its sheets equal to those of the fold.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Protocol

from ledger.entry import Entry, Happening
from ledger.facts import Fact, kind_name
from ledger.history import standing
from ledger.people import People, Person, roster_kinds
from ledger.schemes.adopted import of_year
from ledger.schemes.model import Scheme
from ledger.values import Cut
from projections.news import AskedNews, FoldedNews
from projections.scores import Facts, Sheet, has_sheet, sheet_of
from projections.standings import Standing, standings_of

UNIT = ""
_NO_FACTS: Facts = {}
_by_day_alone = attrgetter("occurred_on")


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


def by_person_and_kind(entries: Iterable[Happening[Fact]], scheme: Scheme) -> dict[str, Facts]:
    """Arrange the entries of the scheme's year by person (UNIT for nobody's) and kind, in order of the day.

    `entries` come in order of entry number, so sorting by day alone keeps the order within a day.
    """
    arranged: dict[type[Fact], dict[str | None, list[Happening[Fact]]]] = {}
    for entry in entries:
        of_kind = arranged.get(type(entry.fact))
        if of_kind is None:
            of_kind = arranged[type(entry.fact)] = {}
        same = of_kind.get(entry.person)
        if same is None:
            of_kind[entry.person] = [entry]
        else:
            same.append(entry)
    facts: dict[str, dict[str, list[Happening[Fact]]]] = {}
    for kind, by_person in arranged.items():
        name = kind_name(kind)
        for person, same in by_person.items():
            same.sort(key=_by_day_alone)
            of_this_year = of_year(same, scheme.year, scheme.period)
            if of_this_year:
                facts.setdefault(person or UNIT, {})[name] = of_this_year
    return dict(facts)


class YearReading:
    """One scheme's year under one cut."""

    def __init__(self, source: Source, scheme: Scheme, cut: Cut) -> None:
        self._source = source
        self.scheme = scheme
        self.cut = cut

    def everyone(self) -> list[Standing]:
        """Return the standings of everybody who has a sheet; the sheets have no lines.

        Entries of which a number is all that is needed are counted by the store, and never read.
        """
        counted = self.scheme.kinds_only_counted
        last_day = min(self.cut.as_of, self.scheme.last_day)
        # Asked first and wanted last: a store that can counts while the entries are read.
        counts = self._source.counts(counted, self.cut.known_at, self.scheme.first_day, last_day)
        read = list(self._source.happenings(self.cut.known_at, without=counted))
        none = dict.fromkeys(counted, 0)
        by_person: dict[str, dict[str, int]] = {}
        for kind, person_id, count in counts:
            by_person.setdefault(person_id, dict(none))[kind] = count
        return self._standings(read, by_person, none, traced=False)

    def everyone_traced(self) -> list[Standing]:
        """Return the same by the plain fold: every entry read, every line made."""
        return self._standings(self._source.happenings(self.cut.known_at), {}, {}, traced=True)

    def _standings(
        self, read: Iterable[Happening[Fact]], counts: Mapping[str, Mapping[str, int]], none: Mapping[str, int], *,
        traced: bool,
    ) -> list[Standing]:  # fmt: skip
        standing_entries = standing(read, self.cut)
        people = People(entry for entry in standing_entries if entry.fact.CHANGES_THE_ROSTER)
        facts = by_person_and_kind(standing_entries, self.scheme)
        published = FoldedNews(_news_of_each(facts, people)).was_published
        sheets = [
            sheet_of(
                person, self.scheme, self.cut.as_of, facts.get(person.id, _NO_FACTS), published,
                counts=counts.get(person.id, none), traced=traced,
            )
            for person in people
            if has_sheet(person, self.scheme, self.cut.as_of)
        ]  # fmt: skip
        return standings_of(sheets, facts.get(UNIT, {}).get("grade-quota-set", ()))

    def one(self, person_id: str) -> Sheet | None:
        """Return one person's sheet, reading only what it needs; None for someone who has none."""
        known_at, as_of = self.cut.known_at, self.cut.as_of
        people = People(standing(self._source.standing_of_kinds(roster_kinds(), known_at), self.cut))
        if person_id not in people or not has_sheet(people[person_id], self.scheme, as_of):
            return None
        own = standing(self._source.entries_of_person(person_id, known_at), self.cut)
        facts = by_person_and_kind(own, self.scheme).get(person_id, _NO_FACTS)
        news = AskedNews(self._news_between, people)
        return sheet_of(people[person_id], self.scheme, as_of, facts, news.was_published, traced=True)

    def _news_between(self, first_day: date, last_day: date) -> Iterable[Happening[Fact]]:
        last = min(last_day, self.cut.as_of)
        return self._source.standing_in_days("news-published", self.cut.known_at, first_day, last)


def _news_of_each(facts: dict[str, Facts], people: People) -> Iterator[tuple[Person, Sequence[Happening[Fact]]]]:
    for person_id, kinds in facts.items():
        # Somebody whose enrolment was put right to a later day is not on the roster at every cut.
        if "news-published" in kinds and person_id in people:
            yield people[person_id], kinds["news-published"]
