"""Who is on the roster: name, department, post, membership and scope on a day, from the entries that say so."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Generic, TypeVar

from ledger.entry import Happening, by_day
from ledger.errors import LedgerError
from ledger.facts import Fact, catalogue
from ledger.facts.party_membership_changed import PartyMembershipChanged
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.facts.person_left import PersonLeft
from ledger.facts.person_renamed import PersonRenamed
from ledger.facts.person_transferred import PersonTransferred
from ledger.facts.scope_changed import ScopeChanged
from ledger.texts import _, listing

T = TypeVar("T")

NAMING_KINDS = frozenset({"person-enrolled", "person-renamed"})


class PersonUnknown(LedgerError):
    """Nobody on the roster is called that."""

    code = "person-unknown"
    is_kept_for_ever = True


class PersonAmbiguous(LedgerError):
    """More than one person is called that."""

    code = "person-ambiguous"


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
        self.aliases = re.split(r"[\s,;，；、]+", first.aliases) if first.aliases else []
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


class People:
    """Everybody on the roster, from the standing entries that change it; each person is made when first asked for."""

    def __init__(self, entries: Iterable[Happening[Fact]] = ()) -> None:
        self._entries: dict[str, list[Happening[Fact]]] = {}
        self._enrolled: dict[str, None] = {}
        self._people: dict[str, Person] = {}
        self._ids_by_name: dict[str, list[str]] | None = None
        self._ids_by_wrong_name: dict[str, set[str]] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Happening[Fact]) -> None:
        """Take in a further entry that changes the roster."""
        person_id = entry.person or ""
        self._entries.setdefault(person_id, []).append(entry)
        if isinstance(entry.fact, PersonEnrolled):
            self._enrolled[person_id] = None
        self._forget(entry)

    def remove(self, entry: Happening[Fact]) -> None:
        """Take out an entry that was voided."""
        person_id = entry.person or ""
        self._entries[person_id] = [kept for kept in self._entries[person_id] if kept.number != entry.number]
        if isinstance(entry.fact, PersonEnrolled):
            del self._enrolled[person_id]
        self._forget(entry)

    def remember_names(self, voided: Iterable[Happening[Fact]]) -> None:
        """Let names from entries that were voided, a mistake put right, find the person as well, if nobody has them.

        They stand in files and on published bulletins.
        """
        for entry in voided:
            if isinstance(entry.fact, PersonEnrolled | PersonRenamed):
                self._ids_by_wrong_name.setdefault(without_spaces(entry.fact.name), set()).add(entry.person or "")

    def _forget(self, entry: Happening[Fact]) -> None:
        self._people.pop(entry.person or "", None)
        if isinstance(entry.fact, PersonEnrolled | PersonRenamed):
            self._ids_by_name = None

    def __iter__(self) -> Iterator[Person]:
        return (self[person_id] for person_id in self._enrolled)

    def __contains__(self, person_id: str) -> bool:
        return person_id in self._enrolled

    def __getitem__(self, person_id: str) -> Person:
        person = self._people.get(person_id)
        if person is None:
            person = self._people[person_id] = Person(self._entries[person_id])
        return person

    def get(self, person_id: str) -> Person | None:
        """Return the person with this id, None if nobody has it."""
        if person_id in self._people:
            return self._people[person_id]
        return self[person_id] if person_id in self._enrolled else None

    def entries_about(self, person_id: str) -> list[Happening[Fact]]:
        """Return the entries from which the person's place on the roster is made."""
        return list(self._entries.get(person_id, ()))

    def with_name(self, name: str) -> list[Person]:
        """Return those with this name, now or earlier, or this alias, else by mistake; spaces do not matter."""
        if self._ids_by_name is None:
            self._ids_by_name = {}
            for person in self:
                for known_as in {without_spaces(known) for known in [*person.names, *person.aliases]}:
                    self._ids_by_name.setdefault(known_as, []).append(person.id)
        found = self._ids_by_name.get(without_spaces(name)) or [
            person_id for person_id in self._ids_by_wrong_name.get(without_spaces(name), ()) if person_id in self
        ]
        return [self[person_id] for person_id in sorted(found)]

    def called(self, reference: str) -> Person:
        """Return the person with this id or this name. Raises PersonUnknown or PersonAmbiguous."""
        if reference in self:
            return self[reference]
        return one_of(self.with_name(reference), reference)


def person_unknown(reference: str) -> PersonUnknown:
    """Return the refusal of somebody who is not on the roster."""
    return PersonUnknown(
        _("nobody on the roster is called {name}", name=reference),
        expected=_("an id or a name of the roster"),
        remedy=_("See gongguo log --kind person-enrolled, or enrol the person first."),
        column="person",
    )


def one_of(found: list[Person], reference: str) -> Person:
    """Return the only person found. Raises PersonUnknown if there is none, PersonAmbiguous if several."""
    if not found:
        raise person_unknown(reference)
    if len(found) > 1:
        listed = listing(f"{person.id} {person.name}" for person in found)
        raise PersonAmbiguous(
            _("more than one person is called {name}", name=reference),
            expected=_("one of {options}", options=listed),
            remedy=_("Give the id."),
            column="person",
        )
    return found[0]
