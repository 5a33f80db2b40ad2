"""What SQLite complains of, as refusals in words for people: what is wrong, and what to do about it."""

import sqlite3

from ledger.store.errors import (
    DiskFull,
    StoreDamaged,
    StoreLocked,
    StoreReadOnly,
    StoreUnavailable,
)
from ledger.texts import _

LOCK_SECONDS = 60
"""How long a command waits for another program to be done with the ledger."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NO_ROOM_BESIDE = sqlite3.SQLITE_IOERR_SHMSIZE
"""What SQLite says when the disk has no room for the file that it keeps beside the ledger, even to read it."""
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


def refusal_of(error: BaseException | None, *, while_writing: bool) -> StoreUnavailable:
    """Return the refusal that an error of SQLite's comes to; what was being written is not recorded at all."""
    # The extended codes say more in their higher bytes than anybody can act upon.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    nothing = _("Nothing was recorded. ") if while_writing else ""
    if code in _DAMAGED:
        return StoreDamaged(
            _("the ledger's database is damaged"),
            found=str(error),
            remedy=nothing + _("gongguo verify says what is untrue; go back to the last copy that is true."),
        )
    if code in _LOCKED:
        return StoreLocked(
            _("another program holds the ledger"),
            expected=_("the ledger free within {seconds} seconds", seconds=LOCK_SECONDS),
            found=_("still held"),
            remedy=nothing
            + _("Wait until it is done, or close it (a database browser, a long import, a backup); then again."),
        )
    if code == sqlite3.SQLITE_FULL or getattr(error, "sqlite_errorcode", 0) == _NO_ROOM_BESIDE:
        return DiskFull(
            _("the disk is full"),
            expected=_("room for the ledger to grow"),
            found=_("none left"),
            remedy=nothing + _("Make room on the disk; then again."),
        )
    if code in _READ_ONLY:
        return StoreReadOnly(
            _("the ledger cannot be written here"),
            expected=_("a file and a folder that you may write"),
            found=_("one that may not be written, or a read-only disk"),
            remedy=nothing + _("Ask for the right to write there, or name another place with --ledger."),
        )
    return StoreUnavailable(
        _("the ledger's database cannot be used now"),
        found=str(error),
        remedy=nothing + _("See that the disk is sound and can be reached; then again."),
    )
