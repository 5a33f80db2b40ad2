"""How a scheme speaks, for files that quote it: its title, its issuer, its items and their clauses."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from ledger.schemes.model import Scheme


class ItemWords(NamedTuple):
    """How the scheme speaks of an item, and the id of its part."""

    label: str
    clause: str
    part: str


class Law(NamedTuple):
    """What a file says of the scheme: its title, its issuer, and its items by (post, id); general ones under None."""

    title: str
    issuer: str
    last_day: date
    items: Mapping[tuple[str | None, str], ItemWords]

    def item(self, post: str | None, name: str) -> ItemWords:
        """Return the words of an item of somebody who holds a post."""
        return self.items.get((post, name)) or self.items.get((None, name)) or ItemWords(name, "", "")


def law_of(scheme: Scheme) -> Law:
    """Return what files say of a scheme."""
    items: dict[tuple[str | None, str], ItemWords] = {}
    for part in scheme.parts:
        own = [*part.all_items, part.whole_as_item] if part.by_post else part.all_items
        items |= {(None, item.id): ItemWords(item.label, item.clause, part.id) for item in own}
        if part.by_post:
            for post in scheme.posts:
                items |= {(post.id, item.id): ItemWords(item.label, item.clause, part.id) for item in post.items}
    return Law(scheme.title, scheme.issuer, scheme.last_day, items)
