"""Whether a department published in a month: the fold of all news, and the same asked month by month.

`FoldedNews` is the plain way, for everybody at once; `AskedNews` asks only for the months in question and stops at
the first piece that answers. A law in the tests holds them equal.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from ledger.entry import Happening
from ledger.facts import Fact
from ledger.facts.news_published import NewsPublished
from ledger.people import People, Person
from ledger.values import Month

News = Sequence[Happening[NewsPublished]]


class FoldedNews:
    """The channels in which each department published in each month."""

    def __init__(self, news_of_each: Iterable[tuple[Person, News]]) -> None:
        published: defaultdict[str, set[tuple[date | None, str]]] = defaultdict(set)
        for person, news in news_of_each:
            if len(person.departments.values) == 1:
                published[person.departments.values[0]].update([(e.occurred_on, e.fact.channel) for e in news])
            else:
                for e in news:
                    published[person.departments.on(e.day)].add((e.occurred_on, e.fact.channel))
        self._channels: defaultdict[tuple[str, int, int], set[str]] = defaultdict(set)
        for department, days in published.items():
            for day, channel in days:
                assert day is not None
                self._channels[department, day.year, day.month].add(channel)

    def was_published(self, department: str, month: Month, channels: frozenset[str]) -> bool:
        """Whether anybody of the department published in one of `channels` that month."""
        published = self._channels.get((department, month.first_day.year, month.first_day.month))
        return published is not None and not channels.isdisjoint(published)


class AskedNews:
    """The same, from questions about one month at a time, each put once.

    `news_between(first_day, last_day)` yields the standing news of those days, both included, that happened by
    the day asked.
    """

    def __init__(self, news_between: Callable[[date, date], Iterable[Happening[Fact]]], people: People) -> None:
        self._news_between = news_between
        self._people = people
        self._answers: dict[tuple[str, Month, frozenset[str]], bool] = {}

    def was_published(self, department: str, month: Month, channels: frozenset[str]) -> bool:
        """Whether anybody of the department published in one of `channels` that month."""
        question = department, month, channels
        if question not in self._answers:
            news = self._news_between(month.first_day, month.last_day)
            self._answers[question] = any(
                isinstance(entry.fact, NewsPublished)
                and entry.fact.channel in channels
                and (entry.person or "") in self._people
                and self._people[entry.person or ""].departments.on(entry.day) == department
                for entry in news
            )
        return self._answers[question]
