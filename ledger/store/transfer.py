"""A ledger from one place to another, byte for byte: copied while it is in use, written out as lines, read in again.

An export is JSON Lines: the stored bytes of each entry, a line each, in order of number; then a line for each document.
What is made from an entry's bytes (the columns, the leaf) is made again where they are read in.
"""

import base64
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from ledger.codec import decode, index_of, leaf_hash
from ledger.errors import LedgerError
from ledger.facts.bulletin_published import BulletinPublished
from ledger.store.archive import Archive
from ledger.store.errors import StoreUnavailable
from ledger.store.files import FORMAT_VERSION, ReadingConnection, check_file, check_place
from ledger.store.sqlite import create_file, expected_schema
from ledger.store.tables import SQLITE_GUARDS
from ledger.store.troubles import refusal_of
from ledger.texts import _

_DOCUMENT = b'{"document":'
_INSERT = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class ExportUnreadable(LedgerError):
    """A file that is no export, or one that breaks off."""

    code = "export-unreadable"


class NotOlder(LedgerError):
    """A ledger that needs no upgrade, or one that this version cannot bring up."""

    code = "not-older"


def copy_file(source: Path, target: Path) -> None:
    """Copy a ledger file, consistent even while others record. Raises StoreUnavailable."""
    try:
        reading, writing = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True), sqlite3.connect(target)
        with reading, writing:
            reading.backup(writing)
        reading.close()
        writing.close()
    except sqlite3.Error as error:
        raise refusal_of(error, while_writing=False) from None


def lines_of(archive: Archive, known_at: int) -> Iterator[bytes]:
    """Yield the lines of an export, without their ends."""
    for (blob,) in archive.ask("SELECT blob FROM entries WHERE number <= :n ORDER BY number", {"n": known_at}):
        yield bytes(blob)
    for sha256, content in archive.ask("SELECT sha256, content FROM documents ORDER BY sha256", {}):
        yield _document_line(sha256, content)


def _document_line(sha256: str, content: bytes) -> bytes:
    kept = {"sha256": sha256, "content": base64.b64encode(content).decode()}
    return _DOCUMENT + json.dumps(kept).encode() + b"}"


def read_in(path: Path, lines: Iterable[bytes]) -> None:
    """Make a ledger from the lines of an export, into an empty place. Raises LedgerError, leaving what it made."""
    check_place(path)
    create_file(path)
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        for number, line in enumerate(lines, 1):
            if line.startswith(_DOCUMENT):
                connection.execute("INSERT INTO documents VALUES (?, ?)", _document_row(line, number))
            elif line.strip():
                connection.execute(_INSERT, _entry_row(line, number))
        connection.execute("COMMIT")
    except sqlite3.IntegrityError as error:
        raise ExportUnreadable(
            _("line {line} of the export does not follow the one before it", line=number), found=str(error)
        ) from None
    except sqlite3.Error as error:
        raise refusal_of(error, while_writing=True) from None
    finally:
        connection.close()


def _entry_row(blob: bytes, line: int) -> tuple[object, ...]:
    try:
        index = index_of(decode(blob))
    except LedgerError as error:
        raise ExportUnreadable(
            _("line {line} of the export is no entry", line=line), expected=_("an entry as it is stored"),
            found=error.found,
        ) from None  # fmt: skip
    return (*index[:4], blob, leaf_hash(blob), *index[4:])


def _document_row(line: bytes, number: int) -> tuple[str, bytes]:
    try:
        kept = msgspec.json.decode(line)["document"]
        return str(kept["sha256"]), base64.b64decode(kept["content"], validate=True)
    except (msgspec.MsgspecError, KeyError, TypeError, ValueError) as error:
        raise ExportUnreadable(
            _("line {line} of the export is no document", line=number), found=str(error)
        ) from None  # fmt: skip


class Salvaged(NamedTuple):
    """What can be saved of a damaged ledger: the lines of an export, of the entries and then of their documents.

    `lost` are the numbers of the entries that cannot be saved, `without_document` those whose document cannot.
    """

    entries: list[bytes]
    documents: list[bytes]
    lost: list[int]
    without_document: list[int]


def salvage(path: Path) -> Salvaged:
    """Return every entry of a damaged file that still hashes to its leaf and can be read, and every document that
    still hashes to the name it is kept under. Raises StoreUnavailable.
    """
    connection = ReadingConnection(path)
    saved = Salvaged([], [], [], [])
    documents: dict[str, bytes | None] = {}
    for number in range(1, _last_number(connection) + 1):
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


def _last_number(connection: ReadingConnection) -> int:
    """Return the last number that some way into the table still shows."""
    for sql in ("SELECT MAX(number) FROM entries", "SELECT MAX(rowid) FROM entries NOT INDEXED",
                "SELECT MAX(rowid) FROM entries INDEXED BY entries_by_stream"):  # fmt: skip
        try:
            found = next(connection.rows(sql, {}))[0]
        except (StoreUnavailable, StopIteration):
            continue
        if isinstance(found, int):
            return found
    return 0


def _sound_blob(connection: ReadingConnection, number: int) -> bytes | None:
    sql = "SELECT blob, leaf FROM entries WHERE number = :number"
    try:
        row = next(connection.rows(sql, {"number": number}), None)
        if row is None or not isinstance(row[0], bytes) or leaf_hash(row[0]) != row[1]:
            return None
        decode(row[0])
    except LedgerError:
        return None
    return row[0]


def _sound_document(connection: ReadingConnection, sha256: str) -> bytes | None:
    sql = "SELECT content FROM documents WHERE sha256 = :sha256"
    try:
        row = next(connection.rows(sql, {"sha256": sha256}), None)
    except LedgerError:
        return None
    if row is None or not isinstance(row[0], bytes) or hashlib.sha256(row[0]).hexdigest() != sha256:
        return None
    return row[0]


def upgraded_with_backup(path: Path) -> Path:
    """Bring a ledger of an earlier format to this version's, in one transaction; return where it is kept as it was.

    Format 2 has documents. Raises NotOlder for a ledger of this format or of a later one.
    """
    check_file(path, any_version=True)
    kept = path.with_name(f"{path.name}.before-format-{FORMAT_VERSION}")
    check_place(kept)
    copy_file(path, kept)
    try:
        _upgrade(path)
    except LedgerError:
        kept.unlink()
        raise
    return kept


def _upgrade(path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if not 0 < version < FORMAT_VERSION:
            raise NotOlder(
                _("{path} needs no upgrade", path=path),
                expected=_("a format before {version}", version=FORMAT_VERSION),
                found=_("format {version}", version=version),
            )
        connection.execute(expected_schema()["documents"])
        for name, guard in SQLITE_GUARDS.items():
            if name.startswith("documents_"):
                connection.execute(guard)
        connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise refusal_of(error, while_writing=True) from None
    finally:
        connection.close()
