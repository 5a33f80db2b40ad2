"""What `verify` asks of a SQLite file: its schema, its pages, and each index read by itself.

`integrity_check` looks every row up in every index, which takes as long as all the rest of a verification; here an
index is read from end to end.
"""

from collections.abc import Iterator, Sequence
from operator import lt
from typing import TYPE_CHECKING

from ledger.store.place import Ask, Rights, Row, ok_or_damage

if TYPE_CHECKING:
    from ledger.store.tables import IndexDeclared


def schema_expected() -> dict[str, str]:
    """Return the name of every table, index and trigger of a sound ledger, with its SQL."""
    from ledger.store.sqlite.schema import expected_schema

    return expected_schema()


def schema_found(ask: Ask) -> dict[str, str]:
    """Return the same of a ledger."""
    rows = ask("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'", {})
    return {name: sql or "" for name, sql in rows}


def rights_to(ask: Ask) -> Rights:
    """Return nothing: a file knows no rights but the system's."""
    return Rights([], [])


def damage_meanwhile(ask_meanwhile: Ask) -> Iterator[str]:
    """Start looking at the pages of the file; yield what is damaged when it is asked for."""
    return ok_or_damage(ask_meanwhile("PRAGMA quick_check(1)", {}))


def damage_of_documents(ask: Ask) -> Iterator[str]:
    """Yield what is damaged of the documents and their index."""
    return ok_or_damage(ask("PRAGMA integrity_check(documents)", {}))


def index_rows(ask: Ask, index: "IndexDeclared", last: int) -> Iterator[Row]:
    """Yield the key of each row up to number `last` with its number at the end, as the index has them in order."""
    order = ", ".join([*index.columns, "number"])
    where = f"AND {index.columns[0]} IS NOT NULL" if index.is_partial else ""
    sql = f"SELECT {order} FROM entries INDEXED BY {index.name} WHERE number <= :last {where} ORDER BY {order}"
    return ask(sql, {"last": last})


def ways_to_the_last_number() -> Sequence[str]:
    """Return queries for the last number, each by another way into the table."""
    return [
        "SELECT MAX(number) FROM entries",
        "SELECT MAX(rowid) FROM entries NOT INDEXED",
        "SELECT MAX(rowid) FROM entries INDEXED BY entries_by_stream",
    ]


def are_in_order(keys: Sequence[Row]) -> bool:
    """Whether keys ascend as SQLite orders them: nothing before any text."""
    try:
        return all(map(lt, keys, keys[1:]))
    except TypeError:
        ordered = [[(value is not None, value) for value in key] for key in keys]
        return all(map(lt, ordered, ordered[1:]))
