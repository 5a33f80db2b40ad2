"""The tables and the guards that keep them append-only, from the first release on.

In `entries`, `blob` is the entry; every other column is an index made from it, which `verify` makes again and compares.
In `documents`, what was published stands under the SHA-256 of its bytes, which an entry names.
"""

from typing import NamedTuple

from sqlalchemy import TEXT, Column, Index, Integer, LargeBinary, MetaData, Table

metadata = MetaData()

entries = Table(
    "entries",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("stream", TEXT, nullable=False),
    Column("version", Integer, nullable=False),
    Column("stored_name", TEXT, nullable=False),
    Column("blob", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("kind", TEXT),
    Column("person", TEXT),
    Column("occurred_on", TEXT),
    Column("recorded_at", TEXT),
    Column("source_key", TEXT),
    Column("voids", Integer),
    sqlite_strict=True,
)

Index("entries_by_stream", entries.c.stream, entries.c.version, unique=True)
# With the person in it, entries that need only be counted are counted from the index alone.
Index("entries_by_kind", entries.c.kind, entries.c.occurred_on, entries.c.person)
Index("entries_by_source_key", entries.c.source_key, sqlite_where=entries.c.source_key.is_not(None))
Index("entries_by_void", entries.c.voids, unique=True, sqlite_where=entries.c.voids.is_not(None))


class IndexDeclared(NamedTuple):
    """An index of the table of entries: its columns in order, and whether it holds only rows that have the first."""

    name: str
    columns: list[str]
    is_partial: bool


def indexes_declared() -> list[IndexDeclared]:
    """Return the indexes of the table of entries, in order of their names."""
    declared = [
        IndexDeclared(
            str(index.name), [column.name for column in index.columns],
            index.dialect_options["sqlite"]["where"] is not None,
        )
        for index in entries.indexes
    ]  # fmt: skip
    return sorted(declared)


documents = Table(
    "documents",
    metadata,
    Column("sha256", TEXT, primary_key=True, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_strict=True,
)

# UPSERT fires the update guard. REPLACE deletes without firing a delete trigger (unless recursive_triggers is
# on), so the insert guard itself refuses whatever would have to replace a row.
SQLITE_GUARDS = {
    "entries_never_change": """
        CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries
        BEGIN SELECT RAISE(ABORT, 'entries never change'); END""",
    "entries_are_never_deleted": """
        CREATE TRIGGER entries_are_never_deleted BEFORE DELETE ON entries
        BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END""",
    "entries_come_in_turn": """
        CREATE TRIGGER entries_come_in_turn BEFORE INSERT ON entries
        WHEN NEW.number IS NOT (SELECT COALESCE(MAX(number), 0) + 1 FROM entries)
          OR EXISTS (SELECT 1 FROM entries WHERE stream = NEW.stream AND version = NEW.version)
          OR NEW.voids IS NOT NULL AND EXISTS (SELECT 1 FROM entries WHERE voids = NEW.voids)
        BEGIN SELECT RAISE(ABORT, 'entries come in turn and replace nothing'); END""",
    "documents_never_change": """
        CREATE TRIGGER documents_never_change BEFORE UPDATE ON documents
        BEGIN SELECT RAISE(ABORT, 'documents never change'); END""",
    "documents_are_never_deleted": """
        CREATE TRIGGER documents_are_never_deleted BEFORE DELETE ON documents
        BEGIN SELECT RAISE(ABORT, 'documents are never deleted'); END""",
    "documents_replace_nothing": """
        CREATE TRIGGER documents_replace_nothing BEFORE INSERT ON documents
        WHEN EXISTS (SELECT 1 FROM documents WHERE sha256 = NEW.sha256)
        BEGIN SELECT RAISE(ABORT, 'documents replace nothing'); END""",
}
