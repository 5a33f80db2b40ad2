"""The database's indexes: each holds every row of the table, in order. A reader trusts them for what it looks up.

An index is read from end to end. That the rows are the same is told by a sum of their hashes, which Python keys anew in
every process.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from ledger.codec import EntryIndex
from ledger.integrity.rows import Columns
from ledger.integrity.untruths import Untruth
from ledger.store.place import Ask, Checking
from ledger.store.tables import IndexDeclared, indexes_declared
from ledger.texts import _

_AT_ONCE = 2000


class IndexContent:
    """What one index has to hold, summed up as the rows of the table are read."""

    def __init__(self, declared: IndexDeclared, checking: Checking) -> None:
        self._declared, self._checking = declared, checking
        self._places = [EntryIndex._fields.index(name) for name in [*declared.columns, "number"]]
        self._sum = 0

    def take(self, columns: Columns) -> None:
        """Take in further rows of the table."""
        keys: Iterable[tuple[Any, ...]] = zip(*(columns[place] for place in self._places), strict=True)
        if self._declared.is_partial:
            keys = (key for key in keys if key[0] is not None)
        self._sum += _sum_of_hashes(keys)

    def untruths(self, ask: Ask, last: int) -> Iterator[Untruth]:
        """Read the index up to number `last`, and yield that it holds other rows than the table, or not in order."""
        found, previous = 0, list[tuple[Any, ...]]()
        asked = self._checking.index_rows(ask, self._declared, last)
        while keys := list(islice(asked, _AT_ONCE)):
            found += _sum_of_hashes(keys)
            if not self._checking.are_in_order([*previous, *keys]):
                yield self._untruth(_("rows in order"))
                return
            previous = keys[-1:]
        if found != self._sum:
            yield self._untruth(_("the rows of the table"))

    def _untruth(self, expected: str) -> Untruth:
        return Untruth(None, _("the index {name} is damaged", name=self._declared.name), expected, _("others"))


def index_contents(checking: Checking) -> list[IndexContent]:
    """Return what every index of the table of entries has to hold, as yet of no row."""
    return [IndexContent(declared, checking) for declared in indexes_declared()]


def _sum_of_hashes(keys: Iterable[tuple[Any, ...]]) -> int:
    return sum(map(hash, keys))
