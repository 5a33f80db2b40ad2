"""What somebody does who has the database file and takes the guards away for a moment."""

import sqlite3
from contextlib import closing
from pathlib import Path

from ledger.store.sqlite.guards import GUARDS


def freely(path: Path, *statements: str, values: tuple[object, ...] = (), guards_after: bool = True) -> None:
    """Run statements with the guards away, and put them back as if nothing had been."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name in GUARDS:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement, values)
        for guard in GUARDS.values() if guards_after else ():
            connection.execute(guard)
