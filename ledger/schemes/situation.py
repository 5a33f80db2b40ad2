"""What a rule may know: one person's standing entries of one period, up to one day."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from ledger.entry import Happening, by_day
from ledger.facts import Fact, kind_name
from ledger.values import Month, Period

F = TypeVar("F", bound=Fact)

NewsWasPublished = Callable[[str, Month, frozenset[str]], bool]
"""(department, month, channels) -> whether anybody of the department published there in that month."""


class Situation(NamedTuple):
    """One person in one period, as of one day (included).

    `facts` holds, for each kind, the person's standing entries of the period that happened by `as_of`, in order of
    (day, entry number). `departments_on` returns the department on each of some days. `enrolled_until` is the last day
    counted, None for someone who has not left.
    """

    period: Period
    as_of: date
    facts: Mapping[str, Sequence[Happening[Fact]]]
    is_member: bool
    enrolled_on: date
    enrolled_until: date | None
    departments_on: Callable[[Sequence[date]], list[str]]
    news_was_published: NewsWasPublished
    counts: Mapping[str, int] = {}
    """Of kinds that were only counted, how many entries there are; `facts` has none of them."""

    @property
    def period_is_over(self) -> bool:
        """Whether the day asked is the period's last or later: from then on a shortfall is a fact."""
        return self.as_of >= self.period.last_day

    def of(self, *kinds: str) -> Sequence[Happening[Fact]]:
        """Return the person's entries of these kinds, in order."""
        if len(kinds) == 1:
            return self.facts.get(kinds[0], ())
        present = [kind for kind in kinds if kind in self.facts]
        if len(present) <= 1:
            return self.facts[present[0]] if present else ()
        return sorted((entry for kind in present for entry in self.facts[kind]), key=by_day)

    def facts_of(self, kind: type[F], indicator: str | None = None) -> list[F]:
        """Return what the person's entries of a kind say, in order; if need be, only of one indicator."""
        facts = [entry.fact for entry in self.facts.get(kind_name(kind), ())]
        if indicator is not None:
            facts = [fact for fact in facts if fact.indicator == indicator]  # type: ignore[attr-defined]
        return facts  # type: ignore[return-value]

    def count_of(self, kind: str) -> int:
        """Return how many entries of one kind the person has, also where they were only counted."""
        return self.counts[kind] if kind in self.counts else len(self.facts.get(kind, ()))

    def of_indicator(self, kind: str, indicator: str) -> list[Happening[Fact]]:
        """Return the person's entries of this kind on this indicator, in order."""
        entries = self.facts.get(kind, ())
        return [entry for entry in entries if entry.fact.indicator == indicator]  # type: ignore[attr-defined]

    def is_enrolled_on(self, day: date) -> bool:
        """Whether the person is on the roster on that day."""
        return self.enrolled_on <= day and (self.enrolled_until is None or day <= self.enrolled_until)

    def months_over(self) -> Sequence[Month]:
        """Return the calendar months of the period that ended on or before the day asked."""
        months = self.period.months()
        return months if self.period_is_over else [month for month in months if month.last_day <= self.as_of]

    def months_served_whole(self) -> Sequence[Month]:
        """Return the months over in which the person was enrolled from the first day to the last."""
        if self.enrolled_on <= self.period.first_day and self.enrolled_until is None:
            return self.months_over()
        return [
            month
            for month in self.months_over()
            if self.is_enrolled_on(month.first_day) and self.is_enrolled_on(month.last_day)
        ]
