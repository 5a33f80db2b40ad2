"""The roster as it is asked for: of each person by themselves, and once many are asked for, of everybody at once.

Who has some name is looked up among everybody's names, without taking in what else is recorded about them.

`People` is the plain way, from the entries about everybody. A law in the tests holds the two equal.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from operator import attrgetter

from ledger.entry import Happening
from ledger.facts import Fact
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.people.everybody import People
from ledger.people.names import NameGiven

OfPerson = Callable[[str], Iterable[Happening[Fact]]]
OfEverybody = Callable[[], Iterable[Happening[Fact]]]
OfNames = Callable[[], Iterable[NameGiven]]
_MOST_BY_THEMSELVES = 32
"""Of ten thousand people, everybody takes as long to read as a hundred and fifty by themselves."""


class AskedPeople(People):
    """The same, from questions: `of_person(id)` and `of_everybody()` yield the standing entries that change the roster.

    `of_names()` yields whom they name how; without it, everybody is asked for where somebody is looked for by name.
    All are put when somebody is asked for, and have to be answered of one and the same state of the ledger; in any
    order. One that is refused is put again: nothing is known from it.
    """

    def __init__(self, of_person: OfPerson, of_everybody: OfEverybody, of_names: OfNames | None = None) -> None:
        super().__init__()
        self._of_names = of_names
        self._of_person = of_person
        self._of_everybody = of_everybody
        self._known: set[str] = set()
        self._is_whole = False

    def _know(self, person_id: str) -> None:
        if self._is_whole or person_id in self._known:
            return
        if len(self._known) == _MOST_BY_THEMSELVES:
            self._know_everybody()
            return
        about = list(self._of_person(person_id)) if _is_text(person_id) else []
        self._known.add(person_id)
        for entry in about:
            self._take(entry)

    def _know_everybody(self) -> None:
        if self._is_whole:
            return
        in_order = sorted(self._of_everybody(), key=attrgetter("number"))
        self._is_whole = True
        for entry in in_order:
            if entry.person not in self._known:
                self._take(entry)
        # As if nobody had been asked for before: in the order in which they were enrolled.
        enrolled = (entry.person or "" for entry in in_order if isinstance(entry.fact, PersonEnrolled))
        self._enrolled = {person: None for person in chain(enrolled, self._enrolled) if person in self._enrolled}

    def _names_ever_given(self) -> Iterator[NameGiven]:
        if self._of_names is None:
            self._know_everybody()
        if self._of_names is None or self._is_whole:
            return super()._names_ever_given()
        # What was added since is at hand, and not in the answer.
        return chain(self._of_names(), super()._names_ever_given())


def _is_text(words: str) -> bool:
    """Whether a database can be asked about what was typed: not with broken characters, which are nobody's id."""
    return not any(each == "\0" or "\ud800" <= each <= "\udfff" for each in words)
