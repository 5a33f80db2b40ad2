"""The ledger against itself: every blob decodes, hashes to its leaf and matches its columns; numbers have no gap;
every void has its target; the guards are in place. (A ledger rewritten whole passes: that takes an outside witness.)
"""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select

from ledger.application import Ledger
from ledger.codec import StoredEntry, decode, index_of, leaf_hash
from ledger.entry import Entry
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.facts.entry_voided import EntryVoided
from ledger.store.errors import StoreUnavailable
from ledger.store.sqlite import expected_schema, schema_of
from ledger.store.tables import entries
from ledger.texts import _

_COLUMNS = {
    "stream": "originator_id", "version": "originator_version", "stored_name": "topic", "number": "number",
    "kind": "kind", "person": "person", "occurred_on": "occurred_on", "recorded_at": "recorded_at",
    "source_key": "source_key", "voids": "voids",
}  # fmt: skip


class Untruth(NamedTuple):
    """Something that is not as it was recorded: the entry (None: the ledger as a whole), expected and found."""

    entry: int | None
    what: str
    expected: str
    found: str


def untruths(ledger: Ledger) -> Iterator[Untruth]:
    """Yield everything that is untrue, in order of entry."""
    try:
        yield from _schema_untruths(ledger)
        yield from _Scan().untruths(ledger)
    except StoreUnavailable as error:
        yield Untruth(None, _("the database cannot be read"), _("a sound database"), error.found)


def _schema_untruths(ledger: Ledger) -> Iterator[Untruth]:
    with ledger.recorder.reading() as connection:
        found = schema_of(connection)
        integrity = str(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar())
    if integrity != "ok":
        yield Untruth(None, _("the database file is damaged"), "ok", integrity)
    expected = expected_schema()
    for name in sorted({*expected, *found}):
        if found.get(name) != expected.get(name):
            yield Untruth(
                None,
                _("the schema is not the one this version makes: {name}", name=name),
                expected.get(name, _("nothing")),
                found.get(name, _("nothing")),
            )


class _Scan:
    """One pass over all rows, with what has to be remembered on the way."""

    def __init__(self) -> None:
        self._versions: dict[str, int] = {}
        self._voided: dict[int, int] = {}
        self._standing_keys: dict[str, int] = {}
        self._keys: dict[int, str] = {}
        self._voids: set[int] = set()
        self._last_recorded_at = ""

    def untruths(self, ledger: Ledger) -> Iterator[Untruth]:
        query = select(entries).order_by(entries.c.number)
        expected_number = 0
        with ledger.recorder.reading() as connection:
            for row in connection.execution_options(stream_results=True).execute(query).mappings():
                expected_number += 1
                number = int(row["number"])
                if number != expected_number:
                    yield Untruth(number, _("a number is missing"), str(expected_number), str(number))
                    expected_number = number
                if row["leaf"] != leaf_hash(row["blob"]):
                    found = row["leaf"].hex()
                    yield Untruth(number, _("the leaf hash differs"), leaf_hash(row["blob"]).hex(), found)
                try:
                    entry = decode(row["blob"])
                except LedgerError as error:
                    yield Untruth(number, error.what, _("an entry"), error.found)
                    continue
                index = index_of(entry, row["blob"])
                yield from _column_untruths(number, index, dict(row))
                yield from self._order_untruths(number, index)
                yield from self._fact_untruths(entry)

    def _order_untruths(self, number: int, index: StoredEntry) -> Iterator[Untruth]:
        stream = str(index.originator_id)
        version = self._versions.get(stream, 0) + 1
        if index.originator_version != version:
            what = _("the stream {stream} is out of turn", stream=stream)
            yield Untruth(number, what, str(version), str(index.originator_version))
        self._versions[stream] = index.originator_version
        if index.recorded_at < self._last_recorded_at:
            yield Untruth(number, _("recorded before the last"), self._last_recorded_at, index.recorded_at)
        self._last_recorded_at = index.recorded_at

    def _fact_untruths(self, entry: Entry[Fact]) -> Iterator[Untruth]:
        if isinstance(entry.fact, EntryVoided):
            yield from self._void_untruths(entry.number, entry.fact.entry)
        key = entry.source_key
        if key is not None:
            if key in self._standing_keys:
                what = _("the source key {key} stands twice", key=key)
                yield Untruth(entry.number, what, f"#{self._standing_keys[key]}", f"#{entry.number}")
            self._standing_keys[key] = entry.number
            self._keys[entry.number] = key

    def _void_untruths(self, number: int, target: int) -> Iterator[Untruth]:
        if not 0 < target < number or target in self._voids:
            yield Untruth(number, _("a void of what cannot be voided"), _("an earlier entry"), f"#{target}")
        if target in self._voided:
            yield Untruth(number, _("voided twice"), f"#{self._voided[target]}", f"#{number}")
        self._voided[target] = number
        self._voids.add(number)
        self._standing_keys.pop(self._keys.get(target, ""), None)


def _column_untruths(number: int, index: StoredEntry, row: dict[str, object]) -> Iterator[Untruth]:
    for column, attribute in _COLUMNS.items():
        expected = getattr(index, attribute)
        if row[column] != expected:
            what = _("the column {column} differs from the entry", column=column)
            yield Untruth(number, what, str(expected), str(row[column]))
