"""What SQLite complains of, as refusals."""

import sqlite3

from ledger.store.errors import StoreReadOnly, StoreUnavailable
from ledger.store.troubles import damaged, full, locked, nothing_recorded, unusable
from ledger.texts import _

COMPLAINTS = (sqlite3.Error, UnicodeDecodeError)
"""What the module raises; of a damaged file its words can hold bytes of the damage, which it cannot decode."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_NO_ROOM_BESIDE = sqlite3.SQLITE_IOERR_SHMSIZE
"""What SQLite says when the disk has no room for the file that it keeps beside the ledger, even to read it."""
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}


def refusal_of(error: BaseException | None, *, while_writing: bool) -> StoreUnavailable:
    """Return the refusal that an error of SQLite's comes to; what was being written is not recorded at all."""
    # The extended codes say more in their higher bytes than anybody can act upon.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    nothing = nothing_recorded(while_writing=while_writing)
    if isinstance(error, UnicodeDecodeError):
        return damaged(error.object.decode(errors="replace"), nothing)
    if code in _DAMAGED:
        return damaged(str(error), nothing)
    if code in _LOCKED:
        return locked(nothing)
    if code == sqlite3.SQLITE_FULL or getattr(error, "sqlite_errorcode", 0) == _NO_ROOM_BESIDE:
        return full(nothing)
    if code in _READ_ONLY:
        return StoreReadOnly(
            _("the ledger cannot be written here"),
            expected=_("a file and a folder that you may write"),
            found=_("one that may not be written, or a read-only disk"),
            remedy=nothing + _("Ask for the right to write there, or name another place with --ledger."),
        )
    return unusable(str(error), nothing)
