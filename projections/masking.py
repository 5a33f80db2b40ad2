"""Other people's names out of what one person's papers quote, with any spaces between their characters."""

import re
from collections.abc import Collection
from typing import Any

from ledger.people import People, without_spaces

MASK = "某某"
QUOTED = frozenset(
    {"fields", "remark", "grounds", "note", "points", "reason", "authority", "allowed_points", "dismissed_points"}
)
"""What quotes people's own words, in which others may be named."""


class Mask:
    """The names and aliases of everybody on a roster, to be taken out of the papers of each.

    A name of one character is taken out only where it is the whole text. The person's own names stay, and what of
    another's is within them.
    """

    def __init__(self, people: People) -> None:
        self._names = {one.id: [without_spaces(name) for name in (*one.names, *one.aliases)] for one in people}
        self._all = frozenset(name for names in self._names.values() for name in names if name)
        longer = sorted((name for name in self._all if len(name) > 1), key=len, reverse=True)
        self._within = re.compile("|".join(r"\s*".join(map(re.escape, name)) for name in longer) or r"(?!)")

    def over(self, document: Any, person_id: str) -> Any:
        """Return a document with others masked in what it quotes; who recorded and who decided stays."""
        return self._over(document, frozenset(self._names.get(person_id, ())), is_quoted=False)

    def _over(self, value: Any, own: Collection[str], *, is_quoted: bool) -> Any:
        if isinstance(value, dict):
            return {
                name: self._over(inner, own, is_quoted=is_quoted or name in QUOTED) for name, inner in value.items()
            }
        if isinstance(value, list):
            return [self._over(inner, own, is_quoted=is_quoted) for inner in value]
        return self._masked(value, own) if is_quoted and isinstance(value, str) else value

    def _masked(self, text: str, own: Collection[str]) -> str:
        if without_spaces(text) in self._all and without_spaces(text) not in own:
            return MASK
        return self._within.sub(lambda found: found[0] if without_spaces(found[0]) in own else MASK, text)
