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
from ledger.integrity.replaying import Replay
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


def verification_of(archive: Archive) -> Verification:
    """Read the whole ledger and hold it against itself."""
    scan = _Scan()
    try:
        # The database looks through its own pages on the other processor, while the entries are read on this one.
        pages = archive.ask_meanwhile("PRAGMA integrity_check(1)", {})
        scan.found += _schema_untruths(archive.ask)
        if not scan.found:
            scan.replay = Replay(archive)
        scan.read_all(archive.ask)
        scan.finish(archive.ask)
        (integrity,) = next(pages)
        if integrity != "ok":
            scan.found.append(Untruth(None, _("the database file is damaged"), "ok", integrity))
    except (StoreDamaged, TypeError, ValueError) as error:
        reason = error.found if isinstance(error, StoreDamaged) else str(error)
        scan.found.append(Untruth(None, _("the database cannot be read"), _("a sound database"), reason))
    return Verification(scan.found, scan.leaves, scan.attachments, scan.tightened)


def _schema_untruths(ask: Ask) -> Iterator[Untruth]:
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
        self.found: list[Untruth] = []
        self.leaves: list[bytes] = []
        self.attachments: list[tuple[int, Attachment]] = []
        self.tightened: list[tuple[Entry[Fact], LedgerError]] = []
        self.replay: Replay | None = None
        """Judges entries again, for as long as everything before them is true; None: no longer."""
        self._versions: dict[str, int] = {}
        self._voided: dict[int, int] = {}
        self._standing_keys: dict[str, int] = {}
        self._keys: dict[int, str] = {}
        self._voids: set[int] = set()
        self._replacing: dict[int, int] = {}
        self._documents: set[str] = set()
        self._expected_number = 1
        self._last_recorded_at = ""

    def read_all(self, ask: Ask) -> None:
        """Read every row."""
        for row in ask(_ROWS, {}):
            self._read(row)
            if self.found:
                self.replay = None

    def _read(self, row: tuple[Any, ...]) -> None:
        number, blob, leaf = row[0], row[-2], row[-1]
        expected_leaf = leaf_hash(blob)
        self.leaves.append(expected_leaf)
        if number != self._expected_number:
            self._untrue(number, _("a number is missing"), self._expected_number, number)
        self._expected_number = number + 1
        if leaf != expected_leaf:
            self._untrue(number, _("the leaf hash differs"), expected_leaf.hex(), leaf.hex())
        try:
            entry = decode(blob)
        except LedgerError as error:
            self._untrue(number, error.what, _("an entry"), error.found)
            return
        index = index_of(entry)
        if index != row[: len(index)]:
            self._compare_columns(number, index, row)
        self._check_order(number, index)
        self._check_fact(entry)
        if self.replay is not None:
            self._judge_again(entry, self.replay)

    def _untrue(self, number: int, what: str, expected: object, found: object) -> None:
        self.found.append(Untruth(number, what, str(expected), str(found)))

    def _compare_columns(self, number: int, index: EntryIndex, row: tuple[object, ...]) -> None:
        for column, expected, found in zip(EntryIndex._fields, index, row, strict=False):
            if found != expected:
                self._untrue(number, _("the column {column} differs from the entry", column=column), expected, found)

    def _check_order(self, number: int, index: EntryIndex) -> None:
        stream, recorded_at = index.stream, index.recorded_at
        version = self._versions.get(stream, 0) + 1
        if index.version != version:
            self._untrue(number, _("the stream {stream} is out of turn", stream=stream), version, index.version)
        self._versions[stream] = index.version
        if recorded_at < self._last_recorded_at:
            self._untrue(number, _("recorded before the last"), self._last_recorded_at, recorded_at)
        self._last_recorded_at = recorded_at

    def _check_fact(self, entry: Entry[Fact]) -> None:
        number, fact, key = entry.number, entry.fact, entry.source_key
        self._check_correction(entry)
        if isinstance(fact, EntryVoided):
            self._check_void(number, fact)
        elif isinstance(fact, BulletinPublished):
            self._documents.add(fact.document)
        if entry.attachments:
            self.attachments += [(number, attachment) for attachment in entry.attachments]
        if key is not None:
            if key in self._standing_keys:
                what = _("the source key {key} stands twice", key=key)
                self._untrue(number, what, f"#{self._standing_keys[key]}", f"#{number}")
            self._standing_keys[key] = number
            self._keys[number] = key

    def _check_correction(self, entry: Entry[Fact]) -> None:
        """A correction is a void and, right after it, the entry that takes its place; each names the other's entry."""
        expected = self._replacing.pop(entry.number, None)
        if entry.corrects != expected:
            what = _("a correction and its void do not name one another")
            self._untrue(entry.number, what, _number(expected), _number(entry.corrects))

    def _check_void(self, number: int, fact: EntryVoided) -> None:
        target = fact.entry
        if not 0 < target < number or target in self._voids:
            self._untrue(number, _("a void of what cannot be voided"), _("an earlier entry"), f"#{target}")
        if target in self._voided:
            self._untrue(number, _("voided twice"), f"#{self._voided[target]}", f"#{number}")
        self._voided[target] = number
        self._voids.add(number)
        self._standing_keys.pop(self._keys.get(target, ""), None)
        if fact.replaced_by is not None:
            if fact.replaced_by != number + 1:
                what = _("a correction does not follow its void")
                self._untrue(number, what, f"#{number + 1}", f"#{fact.replaced_by}")
            self._replacing[fact.replaced_by] = target

    def _judge_again(self, entry: Entry[Fact], replay: Replay) -> None:
        for error in replay.objections(entry) if not self.found else ():
            if error.is_kept_for_ever:
                self._untrue(entry.number, error.what, error.expected, error.found)
            else:
                self.tightened.append((entry, error))

    def finish(self, ask: Ask) -> None:
        """Say what can be said only when every entry was read: whose entry is missing."""
        for number in sorted(self._replacing):
            what = _("the entry that takes the place of a voided one is missing")
            self._untrue(number, what, _("an entry"), "")
        for (sha256,) in ask("SELECT sha256 FROM documents ORDER BY sha256", {}):
            if sha256 not in self._documents:
                self.found.append(Untruth(None, _("a document that no entry names"), _("nothing"), sha256))


def _number(entry: int | None) -> str:
    return _("nothing") if entry is None else f"#{entry}"
