"""A ledger from one place to another, byte for byte: written out as lines, read in again, or what is left of one saved.

An export is JSON Lines: the stored bytes of each entry, a line each, in order of number; then a line for each document
that they name. What is made from an entry's bytes (the columns, the leaf) is made again where they are read in.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

import msgspec

from ledger.codec import EntryIndex, decode, index_of, leaf_hash
from ledger.errors import LedgerError
from ledger.facts import kind_name
from ledger.facts.bulletin_published import BulletinPublished
from ledger.store.archive import Archive
from ledger.store.errors import StoreUnavailable
from ledger.store.place import Place, Reading, Row
from ledger.store.rows import row_of
from ledger.store.sqlite.copying import copy_file
from ledger.store.sqlite.place import SQLiteFile
from ledger.texts import _

_DOCUMENT = b'{"document":'
_LINES_AT_ONCE = 1000


class ExportUnreadable(LedgerError):
    """A file that is no export, or one that breaks off."""

    code = "export-unreadable"


def lines_of(archive: Archive, known_at: int) -> Iterator[bytes]:
    """Yield the lines of an export, without their ends; what is recorded meanwhile is not among them."""
    for (blob,) in archive.ask("SELECT blob FROM entries WHERE number <= :n ORDER BY number", {"n": known_at}):
        yield bytes(blob)
    sql = "SELECT blob FROM entries WHERE kind = :kind AND number <= :n"
    published = archive.ask(sql, {"kind": kind_name(BulletinPublished), "n": known_at})
    named = {fact.document for (blob,) in published if isinstance(fact := decode(blob).fact, BulletinPublished)}
    for sha256 in sorted(named):
        content = archive.document(sha256)
        if content is not None:
            yield _document_line(sha256, content)


def _document_line(sha256: str, content: bytes) -> bytes:
    kept = {"sha256": sha256, "content": base64.b64encode(content).decode()}
    return _DOCUMENT + json.dumps(kept).encode() + b"}"


def copy(source: Place, archive: Archive, target: Place) -> None:
    """Make a ledger of everything that another, of which `archive` reads, holds now, at a free place.

    From file to file it is copied page by page, whatever is in it. Raises LedgerError, leaving what it made.
    """
    if isinstance(source, SQLiteFile) and isinstance(target, SQLiteFile):
        copy_file(source.path, target.path)
    else:
        read_in(target, lines_of(archive, archive.last_number()))


def read_in(place: Place, lines: Iterable[bytes]) -> None:
    """Make a ledger from the lines of an export, at a free place. Raises LedgerError, leaving what it made."""
    from ledger.store.recorder import LedgerRecorder

    place.create()
    database = place.writing()
    recorder = LedgerRecorder(database)
    try:
        with recorder.writing() as connection:
            numbered, follows = enumerate(lines, 1), _Following()
            while some := list(islice(numbered, _LINES_AT_ONCE)):
                rows = [
                    follows.row(line, number)
                    for number, line in some
                    if line.strip() and not line.startswith(_DOCUMENT)
                ]
                if rows:
                    connection.append(rows)
                for number, line in some:
                    if line.startswith(_DOCUMENT):
                        recorder.keep(_document_in(line, number))
    finally:
        database.close()


class _Following:
    """The lines read so far, which a further one has to follow."""

    def __init__(self) -> None:
        self._number = 0
        self._turns: set[tuple[str, int]] = set()
        self._voided: set[int] = set()

    def row(self, blob: bytes, line: int) -> Row:
        """Return the row of the entry on a line. Raises ExportUnreadable if it is none, or does not follow."""
        try:
            index = index_of(decode(blob))
        except LedgerError as error:
            raise ExportUnreadable(
                _("line {line} of the export is no entry", line=line), expected=_("an entry as it is stored"),
                found=error.found,
            ) from None  # fmt: skip
        self._check(index, line)
        return row_of(index, blob, leaf_hash(blob))

    def _check(self, index: EntryIndex, line: int) -> None:
        turn = (index.stream, index.version)
        if index.number != self._number + 1 or turn in self._turns or index.voids in self._voided:
            raise ExportUnreadable(
                _("line {line} of the export does not follow the one before it", line=line),
                expected=f"#{self._number + 1}",
                found=f"#{index.number}, {index.stream} {index.version}",
            )
        self._number += 1
        self._turns.add(turn)
        if index.voids is not None:
            self._voided.add(index.voids)


def _document_in(line: bytes, number: int) -> bytes:
    """Return the document on a line. Raises ExportUnreadable if it is none, or not the one that it is kept as."""
    try:
        kept = msgspec.json.decode(line)["document"]
        content = base64.b64decode(kept["content"], validate=True)
        found = hashlib.sha256(content).hexdigest()
        if kept["sha256"] != found:
            raise ValueError(f"SHA-256 {found}")
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError) as error:
        raise ExportUnreadable(
            _("line {line} of the export is no document", line=number), found=str(error)
        ) from None  # fmt: skip
    return content


class Salvaged(NamedTuple):
    """What can be saved of a damaged ledger: the lines of an export, of the entries and then of their documents.

    `lost` are the numbers of the entries that cannot be saved, `without_document` those whose document cannot.
    """

    entries: list[bytes]
    documents: list[bytes]
    lost: list[int]
    without_document: list[int]


def salvage(place: Place) -> Salvaged:
    """Return every entry of a damaged ledger that still hashes to its leaf and can be read, and every document that
    still hashes to the name it is kept under. Raises StoreUnavailable.
    """
    connection = place.reading(in_any_state=True)
    saved = Salvaged([], [], [], [])
    documents: dict[str, bytes | None] = {}
    for number in range(1, _last_number(connection, place.checking.ways_to_the_last_number()) + 1):
        blob = _sound_blob(connection, number)
        if blob is None:
            saved.lost.append(number)
            continue
        saved.entries.append(blob)
        fact = decode(blob).fact
        if isinstance(fact, BulletinPublished):
            documents[fact.document] = _sound_document(connection, fact.document)
            if documents[fact.document] is None:
                saved.without_document.append(number)
    connection.close()
    kept = {sha256: content for sha256, content in documents.items() if content is not None}
    saved.documents.extend(_document_line(sha256, kept[sha256]) for sha256 in sorted(kept))
    return saved


def _last_number(connection: Reading, ways: Iterable[str]) -> int:
    """Return the last number that some way into the table still shows."""
    for sql in ways:
        try:
            found = next(connection.rows(sql, {}))[0]
        except (StoreUnavailable, StopIteration):
            continue
        if isinstance(found, int):
            return found
    return 0


def _sound_blob(connection: Reading, number: int) -> bytes | None:
    sql = "SELECT blob, leaf FROM entries WHERE number = :number"
    try:
        row = next(connection.rows(sql, {"number": number}), None)
        if row is None or not isinstance(row[0], bytes) or leaf_hash(row[0]) != row[1]:
            return None
        decode(row[0])
    except LedgerError:
        return None
    return row[0]


def _sound_document(connection: Reading, sha256: str) -> bytes | None:
    sql = "SELECT content FROM documents WHERE sha256 = :sha256"
    try:
        row = next(connection.rows(sql, {"sha256": sha256}), None)
    except LedgerError:
        return None
    if row is None or not isinstance(row[0], bytes) or hashlib.sha256(row[0]).hexdigest() != sha256:
        return None
    return row[0]
