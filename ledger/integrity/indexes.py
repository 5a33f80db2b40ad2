"""The database's indexes: each holds every row of the table, in order. A reader trusts them for what it looks up.

SQLite's `integrity_check` looks every row up in every index, which takes as long as all the rest of a verification;
here an index is read from end to end. That the rows are the same is told by a sum of their hashes, which Python keys
anew in every process.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from operator import lt
from typing import Any

from ledger.codec import EntryIndex
from ledger.integrity.rows import Columns
from ledger.integrity.untruths import Untruth
from ledger.store.archive import Ask
from ledger.store.tables import IndexDeclared, indexes_declared
from ledger.texts import _

_AT_ONCE = 2000


class IndexContent:
    """What one index has to hold, summed up as the rows of the table are read."""

    def __init__(self, declared: IndexDeclared) -> None:
        self._name, self._columns, self._is_partial = declared
        self._places = [EntryIndex._fields.index(name) for name in [*self._columns, "number"]]
        self._sum = 0

    def take(self, columns: Columns) -> None:
        """Take in further rows of the table."""
        keys: Iterable[tuple[Any, ...]] = zip(*(columns[place] for place in self._places), strict=True)
        if self._is_partial:
            keys = (key for key in keys if key[0] is not None)
        self._sum += _sum_of_hashes(keys)

    def untruths(self, ask: Ask, last: int) -> Iterator[Untruth]:
        """Read the index up to number `last`, and yield that it holds other rows than the table, or not in order."""
        order = ", ".join([*self._columns, "number"])
        where = f"AND {self._columns[0]} IS NOT NULL" if self._is_partial else ""
        sql = f"SELECT {order} FROM entries INDEXED BY {self._name} WHERE number <= :last {where} ORDER BY {order}"
        found, previous = 0, list[tuple[Any, ...]]()
        asked = ask(sql, {"last": last})
        while keys := list(islice(asked, _AT_ONCE)):
            found += _sum_of_hashes(keys)
            if not _are_in_order([*previous, *keys]):
                yield self._untruth(_("rows in order"))
                return
            previous = keys[-1:]
        if found != self._sum:
            yield self._untruth(_("the rows of the table"))

    def _untruth(self, expected: str) -> Untruth:
        return Untruth(None, _("the index {name} is damaged", name=self._name), expected, _("others"))


def index_contents() -> list[IndexContent]:
    """Return what every index of the table of entries has to hold, as yet of no row."""
    return [IndexContent(declared) for declared in indexes_declared()]


def _sum_of_hashes(keys: Iterable[tuple[Any, ...]]) -> int:
    return sum(map(hash, keys))


def _are_in_order(keys: Sequence[tuple[Any, ...]]) -> bool:
    """Whether keys of an index ascend as SQLite orders them: nothing before any text."""
    try:
        return all(map(lt, keys, keys[1:]))
    except TypeError:
        ordered = [[(value is not None, value) for value in key] for key in keys]
        return all(map(lt, ordered, ordered[1:]))
