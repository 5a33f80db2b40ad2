"""The row of an entry: the columns of the table of entries, in their order."""

from ledger.codec import EntryIndex
from ledger.store.place import Row

_BEFORE = EntryIndex._fields.index("kind")
COLUMNS = (*EntryIndex._fields[:_BEFORE], "blob", "leaf", *EntryIndex._fields[_BEFORE:])


def row_of(index: EntryIndex, blob: bytes, leaf: bytes) -> Row:
    """Return the row of an entry."""
    return (*index[:_BEFORE], blob, leaf, *index[_BEFORE:])
