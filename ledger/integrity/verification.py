"""The ledger against itself: every blob decodes, hashes to its leaf and matches its columns; numbers have no gap;
every void has its target; the guards are in place; every entry could be recorded on those before it. (A ledger
rewritten whole passes: that takes an outside witness.)
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ledger.codec import EntryIndex, decode, index_of, leaf_hash
from ledger.entry import Attachment, Entry
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.facts.bulletin_published import BulletinPublished
from ledger.facts.entry_voided import EntryVoided
from ledger.integrity.replaying import KEPT_FOR_EVER, Replay
from ledger.store.archive import Archive, Ask
from ledger.store.errors import StoreDamaged
from ledger.store.sqlite import expected_schema
from ledger.texts import _


class Untruth(NamedTuple):
    """Something that is not as it was recorded: the entry (None: the ledger as a whole), expected and found."""

    entry: int | None
    what: str
    expected: str
    found: str


class Verification(NamedTuple):
    """Everything that is untrue of a ledger by itself, in order of entry, and the leaves of the entries read.

    `tightened` are the entries that break no promise and yet would be refused today, each with the reason.
    """

    found: list[Untruth]
    leaves: list[bytes]
    attachments: list[tuple[int, Attachment]]
    """The files that entries name, each with the entry's number."""
    tightened: list[tuple[Entry[Fact], LedgerError]]


def verification_of(ask: Ask) -> Verification:
    """Read the whole ledger and hold it against itself."""
    found: list[Untruth] = []
    scan = _Scan()
    try:
        found += _schema_untruths(ask)
        if not found:
            scan.replay = Replay(Archive(ask))
        for untruth in scan.untruths(ask):
            found.append(untruth)
        found += scan.last_untruths(ask)
    except (StoreDamaged, TypeError, ValueError) as error:
        reason = error.found if isinstance(error, StoreDamaged) else str(error)
        found.append(Untruth(None, _("the database cannot be read"), _("a sound database"), reason))
    return Verification(found, scan.leaves, scan.attachments, scan.tightened)


def _schema_untruths(ask: Ask) -> Iterator[Untruth]:
    (integrity,) = next(ask("PRAGMA integrity_check(1)", {}))
    if integrity != "ok":
        yield Untruth(None, _("the database file is damaged"), "ok", integrity)
    expected = expected_schema()
    found: dict[str, str] = dict(ask("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'", {}))
    for name in sorted({*expected, *found}):
        # Line ends and indents are not what a guard rests on; they may change with the library that writes them.
        if found.get(name, "").split() != expected.get(name, "").split():
            what = _("the schema is not the one this version makes: {name}", name=name)
            yield Untruth(None, what, expected.get(name, _("nothing")), found.get(name, _("nothing")))


_ROWS = f"SELECT {', '.join(EntryIndex._fields)}, blob, leaf FROM entries ORDER BY number"


