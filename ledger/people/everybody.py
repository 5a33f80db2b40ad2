"""Everybody on the roster, and how a person is found among them: by id, or by a name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from ledger.entry import Happening
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.facts.person_renamed import PersonRenamed
from ledger.people.names import NameGiven, names_given
from ledger.people.person import Person, without_spaces
from ledger.texts import _, listing


class PersonUnknown(LedgerError):
    """Nobody on the roster is called that."""

    code = "person-unknown"
    is_kept_for_ever = True


class PersonAmbiguous(LedgerError):
    """More than one person is called that."""

    code = "person-ambiguous"


class People:
    """Everybody on the roster, from the standing entries that change it; each person is made when first asked for."""

    def __init__(self, entries: Iterable[Happening[Fact]] = ()) -> None:
        self._entries: dict[str, list[Happening[Fact]]] = {}
        self._enrolled: dict[str, None] = {}
        self._people: dict[str, Person] = {}
        # Whoever was ever called that; who still is, their names say.
        self._ids_by_name: defaultdict[str, list[str]] | None = None
        self._ids_by_wrong_name: dict[str, set[str]] = {}
        self._voided: list[Iterable[Happening[Fact]]] = []
        for entry in entries:
            self._take(entry)

    def add(self, entry: Happening[Fact]) -> None:
        """Take in a further entry that changes the roster."""
        self._know(entry.person or "")
        self._take(entry)

    def remove(self, entry: Happening[Fact]) -> None:
        """Take out an entry that was voided."""
        person_id = entry.person or ""
        self._know(person_id)
        self._entries[person_id] = [kept for kept in self._entries[person_id] if kept.number != entry.number]
        if isinstance(entry.fact, PersonEnrolled):
            del self._enrolled[person_id]
        self._people.pop(person_id, None)

    def remember_names(self, voided: Iterable[Happening[Fact]]) -> None:
        """Let names from entries that were voided, a mistake put right, find the person as well, if nobody has them.

        They stand in files and on published bulletins. The entries are looked at when such a name is asked for.
        """
        self._voided.append(voided)

    def _take(self, entry: Happening[Fact]) -> None:
        person_id = entry.person or ""
        self._entries.setdefault(person_id, []).append(entry)
        if isinstance(entry.fact, PersonEnrolled):
            self._enrolled[person_id] = None
        self._people.pop(person_id, None)
        if self._ids_by_name is not None:
            _note(names_given(entry), self._ids_by_name)

    def _know(self, person_id: str) -> None:
        """See to it that what is recorded about a person is at hand; here, all of it is."""

    def _know_everybody(self) -> None:
        """See to it that everybody is at hand; here, they are."""

    def _names_ever_given(self) -> Iterator[NameGiven]:
        """Yield at least the names that everybody has or had; here, those that the entries at hand give."""
        return chain.from_iterable(map(names_given, chain.from_iterable(self._entries.values())))

    def __iter__(self) -> Iterator[Person]:
        self._know_everybody()
        return (self[person_id] for person_id in self._enrolled)

    def __contains__(self, person_id: str) -> bool:
        if person_id in self._people:
            return True
        self._know(person_id)
        return person_id in self._enrolled

    def __getitem__(self, person_id: str) -> Person:
        person = self._people.get(person_id)
        if person is None:
            self._know(person_id)
            person = self._people[person_id] = Person(self._entries[person_id])
        return person

    def get(self, person_id: str) -> Person | None:
        """Return the person with this id, None if nobody has it."""
        person = self._people.get(person_id)
        return self[person_id] if person is None and person_id in self else person

    def entries_about(self, person_id: str) -> list[Happening[Fact]]:
        """Return the entries from which the person's place on the roster is made."""
        self._know(person_id)
        return list(self._entries.get(person_id, ()))

    def with_name(self, name: str) -> list[Person]:
        """Return those with this name, now or earlier, or this alias, else by mistake; spaces do not matter."""
        wanted = without_spaces(name)
        if self._ids_by_name is None:
            ids_by_name: defaultdict[str, list[str]] = defaultdict(list)
            _note(self._names_ever_given(), ids_by_name)
            self._ids_by_name = ids_by_name
        ever_called = sorted(set(self._ids_by_name.get(wanted, ())))
        found = [one for one in ever_called if one in self and self[one].is_called(wanted)]
        return [self[person_id] for person_id in found or sorted(self._called_by_mistake(wanted))]

    def _called_by_mistake(self, wanted: str) -> set[str]:
        voided, self._voided = self._voided, []
        for entry in chain.from_iterable(voided):
            if isinstance(entry.fact, PersonEnrolled | PersonRenamed):
                self._ids_by_wrong_name.setdefault(without_spaces(entry.fact.name), set()).add(entry.person or "")
        return {person_id for person_id in self._ids_by_wrong_name.get(wanted, ()) if person_id in self}

    def called(self, reference: str) -> Person:
        """Return the person with this id or this name. Raises PersonUnknown or PersonAmbiguous."""
        return self.get(reference) or one_of(self.with_name(reference), reference)


def _note(names: Iterable[NameGiven], ids_by_name: defaultdict[str, list[str]]) -> None:
    for person_id, name in names:
        ids_by_name[without_spaces(name)].append(person_id)


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
