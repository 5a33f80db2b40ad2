"""Ledger files: what is at a place, and a connection to read it.

Reading takes the standard library's sqlite3 alone. SQLAlchemy is for writing (and for other databases): loading it
costs a fifth of a second, and every command that reads would pay it at every start.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path

from ledger.store.errors import LedgerExists, NoSuchFolder, NoSuchLedger, NotALedger, StoreUnavailable
from ledger.texts import _

APPLICATION_ID = 0x676F6E67  # "gong"
FORMAT_VERSION = 1
LOCK_SECONDS = 60


def check_place(path: Path) -> None:
    """Check that there is a folder for a ledger and nothing in its place. Raises NoSuchFolder or LedgerExists."""
    if not path.absolute().parent.is_dir():
        raise NoSuchFolder(
            _("there is no folder {path}", path=path.absolute().parent), remedy=_("Make it, or name another place.")
        )
    if path.exists():
        raise LedgerExists(
            _("there is already a file at {path}", path=path),
            expected=_("a place for a new ledger"),
            remedy=_("Choose another place with --ledger, or go on with the ledger that is there."),
        )


def check_file(path: Path) -> None:
    """Check that `path` is a ledger of this version. Raises NoSuchLedger or NotALedger."""
    if not path.exists():
        raise NoSuchLedger(
            _("there is no ledger at {path}", path=path),
            remedy=_("Make one with gongguo init, or name yours with --ledger or GONGGUO_LEDGER."),
        )
    application_id, version = _identity(path)
    if application_id != APPLICATION_ID:
        raise NotALedger(
            _("{path} is not a ledger", path=path),
            expected=_("a file made by gongguo init"),
            found=_("another program's database") if application_id is not None else _("no database"),
            remedy=_("Name your ledger with --ledger or GONGGUO_LEDGER."),
        )
    if version != FORMAT_VERSION:
        raise NotALedger(
            _("{path} was made by another version of gongguo", path=path),
            expected=_("format {version}", version=FORMAT_VERSION),
            found=_("format {version}", version=version),
            remedy=_("Open it with that version, or install the newest."),
        )


def _identity(path: Path) -> tuple[int | None, int]:
    """Return the application id and format version of the file; (None, 0) if it is no database."""
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError:
        return None, 0
    if len(header) < 100 or not header.startswith(b"SQLite format 3\x00"):
        return None, 0
    return int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big")


def address_of(path: Path) -> str:
    """Return the address under which SQLite opens the file and never makes one."""
    may_write = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    return f"{path.absolute().as_uri()}?mode={'rw' if may_write else 'ro'}"


class ReadingConnection:
    """A connection that only reads. Close it."""

    def __init__(self, path: Path) -> None:
        try:
            self._connection = sqlite3.connect(
                address_of(path), uri=True, isolation_level=None, timeout=LOCK_SECONDS, check_same_thread=False
            )
            self._connection.execute("PRAGMA query_only = ON")
        except sqlite3.Error as error:
            raise _unavailable(error) from None

    def rows(self, sql: str, parameters: Mapping[str, object]) -> Iterator[tuple[object, ...]]:
        """Yield the rows of a query with :named parameters. Raises StoreUnavailable."""
        try:
            yield from self._connection.execute(sql, parameters)
        except sqlite3.Error as error:
            raise _unavailable(error) from None

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def _unavailable(error: sqlite3.Error) -> StoreUnavailable:
    return StoreUnavailable(
        _("the ledger's database cannot be read now"),
        found=str(error),
        remedy=_("See that no other program holds it; gongguo verify says whether it is damaged."),
    )
