"""What is untrue of a ledger: something that is not as it was recorded."""

from typing import NamedTuple

from ledger.store.errors import StoreDamaged
from ledger.texts import _


class Untruth(NamedTuple):
    """Something that is not as it was recorded: the entry (None: the ledger as a whole), expected and found."""

    entry: int | None
    what: str
    expected: str
    found: str


def cannot_be_read(error: Exception) -> Untruth:
    """Return that the database gives no answer, or one that no database of this kind can give."""
    reason = error.found if isinstance(error, StoreDamaged) else str(error)
    return Untruth(None, _("the database cannot be read"), _("a sound database"), reason)
