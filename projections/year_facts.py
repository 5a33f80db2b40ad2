"""The facts of one year under one cut, read once: sheets and standings by any scheme, and with entries supposed."""

from collections import ChainMap, defaultdict
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import Self, cast

import msgspec

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
_its_day = attrgetter("occurred_on")


@cache
def kinds_of_any_day() -> frozenset[str]:
    """Return the kinds that can count in a year on whatever day they happened: the roster's, and judgements."""
    return frozenset(
        name for name, kind in catalogue().items() if kind.CHANGES_THE_ROSTER or issubclass(kind, Judgement)
    )


def facts_of_one(entries: Iterable[Happening[Fact]], scheme: Scheme) -> Facts:
    """Arrange one person's standing entries of the scheme's year by kind, in order of the day.

    `entries` come in order of entry number, and keep it within a day.
    """
    by_kind: defaultdict[type[Fact], list[Happening[Fact]]] = defaultdict(list)
    for entry in sorted(entries, key=_its_day):
        by_kind[type(entry.fact)].append(entry)
    year, period = scheme.year, scheme.period
    return {kind_name(kind): own for kind, same in by_kind.items() if (own := of_year(same, year, period))}


class FactsOfEach(dict[str, Facts]):
    """Everybody's facts (under UNIT nobody's), each one's arranged when they are first asked for.

    Of a million entries, those that were just arranged are still at hand when they are scored.
    """

    def __init__(self, entries: Mapping[str, list[Happening[Fact]]], scheme: Scheme) -> None:
        super().__init__()
        self._entries = entries
        self._scheme = scheme

    def __missing__(self, person: str) -> Facts:
        facts = self[person] = facts_of_one(self._entries.get(person, ()), self._scheme)
        return facts


class YearFacts(msgspec.Struct, frozen=True):
    """Everybody's standing facts of one year as of one day; of the kinds `counted`, only how many there are.

    `counts` has those numbers by person and kind; `none` is what somebody has of whom there are none.
    """

    as_of: date
    people: People
    facts: MutableMapping[str, Facts]
    counts: Mapping[str, Mapping[str, int]]
    none: Mapping[str, int]

    @classmethod
    def of(
        cls, entries: Iterable[Happening[Fact]], scheme: Scheme, as_of: date,
        counts: Mapping[str, Mapping[str, int]], none: Mapping[str, int],
    ) -> Self:  # fmt: skip
        """Return the facts of the scheme's year from standing entries in order of entry number, in one pass."""
        by_person: defaultdict[str, list[Happening[Fact]]] = defaultdict(list)
        roster = []
        for entry in entries:
            by_person[entry.person or UNIT].append(entry)
            if entry.fact.CHANGES_THE_ROSTER:
                roster.append(entry)
        return cls(as_of, People(roster), FactsOfEach(by_person, scheme), counts, none)

    def standings(self, scheme: Scheme, *, traced: bool = False) -> list[Standing]:
        """Return the standings of everybody who has a sheet, by a scheme of this year."""
        published = FoldedNews(self.people, self._news_of).was_published
        people = [person for person in self.people if has_sheet(person, scheme, self.as_of)]
        facts, counts = self.facts, self.counts
        if traced:
            sheets = [sheet_of(one, scheme, self.as_of, facts[one.id], published) for one in people]
        else:
            of = TalliedSheets(scheme, self.as_of, published).of
            sheets = [of(one, facts[one.id], counts.get(one.id, self.none)) for one in people]
        return standings_of(sheets, self.quotas)

    @property
    def quotas(self) -> Sequence[Happening[Fact]]:
        """The decisions on the number of first grades, in order of (day, entry number)."""
        return self.facts[UNIT].get("grade-quota-set", ())

    def _news_of(self, person: Person) -> News:
        return cast("News", self.facts[person.id].get("news-published", ()))

    def supposing(
        self, voided: Iterable[Happening[Fact]], added: Iterable[Happening[Fact]], scheme: Scheme
    ) -> "YearFacts | None":
        """Return the facts without some entries and with others; None where the roster would change with them."""
        without = [entry for entry in voided if self._counts(entry, scheme)]
        more = [entry for entry in added if self._counts(entry, scheme)]
        if any(entry.fact.CHANGES_THE_ROSTER for entry in [*without, *more]):
            return None
        facts = ChainMap({}, self.facts)
        counts = dict(self.counts)
        for entries, step in ((without, -1), (more, 1)):
            for entry in entries:
                person = entry.person or UNIT
                if entry.kind in self.none:
                    theirs = dict(counts.get(person, self.none))
                    theirs[entry.kind] += step
                    counts[person] = theirs
                else:
                    facts[person] = _changed(facts[person], entry, step)
        return msgspec.structs.replace(self, facts=facts, counts=counts)

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
