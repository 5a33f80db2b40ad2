"""Questions to the store, answered in order of entry."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from ledger.codec import decode
from ledger.entry import Entry, stream_of_person
from ledger.facts import Fact
from ledger.store.recorder import LedgerRecorder
from ledger.store.tables import entries

_KEYS_AT_ONCE = 500
_blob = select(entries.c.blob).order_by(entries.c.number)


class StoredArchive:
    """Reads entries; inside a transaction under the write lock it sees what that transaction wrote."""

    def __init__(self, recorder: LedgerRecorder) -> None:
        self._recorder = recorder

    def _decoded(self, query: Select[Any]) -> Iterator[Entry[Fact]]:
        return map(decode, self._recorder.blobs(query))

    def _scalar(self, query: Select[Any]) -> Any:
        with self._recorder.reading() as connection:
            return connection.execute(query).scalar()

    def last_number(self) -> int:
        """Return the number of the last entry; 0 if there is none."""
        return int(self._scalar(select(func.max(entries.c.number))) or 0)

    def last_version(self, stream: str) -> int:
        """Return the number of entries in a stream."""
        return int(self._scalar(select(func.max(entries.c.version)).where(entries.c.stream == stream)) or 0)

    def entry(self, number: int) -> Entry[Fact] | None:
        """Return the entry with this number, or None."""
        blob = self._scalar(select(entries.c.blob).where(entries.c.number == number))
        return None if blob is None else decode(blob)

    def void_of(self, number: int) -> int | None:
        """Return the number of the entry that voids this one, or None."""
        void = self._scalar(select(entries.c.number).where(entries.c.voids == number))
        return None if void is None else int(void)

    def all_entries(self, known_at: int) -> Iterator[Entry[Fact]]:
        """Yield entries 1 to `known_at`, voids and voided ones among them."""
        return self._decoded(_blob.where(entries.c.number <= known_at))

    def entries_of_person(self, person_id: str, known_at: int | None = None) -> Iterator[Entry[Fact]]:
        """Yield the entries about one person, voids among them, up to `known_at` (None: all)."""
        query = (
            select(entries.c.blob).where(entries.c.stream == stream_of_person(person_id)).order_by(entries.c.version)
        )
        return self._decoded(query if known_at is None else query.where(entries.c.number <= known_at))

    def standing_of_kinds(
        self, kinds: Collection[str], known_at: int | None = None, first_day: date | None = None,
        last_day: date | None = None,
    ) -> Iterator[Entry[Fact]]:  # fmt: skip
        """Yield the entries of some kinds in a span of days, both included, that no known entry voids."""
        void = entries.alias("void")
        voided = select(void.c.number).where(void.c.voids == entries.c.number)
        query = _blob.where(entries.c.kind.in_(sorted(kinds)))
        if known_at is not None:
            voided = voided.where(void.c.number <= known_at)
            query = query.where(entries.c.number <= known_at)
        if first_day is not None:
            query = query.where(entries.c.occurred_on >= first_day.isoformat())
        if last_day is not None:
            query = query.where(entries.c.occurred_on <= last_day.isoformat())
        return self._decoded(query.where(~voided.exists()))

    def entries_with_keys(self, keys: Collection[str]) -> Iterator[Entry[Fact]]:
        """Yield the entries with these source keys, voided ones among them; for each key in order of entry."""
        wanted = sorted(keys)
        for start in range(0, len(wanted), _KEYS_AT_ONCE):
            yield from self._decoded(_blob.where(entries.c.source_key.in_(wanted[start : start + _KEYS_AT_ONCE])))