class _Scan:
    """One pass over all rows, with what has to be remembered on the way."""

    def __init__(self) -> None:
        self._versions: dict[str, int] = {}
        self._voided: dict[int, int] = {}
        self._standing_keys: dict[str, int] = {}
        self._keys: dict[int, str] = {}
        self._voids: set[int] = set()
        self._replacing: dict[int, int] = {}
        self._documents: set[str] = set()
        self._last_recorded_at = ""
        self.leaves: list[bytes] = []
        self._expected_number = 1
        self.attachments: list[tuple[int, Attachment]] = []
        self.tightened: list[tuple[Entry[Fact], LedgerError]] = []
        self.replay: Replay | None = None
        """Judges entries again for as long as everything before them is true; None: no longer."""

    def untruths(self, ask: Ask) -> Iterator[Untruth]:
        for row in ask(_ROWS, {}):
            found = list(self._row_untruths(row))
            if found:
                self.replay = None
            yield from found

    def _row_untruths(self, row: tuple[Any, ...]) -> Iterator[Untruth]:
        number, blob, leaf = row[0], row[-2], row[-1]
        self.leaves.append(leaf_hash(blob))
        if number != self._expected_number:
            yield Untruth(number, _("a number is missing"), str(self._expected_number), str(number))
        self._expected_number = number + 1
        if leaf != self.leaves[-1]:
            yield Untruth(number, _("the leaf hash differs"), self.leaves[-1].hex(), leaf.hex())
        try:
            entry = decode(blob)
        except LedgerError as error:
            yield Untruth(number, error.what, _("an entry"), error.found)
            return
        yield from _column_untruths(number, index_of(entry), row)
        yield from self._order_untruths(number, index_of(entry))
        yield from self._fact_untruths(entry)
        yield from self._replay_untruths(entry)

    def _replay_untruths(self, entry: Entry[Fact]) -> Iterator[Untruth]:
        for error in self.replay.objections(entry) if self.replay is not None else ():
            if isinstance(error, KEPT_FOR_EVER):
                yield Untruth(entry.number, error.what, error.expected, error.found)
            else:
                self.tightened.append((entry, error))

    def _order_untruths(self, number: int, index: EntryIndex) -> Iterator[Untruth]:
        stream = index.stream
        version = self._versions.get(stream, 0) + 1
        if index.version != version:
            what = _("the stream {stream} is out of turn", stream=stream)
            yield Untruth(number, what, str(version), str(index.version))
        self._versions[stream] = index.version
        if index.recorded_at < self._last_recorded_at:
            yield Untruth(number, _("recorded before the last"), self._last_recorded_at, index.recorded_at)
        self._last_recorded_at = index.recorded_at

    def _fact_untruths(self, entry: Entry[Fact]) -> Iterator[Untruth]:
        if isinstance(entry.fact, EntryVoided):
            yield from self._void_untruths(entry.number, entry.fact.entry)
        if isinstance(entry.fact, BulletinPublished):
            self._documents.add(entry.fact.document)
        self.attachments += [(entry.number, attachment) for attachment in entry.attachments]
        yield from self._correction_untruths(entry)
        key = entry.source_key
        if key is not None:
            if key in self._standing_keys:
                what = _("the source key {key} stands twice", key=key)
                yield Untruth(entry.number, what, f"#{self._standing_keys[key]}", f"#{entry.number}")
            self._standing_keys[key] = entry.number
            self._keys[entry.number] = key

    def _correction_untruths(self, entry: Entry[Fact]) -> Iterator[Untruth]:
        """A correction is a void and, right after it, the entry that takes its place; each names the other's entry."""
        expected = self._replacing.pop(entry.number, None)
        if entry.corrects != expected:
            what = _("a correction and its void do not name one another")
            yield Untruth(entry.number, what, _number(expected), _number(entry.corrects))
        if isinstance(entry.fact, EntryVoided) and entry.fact.replaced_by is not None:
            if entry.fact.replaced_by != entry.number + 1:
                what = _("a correction does not follow its void")
                yield Untruth(entry.number, what, f"#{entry.number + 1}", f"#{entry.fact.replaced_by}")
            self._replacing[entry.fact.replaced_by] = entry.fact.entry

    def last_untruths(self, ask: Ask) -> Iterator[Untruth]:
        """What can be said only when every entry was read: whose entry is missing."""
        for number in sorted(self._replacing):
            yield Untruth(number, _("the entry that takes the place of a voided one is missing"), _("an entry"), "")
        for (sha256,) in ask("SELECT sha256 FROM documents ORDER BY sha256", {}):
            if sha256 not in self._documents:
                yield Untruth(None, _("a document that no entry names"), _("nothing"), sha256)

    def _void_untruths(self, number: int, target: int) -> Iterator[Untruth]:
        if not 0 < target < number or target in self._voids:
            yield Untruth(number, _("a void of what cannot be voided"), _("an earlier entry"), f"#{target}")
        if target in self._voided:
            yield Untruth(number, _("voided twice"), f"#{self._voided[target]}", f"#{number}")
        self._voided[target] = number
        self._voids.add(number)
        self._standing_keys.pop(self._keys.get(target, ""), None)


def _number(entry: int | None) -> str:
    return _("nothing") if entry is None else f"#{entry}"


def _column_untruths(number: int, index: EntryIndex, row: tuple[object, ...]) -> Iterator[Untruth]:
    if index != row[: len(index)]:
        for column, expected, found in zip(EntryIndex._fields, index, row, strict=False):
            if found != expected:
                what = _("the column {column} differs from the entry", column=column)
                yield Untruth(number, what, str(expected), str(found))
