"""Ledger files brought from an earlier format to this version's."""

import sqlite3
from pathlib import Path

from ledger.errors import LedgerError
from ledger.store import FORMAT_VERSION
from ledger.store.errors import NotOlder
from ledger.store.sqlite.copying import copy_file
from ledger.store.sqlite.files import check_file, check_place
from ledger.store.sqlite.guards import GUARDS
from ledger.store.sqlite.schema import expected_schema
from ledger.store.sqlite.troubles import COMPLAINTS, refusal_of
from ledger.texts import _


def upgraded_with_backup(path: Path) -> Path:
    """Bring a ledger of an earlier format to this version's, in one transaction; return where it is kept as it was.

    Format 2 has documents. Raises NotOlder for a ledger of this format or of a later one.
    """
    check_file(path, any_version=True)
    kept = path.with_name(f"{path.name}.before-format-{FORMAT_VERSION}")
    check_place(kept)
    copy_file(path, kept)
    try:
        _upgrade(path)
    except LedgerError:
        kept.unlink()
        raise
    return kept


def _upgrade(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if not 0 < version < FORMAT_VERSION:
            raise NotOlder(
                _("{path} needs no upgrade", path=path),
                expected=_("a format before {version}", version=FORMAT_VERSION),
                found=_("format {version}", version=version),
            )
        connection.execute(expected_schema()["documents"])
        for name, guard in GUARDS.items():
            if name.startswith("documents_"):
                connection.execute(guard)
        connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
        connection.execute("COMMIT")
    except COMPLAINTS as error:
        raise refusal_of(error, while_writing=True) from None
    finally:
        connection.close()
