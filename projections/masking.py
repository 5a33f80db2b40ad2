"""Other people's names out of what one person's papers quote: a name of two characters or more, wherever it stands."""

from collections.abc import Iterable
from typing import Any

MASK = "某某"


def masked(value: Any, names: Iterable[str]) -> Any:
    """Return a document with names out of all its texts; a name of one character only where it is the whole text."""
    known = sorted(set(names), key=len, reverse=True)
    return _masked(value, known)


def _masked(value: Any, names: list[str]) -> Any:
    if isinstance(value, dict):
        return {name: _masked(inner, names) for name, inner in value.items()}
    if isinstance(value, list):
        return [_masked(inner, names) for inner in value]
    if not isinstance(value, str):
        return value
    for name in names:
        if value == name:
            return MASK
        if len(name) > 1:
            value = value.replace(name, MASK)
    return value
