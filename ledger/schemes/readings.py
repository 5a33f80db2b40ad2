"""What the text of a scheme leaves open, how it is read, and the other ways by which scores can be computed."""

from typing import Any

import msgspec


class Change(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Values that an alternative sets: of the rules of one sort in an item (in every item, where none is named), of an
    item itself, or, where neither is named, of the grades.
    """

    set: dict[str, Any]
    item: str | None = None
    rule: str | None = None


class Alternative(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another way to read the text, by which scores can be computed: which of the choices, counted from 1, it is."""

    id: str
    choice: int
    changes: tuple[Change, ...]


class Reading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the text leaves open, the choices there are (the one taken first), and why it is taken.

    Its `alternatives` are those of the other choices that can be computed.
    """

    id: str
    clause: str
    question: str
    choices: tuple[str, ...]
    reason: str
    flags: str = ""
    alternatives: tuple[Alternative, ...] = ()

    def sentence_of(self, alternative: Alternative) -> str:
        """Return an alternative in words."""
        return self.choices[alternative.choice - 1]


def reading_order(reading_id: str) -> tuple[str, int]:
    """Order the ids of readings as people count: E2 before E10."""
    letters = reading_id.rstrip("0123456789")
    return letters, int(reading_id[len(letters) :] or 0)
