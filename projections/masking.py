"""Other people's names out of what one person's papers quote, with any spaces between their characters."""

import re
from collections.abc import Iterable
from typing import Any

from ledger.people import People, without_spaces

MASK = "某某"


def names_of_others(people: People, person_id: str) -> list[str]:
    """Return all names and aliases of everybody else, but those that the person has too, or has within a name."""
    own = [without_spaces(name) for name in (*people[person_id].names, *people[person_id].aliases)]
    names = {without_spaces(name) for one in people if one.id != person_id for name in (*one.names, *one.aliases)}
    return sorted(name for name in names if name and not any(name in mine for mine in own))


def masked(value: Any, names: Iterable[str]) -> Any:
    """Return a document with names out of all its texts; a name of one character only where it is the whole text."""
    known = sorted(set(names), key=len, reverse=True)
    longer = [r"\s*".join(map(re.escape, name)) for name in known if len(name) > 1]
    return _masked(value, frozenset(known), re.compile("|".join(longer)) if longer else None)


def _masked(value: Any, whole: frozenset[str], within: "re.Pattern[str] | None") -> Any:
    if isinstance(value, dict):
        return {name: _masked(inner, whole, within) for name, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner, whole, within) for inner in value]
    if not isinstance(value, str):
        return value
    if without_spaces(value) in whole:
        return MASK
    return value if within is None else within.sub(MASK, value)
