"""Whether a department published in a month: asked of all news read, and of the store month by month.

`FoldedNews` is for everybody at once, from the news of each person; `AskedNews` asks only for the months in question.
Either stops at the first piece that answers. A law in the tests holds them equal.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import attrgetter

from ledger.entry import Happening
from ledger.facts import Fact
from ledger.facts.news_published import NewsPublished
from ledger.people import People, Person
from ledger.schemes.situation import NewsWasPublished
from ledger.values import Month

News = Sequence[Happening[NewsPublished]]
_its_day = attrgetter("occurred_on")


class FoldedNews:
    """The news of everybody who ever belonged to a department, asked until a piece answers; each answer is kept."""

    def __init__(self, people: Iterable[Person], news_of: Callable[[Person], News]) -> None:
        """Take how to ask for somebody's news, in order of the day."""
        self._people: defaultdict[str, list[Person]] = defaultdict(list)
        for person in people:
            for department in set(person.departments.values):
                self._people[department].append(person)
        self._news_of = news_of
        self._answers: dict[tuple[str, date, frozenset[str]], bool] = {}

    def was_published(self, department: str, month: Month, channels: frozenset[str]) -> bool:
        """Whether anybody of the department published in one of `channels` that month."""
        question = department, month.first_day, channels
        if question not in self._answers:
            self._answers[question] = any(
                entry.fact.channel in channels and person.departments.on(entry.day) == department
                for person in self._people.get(department, ())
                for entry in _of_the_month(self._news_of(person), month)
            )
        return self._answers[question]


def _of_the_month(news: News, month: Month) -> News:
    first = bisect_left(news, month.first_day, key=_its_day)
    return news[first : bisect_right(news, month.last_day, lo=first, key=_its_day)]


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

    def asked_for(self, person: Person, own: News) -> NewsWasPublished:
        """Return the question as it is put for a person: of what they published themselves nobody needs to be asked."""
        theirs = FoldedNews([person], lambda _person: own)
        return lambda *question: theirs.was_published(*question) or self.was_published(*question)
