"""Who is on the roster, and how they are found: by id, by name, by pinyin."""

from ledger.people.everybody import (
    People,
    PersonAmbiguous,
    PersonUnknown,
    one_of,
    person_unknown,
)
from ledger.people.names import NAMING_KINDS
from ledger.people.person import Person, Timeline, roster_kinds, without_spaces

__all__ = [
    "NAMING_KINDS", "People", "Person", "PersonAmbiguous", "PersonUnknown", "Timeline", "one_of", "person_unknown",
    "roster_kinds", "without_spaces",
]  # fmt: skip
