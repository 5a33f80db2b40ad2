"""The troubles that any database has, as refusals in words for people: what is wrong, and what to do about it.

`nothing` is the sentence before the remedy: what was being written is not recorded at all.
"""

from ledger.store.errors import DiskFull, StoreDamaged, StoreLocked, StoreUnavailable
from ledger.texts import _

LOCK_SECONDS = 60
"""How long a command waits for another program to be done with the ledger."""


def nothing_recorded(*, while_writing: bool) -> str:
    """Return the sentence that says so, where something was being written."""
    return _("Nothing was recorded. ") if while_writing else ""


def damaged(found: str, nothing: str) -> StoreDamaged:
    """Return the refusal of a database that is not as its program left it."""
    return StoreDamaged(
        _("the ledger's database is damaged"),
        found=found,
        remedy=nothing + _("gongguo verify says what is untrue; go back to the last copy that is true."),
    )


def locked(nothing: str, *, found: str = "", remedy: str = "") -> StoreLocked:
    """Return the refusal of a database that another program went on holding; which it is, where that is known."""
    return StoreLocked(
        _("another program holds the ledger"),
        expected=_("the ledger free within {seconds} seconds", seconds=LOCK_SECONDS),
        found=found or _("still held"),
        remedy=nothing
        + (
            remedy or _("Wait until it is done, or close it (a database browser, a long import, a backup); then again.")
        ),
    )


def full(nothing: str) -> DiskFull:
    """Return the refusal of a disk without room."""
    return DiskFull(
        _("the disk is full"),
        expected=_("room for the ledger to grow"),
        found=_("none left"),
        remedy=nothing + _("Make room on the disk; then again."),
    )


def unusable(found: str, nothing: str) -> StoreUnavailable:
    """Return the refusal of a database of which nothing more is known than what it says."""
    return StoreUnavailable(
        _("the ledger's database cannot be used now"),
        found=found,
        remedy=nothing + _("See that the disk is sound and can be reached; then again."),
    )
