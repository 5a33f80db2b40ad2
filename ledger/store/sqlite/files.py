"""Ledger files: what is at a place, and whether it is a ledger."""

import os
from pathlib import Path

from ledger.errors import reason_of
from ledger.store import FORMAT_VERSION
from ledger.store.errors import LedgerExists, NoSuchFolder, NoSuchLedger, NotALedger, StoreUnavailable
from ledger.store.sqlite.mounts import check_is_local
from ledger.texts import _

APPLICATION_ID = 0x676F6E67  # "gong"
ENDINGS = ("-wal", "-shm")
"""Of the files that SQLite keeps beside a database while it is in use, or after a crash."""


def check_place(path: Path) -> None:
    """Check that there is a folder for a ledger and nothing in its place. Raises NoSuchFolder or LedgerExists."""
    check_is_local(path)
    if not path.absolute().parent.is_dir():
        raise NoSuchFolder(
            _("there is no folder {path}", path=path.absolute().parent), remedy=_("Make it, or name another place.")
        )
    leftovers = [beside for beside in _beside(path) if beside.exists()]
    if leftovers and not path.exists():
        raise LedgerExists(
            _("a ledger was here: {path} is left of it", path=leftovers[0]),
            expected=_("a place for a new ledger"),
            remedy=_("Put the ledger back, or move what is left of it away: it would spoil a new one."),
        )
    if path.exists():
        raise LedgerExists(
            _("there is already a file at {path}", path=path),
            expected=_("a place for a new ledger"),
            remedy=_("Choose another place with --ledger, or go on with the ledger that is there."),
        )


def _beside(path: Path) -> list[Path]:
    """Return the files that SQLite keeps beside a database while it is in use, or after a crash."""
    return [path.with_name(path.name + ending) for ending in ENDINGS]


def check_file(path: Path, *, any_version: bool = False) -> None:
    """Check that `path` is a ledger, of this version unless any will do. Raises NoSuchLedger or NotALedger."""
    if not path.exists():
        raise NoSuchLedger(
            _("there is no ledger at {path}", path=path),
            remedy=_("Make one with gongguo init, or name yours with --ledger or GONGGUO_LEDGER."),
        )
    check_is_local(path)
    application_id, version = _identity(path)
    if application_id != APPLICATION_ID:
        raise NotALedger(
            _("{path} is not a ledger", path=path),
            expected=_("a file made by gongguo init"),
            found=_("another program's database") if application_id is not None else _("no database"),
            remedy=_("Name your ledger with --ledger or GONGGUO_LEDGER."),
        )
    if version != FORMAT_VERSION and not any_version:
        raise NotALedger(
            _("{path} was made by another version of gongguo", path=path),
            expected=_("format {version}", version=FORMAT_VERSION),
            found=_("format {version}", version=version),
            remedy=_("Install the newest gongguo.")
            if version > FORMAT_VERSION
            else _("gongguo upgrade brings it to this one."),
        )


def _identity(path: Path) -> tuple[int | None, int]:
    """Return the application id and format version of the file; (None, 0) if it is no database."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except IsADirectoryError:
        return None, 0
    except OSError as error:
        raise StoreUnavailable(_("the ledger {path} cannot be read", path=path), found=reason_of(error)) from None
    if len(header) < 100 or not header.startswith(b"SQLite format 3\x00"):
        return None, 0
    return int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big")


def address_of(path: Path) -> str:
    """Return the address under which SQLite opens the file and never makes one, nor anything beside it in vain.

    Who may not write must leave nothing behind that could shut out who may: they read the file as it is, unless a
    writer's log is there to be read with it.
    """
    if os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK):
        mode = "mode=rw"
    elif any(beside.exists() for beside in _beside(path)):
        mode = "mode=ro"
    else:
        mode = "mode=ro&immutable=1"
    return f"{path.absolute().as_uri()}?{mode}"
