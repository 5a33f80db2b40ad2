"""The occasion of an entry: the person, the day on which their standing counts, and the scheme of that year."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property

from ledger.facts import Fact, Judgement
from ledger.people import Person
from ledger.schemes.adopted import AdoptedSchemes, NoSchemeForYear
from ledger.schemes.model import Item, Scheme

DecidedPost = Callable[[str, int], str | None]
"""(person id, year) -> the post decided for them, or None."""


def year_judged(fact: Fact, occurred_on: date, schemes: AdoptedSchemes) -> int:
    """Return the year to which an entry belongs: the one it names, else that of its day."""
    if isinstance(fact, Judgement) and fact.year is not None:
        return fact.year
    for year in schemes.years:
        if occurred_on in schemes.period_of_year(year):
            return year
    return occurred_on.year


def standing_day(fact: Fact, occurred_on: date, schemes: AdoptedSchemes) -> date:
    """Return the day on which a person's standing counts: for a judgement on an earlier year, its last day."""
    if isinstance(fact, Judgement) and fact.year is not None:
        return min(occurred_on, schemes.period_of_year(fact.year).last_day)
    return occurred_on


class PersonOccasion:
    """What a kind may ask about a person while an entry about them is judged (`ledger.facts.Occasion`).

    `decided_post` answers which post is decided for a person in a year. Everything is looked up when it is asked for.
    """

    def __init__(
        self, person: Person, fact: Fact, occurred_on: date, schemes: AdoptedSchemes, decided_post: DecidedPost
    ) -> None:
        self.person = person
        self.standing_day = standing_day(fact, occurred_on, schemes)
        self._fact = fact
        self._occurred_on = occurred_on
        self._schemes = schemes
        self._decided_post = decided_post

    @property
    def person_name(self) -> str:
        """The person's present name."""
        return self.person.name

    def is_member(self) -> bool:
        """Whether the person is a party member on the standing day."""
        return self.person.memberships.on(self.standing_day)

    def posts_held(self) -> list[str]:
        """The posts held in the year by the standing day, in order."""
        period = self._schemes.period_of_year(year_judged(self._fact, self._occurred_on, self._schemes))
        return self.person.posts_held(period.first_day, self.standing_day)

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        scheme = self._scheme()
        if scheme is None:
            return {}
        year = year_judged(self._fact, self._occurred_on, self._schemes)
        decided = self._decided_post(self.person.id, year)
        return scheme.indicators_of_posts(decided, self.person.posts.on(self.standing_day))

    def _scheme(self) -> Scheme | None:
        """The scheme of the day; while that year has none yet, the one before it."""
        try:
            return self._schemes.in_force_on(self.standing_day)
        except NoSchemeForYear:
            return None

    def indicators(self) -> list[str]:
        """The indicators of the post on the standing day and of the post decided for the year."""
        return list(self._items)

    def kinds_taken_by(self, indicator: str) -> frozenset[str]:
        """The kinds of entry that this indicator takes; empty if it is not theirs."""
        return self._items[indicator].kinds_read() if indicator in self._items else frozenset()

    def highest_target(self, indicator: str) -> Decimal | None:
        """The most that the indicator's target can be; None: no bound."""
        return self._items[indicator].highest_target() if indicator in self._items else None

    def obligations(self) -> list[str]:
        """The obligations of the scheme of the standing day; none where no scheme is adopted."""
        scheme = self._scheme()
        return [] if scheme is None else [obligation.id for obligation in scheme.obligations]
