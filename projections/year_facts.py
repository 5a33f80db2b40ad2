"""The facts of one year under one cut, read once: sheets and standings by any scheme, and with entries supposed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Self, cast

from ledger.entry import Happening, by_day
from ledger.facts import Fact, Judgement, catalogue, kind_name
from ledger.facts.entry_voided import EntryVoided
from ledger.people import People, Person
from ledger.schemes.adopted import belongs_to, of_year
from ledger.schemes.model import Scheme
from projections.news import FoldedNews, News
from projections.scores import Facts, has_sheet, sheet_of
from projections.standings import Standing, standings_of
from projections.tallies import TalliedSheets

UNIT = ""
NO_FACTS: Facts = {}
_Arranged = Mapping[type[Fact], Mapping[str, list[Happening[Fact]]]]
_by_day_alone = attrgetter("occurred_on")


@cache
def kinds_of_any_day() -> frozenset[str]:
    """Return the kinds that can count in a year on whatever day they happened: the roster's, and judgements."""
    return frozenset(
        name for name, kind in catalogue().items() if kind.CHANGES_THE_ROSTER or issubclass(kind, Judgement)
    )


def by_person_and_kind(entries: Iterable[Happening[Fact]], scheme: Scheme) -> dict[str, Facts]:
    """Arrange the standing entries of the scheme's year by person (UNIT for nobody's) and kind, in order of the day.

    `entries` come in order of entry number, and keep it within a day.
    """
    return _of_the_year(_by_kind_and_person(entries), scheme)


def _by_kind_and_person(entries: Iterable[Happening[Fact]]) -> _Arranged:
    arranged: defaultdict[type[Fact], defaultdict[str, list[Happening[Fact]]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        arranged[type(entry.fact)][entry.person or UNIT].append(entry)
    return arranged


def _of_the_year(arranged: _Arranged, scheme: Scheme) -> dict[str, Facts]:
    facts: defaultdict[str, dict[str, list[Happening[Fact]]]] = defaultdict(dict)
    for kind, by_person in arranged.items():
        name = kind_name(kind)
        for person, same in by_person.items():
            same.sort(key=_by_day_alone)
            of_this_year = of_year(same, scheme.year, scheme.period)
            if of_this_year:
                facts[person][name] = of_this_year
    return dict(facts)


@dataclass(frozen=True, slots=True)
class YearFacts:
    """Everybody's standing facts of one year as of one day; of the kinds `counted`, only how many there are.

    `counts` has those numbers by person and kind; `none` is what somebody has of whom there are none.
    """

    as_of: date
    people: People
    facts: Mapping[str, Facts]
    counts: Mapping[str, Mapping[str, int]]
    none: Mapping[str, int]

    @classmethod
    def of(
        cls, entries: Iterable[Happening[Fact]], scheme: Scheme, as_of: date,
        counts: Mapping[str, Mapping[str, int]], none: Mapping[str, int],
    ) -> Self:  # fmt: skip
        """Return the facts of the scheme's year from standing entries in order of entry number, in one pass."""
        arranged = _by_kind_and_person(entries)
        of_the_roster = [by_person.values() for kind, by_person in arranged.items() if kind.CHANGES_THE_ROSTER]
        roster = chain.from_iterable(chain.from_iterable(of_the_roster))
        people = People(sorted(roster, key=attrgetter("number")))
        return cls(as_of, people, _of_the_year(arranged, scheme), counts, none)

    def standings(self, scheme: Scheme, *, traced: bool = False) -> list[Standing]:
        """Return the standings of everybody who has a sheet, by a scheme of this year."""
        published = FoldedNews(_news_of_each(self.facts, self.people)).was_published
        people = [person for person in self.people if has_sheet(person, scheme, self.as_of)]
        facts, counts = self.facts, self.counts
        if traced:
            sheets = [sheet_of(one, scheme, self.as_of, facts.get(one.id, NO_FACTS), published) for one in people]
        else:
            of = TalliedSheets(scheme, self.as_of, published).of
            sheets = [of(one, facts.get(one.id, NO_FACTS), counts.get(one.id, self.none)) for one in people]
        return standings_of(sheets, self.quotas)

    @property
    def quotas(self) -> Sequence[Happening[Fact]]:
        """The decisions on the number of first grades, in order of (day, entry number)."""
        return self.facts.get(UNIT, NO_FACTS).get("grade-quota-set", ())

    def supposing(
        self, voided: Iterable[Happening[Fact]], added: Iterable[Happening[Fact]], scheme: Scheme
    ) -> "YearFacts | None":
        """Return the facts without some entries and with others; None where the roster would change with them."""
        without = [entry for entry in voided if self._counts(entry, scheme)]
        more = [entry for entry in added if self._counts(entry, scheme)]
        if any(entry.fact.CHANGES_THE_ROSTER for entry in [*without, *more]):
            return None
        facts = dict(self.facts)
        counts = dict(self.counts)
        for entries, step in ((without, -1), (more, 1)):
            for entry in entries:
                person = entry.person or UNIT
                if entry.kind in self.none:
                    theirs = dict(counts.get(person, self.none))
                    theirs[entry.kind] += step
                    counts[person] = theirs
                else:
                    facts[person] = _changed(facts.get(person, NO_FACTS), entry, step)
        return replace(self, facts=facts, counts=counts)

    def _counts(self, entry: Happening[Fact], scheme: Scheme) -> bool:
        """Whether an entry is among the facts of this year and day."""
        if isinstance(entry.fact, EntryVoided) or entry.occurred_on is None:
            return False
        return entry.occurred_on <= self.as_of and (
            entry.fact.CHANGES_THE_ROSTER or belongs_to(entry, scheme.year, scheme.period)
        )


def _changed(facts: Facts, entry: Happening[Fact], step: int) -> Facts:
    """Return a person's facts with an entry put in its place (1) or taken out (-1)."""
    same: Sequence[Happening[Fact]] = [other for other in facts.get(entry.kind, ()) if other.number != entry.number]
    if step > 0:
        same = sorted([*same, entry], key=by_day)
    others = {kind: entries for kind, entries in facts.items() if kind != entry.kind}
    return {**others, entry.kind: same} if same else others


def _news_of_each(facts: Mapping[str, Facts], people: People) -> Iterator[tuple[Person, News]]:
    for person_id, kinds in facts.items():
        # Somebody whose enrolment was put right to a later day is not on the roster at every cut.
        if "news-published" in kinds and person_id in people:
            yield people[person_id], cast("News", kinds["news-published"])
