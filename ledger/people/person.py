"""One person: name, department, post, membership and scope on a day, from the entries that say so."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Generic, TypeVar

from ledger.entry import Happening, by_day
from ledger.facts import Fact, catalogue
from ledger.facts.party_membership_changed import PartyMembershipChanged
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.facts.person_left import PersonLeft
from ledger.facts.person_renamed import PersonRenamed
from ledger.facts.person_transferred import PersonTransferred
from ledger.facts.scope_changed import ScopeChanged
from ledger.people.names import aliases_in

T = TypeVar("T")


@cache
def roster_kinds() -> frozenset[str]:
    """Return the kinds of entry that change the roster."""
    return frozenset(name for name, kind in catalogue().items() if kind.CHANGES_THE_ROSTER)


class Timeline(Generic[T]):
    """Values that each hold from a day on, until the next."""

    def __init__(self, changes: Iterable[tuple[date, T]]) -> None:
        """Take changes in order of (day, entry number); of several on one day the last holds."""
        self.days: list[date] = []
        self.values: list[T] = []
        for day, value in changes:
            if self.days and self.days[-1] == day:
                self.values[-1] = value
            else:
                self.days.append(day)
                self.values.append(value)

    def on(self, day: date) -> T:
        """Return the value on a day; before the first change, the first."""
        if len(self.values) == 1:
            return self.values[0]
        return self.values[max(0, bisect_right(self.days, day) - 1)]

    def on_each(self, days: Sequence[date]) -> list[T]:
        """Return the value on each of some days."""
        return self.values * len(days) if len(self.values) == 1 else [self.on(day) for day in days]

    def held(self, first_day: date, last_day: date) -> list[T]:
        """Return the values that hold on some day of a span, both ends included, in order."""
        if last_day < first_day or not self.days or last_day < self.days[0]:
            return []
        start = max(0, bisect_right(self.days, first_day) - 1)
        return self.values[start : bisect_right(self.days, last_day)]


class Person:
    """One person, from the standing entries about them that change the roster (an enrolment among them).

    `departments`, `posts` ("" where none is recorded), `memberships` and `scopes` (whether assessed) hold from each
    day on. `names` are all names the person has had, the present one last. `last_day` is the last day counted, None
    for someone who has not left.
    """

    def __init__(self, entries: Iterable[Happening[Fact]]) -> None:
        ordered = sorted(entries, key=by_day)
        enrolment = next(entry for entry in ordered if isinstance(entry.fact, PersonEnrolled))
        first = enrolment.fact
        assert isinstance(first, PersonEnrolled)
        self.id = enrolment.person or ""
        self.enrolled_on = enrolled_on = enrolment.day
        self.aliases = aliases_in(first.aliases)
        self.last_day: date | None = None
        names = [(enrolled_on, first.name)]
        departments = [(enrolled_on, first.department)]
        posts = [(enrolled_on, first.post or "")]
        memberships = [(enrolled_on, first.member)]
        scopes = [(enrolled_on, first.assessed)]
        for entry in ordered:
            fact, day = entry.fact, entry.day
            if isinstance(fact, PersonTransferred):
                if fact.department is not None:
                    departments.append((day, fact.department))
                if fact.post is not None:
                    posts.append((day, fact.post))
            elif isinstance(fact, PartyMembershipChanged):
                memberships.append((day, fact.member))
            elif isinstance(fact, ScopeChanged):
                scopes.append((day, fact.assessed))
            elif isinstance(fact, PersonRenamed):
                names.append((day, fact.name))
            elif isinstance(fact, PersonLeft):
                self.last_day = day
        self.names = [name for _day, name in names]
        self.departments = Timeline(departments)
        self.posts = Timeline(posts)
        self.memberships = Timeline(memberships)
        self.scopes = Timeline(scopes)

    @property
    def name(self) -> str:
        """The present name, as the roster writes it."""
        return self.names[-1]

    def is_called(self, name: str) -> bool:
        """Whether a name, without its spaces, is one of the person's, or an alias."""
        return any(without_spaces(known) == name for known in (*self.names, *self.aliases))

    def is_enrolled_on(self, day: date) -> bool:
        """Whether the person is on the roster on that day."""
        return self.enrolled_on <= day and (self.last_day is None or day <= self.last_day)

    def posts_held(self, first_day: date, last_day: date) -> list[str]:
        """Return the different posts recorded with days in a span, both ends included, in order."""
        held = self.posts.held(max(first_day, self.enrolled_on), min(last_day, self.last_day or last_day))
        return list(dict.fromkeys(post for post in held if post))


def without_spaces(name: str) -> str:
    """Return a name for matching: all spaces out, the ideographic one too (王  刚 is 王刚)."""
    return "".join(name.split())
