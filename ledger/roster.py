"""The roster as it is asked for: of each person by themselves, and once many are asked for, of everybody at once.

`People` is the plain way, from the entries about everybody. A law in the tests holds the two equal.
"""

from collections.abc import Callable, Iterable

from ledger.entry import Happening
from ledger.facts import Fact
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.people import People

OfPerson = Callable[[str], Iterable[Happening[Fact]]]
OfEverybody = Callable[[], Iterable[Happening[Fact]]]
_MOST_BY_THEMSELVES = 32
"""Of ten thousand people, everybody takes as long to read as a hundred and fifty by themselves."""


class AskedPeople(People):
    """The same, from questions: `of_person(id)` and `of_everybody()` yield the standing entries that change the roster.

    They are put when somebody is asked for, and have to be answered of one and the same state of the ledger.
    """

    def __init__(self, of_person: OfPerson, of_everybody: OfEverybody) -> None:
        super().__init__()
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
        self._known.add(person_id)
        for entry in self._of_person(person_id):
            self._take(entry)

    def _know_everybody(self) -> None:
        if self._is_whole:
            return
        self._is_whole = True
        for entry in self._of_everybody():
            if entry.person not in self._known:
                self._take(entry)
        if self._known:  # in the order in which they were enrolled, as if nobody had been asked for before
            self._enrolled = dict.fromkeys(sorted(self._enrolled, key=self._enrolment_of))

    def _enrolment_of(self, person_id: str) -> int:
        return next(entry.number for entry in self._entries[person_id] if isinstance(entry.fact, PersonEnrolled))
