"""Which place a text names: a path is a file of SQLite's, a URL a database of PostgreSQL's."""

from collections.abc import Callable
from pathlib import Path

from ledger.store.errors import LedgerNotSupported
from ledger.store.place import Place
from ledger.store.sqlite.place import SQLiteFile
from ledger.texts import _


def place_called(text: str, beside: Path | None, default_beside: Callable[[str], Path]) -> Place:
    """Return the place that a text names, with the folder for what stands beside it; None: the usual one.

    A file's is the folder that it is in, a database's `default_beside` of its name. Raises LedgerNotSupported.
    """
    if "://" not in text:
        return SQLiteFile(Path(text), beside)
    from ledger.store.postgres.address import SCHEMES, Address
    from ledger.store.postgres.place import PostgresPlace

    if text.partition("://")[0] not in SCHEMES:
        raise LedgerNotSupported(
            _("this version keeps ledgers in SQLite files and in PostgreSQL"),
            expected=_("the path of a file, or postgresql+psycopg://user@host/database"),
            found=f"{text.partition('://')[0]}://…",
            remedy=_("Name the place with --ledger or GONGGUO_LEDGER."),
        )
    address = Address(text)
    if not address.is_clear:
        raise LedgerNotSupported(
            _("this is no address of a PostgreSQL database"),
            expected="postgresql+psycopg://user@host/database",
            remedy=_(
                "Write @ as %40, / as %2F, : as %3A, # as %23 and ? as %3F where they stand in a name or a password."
            ),
        )
    return PostgresPlace(address, default_beside(address.name) if beside is None else beside.absolute())
