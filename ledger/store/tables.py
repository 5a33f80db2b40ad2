"""The tables, on either database and from the first release on; each has guards of its own that keep them append-only.

In `entries`, `blob` is the entry; every other column is an index made from it, which `verify` makes again and compares.
In `documents`, what was published stands under the SHA-256 of its bytes, which an entry names.
"""

from typing import NamedTuple

from sqlalchemy import TEXT, BigInteger, Column, Index, Integer, LargeBinary, MetaData, Table

metadata = MetaData()

# In the order of bytes on either database, whatever language PostgreSQL was set up for.
_TEXT = TEXT().with_variant(TEXT(collation="C"), "postgresql")
_NUMBER = Integer().with_variant(BigInteger(), "postgresql")

entries = Table(
    "entries",
    metadata,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("stream", _TEXT, nullable=False),
    Column("version", _NUMBER, nullable=False),
    Column("stored_name", _TEXT, nullable=False),
    Column("blob", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("kind", _TEXT),
    Column("person", _TEXT),
    Column("occurred_on", _TEXT),
    Column("recorded_at", _TEXT),
    Column("source_key", _TEXT),
    Column("voids", _NUMBER),
    sqlite_strict=True,
)

Index("entries_by_stream", entries.c.stream, entries.c.version, unique=True)
# With the person in it, entries that need only be counted are counted from the index alone.
Index("entries_by_kind", entries.c.kind, entries.c.occurred_on, entries.c.person)
_WITH_KEY, _VOIDS = entries.c.source_key.is_not(None), entries.c.voids.is_not(None)
Index("entries_by_source_key", entries.c.source_key, sqlite_where=_WITH_KEY, postgresql_where=_WITH_KEY)
Index("entries_by_void", entries.c.voids, unique=True, sqlite_where=_VOIDS, postgresql_where=_VOIDS)


class IndexDeclared(NamedTuple):
    """An index of the table of entries: its columns in order, and whether it holds only rows that have the first."""

    name: str
    columns: list[str]
    is_partial: bool
    is_unique: bool


def indexes_declared() -> list[IndexDeclared]:
    """Return the indexes of the table of entries, in order of their names."""
    declared = [
        IndexDeclared(
            str(index.name), [column.name for column in index.columns],
            index.dialect_options["sqlite"]["where"] is not None, bool(index.unique),
        )
        for index in entries.indexes
    ]  # fmt: skip
    return sorted(declared)


documents = Table(
    "documents",
    metadata,
    Column("sha256", _TEXT, primary_key=True, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_strict=True,
)
