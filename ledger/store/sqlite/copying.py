"""Ledger files copied page by page, while they are in use."""

import sqlite3
from pathlib import Path

from ledger.store.sqlite.troubles import COMPLAINTS, refusal_of


def copy_file(source: Path, target: Path) -> None:
    """Copy a ledger file, consistent even while others record. Raises StoreUnavailable."""
    try:
        reading, writing = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True), sqlite3.connect(target)
        with reading, writing:
            reading.backup(writing)
        reading.close()
        writing.close()
    except COMPLAINTS as error:
        raise refusal_of(error, while_writing=False) from None
