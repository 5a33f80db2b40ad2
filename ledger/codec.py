"""Entries <-> stored bytes. The bytes of an entry are made once, when it is recorded, and never again.

JSON in UTF-8 with sorted keys, decimals as strings, ISO dates. The kinds are a closed registry of stored
names: nothing stored is ever resolved to a module path, and an unknown name is an error.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple, Union

import msgspec

from ledger.entry import Entry, Happening
from ledger.errors import LedgerError
from ledger.facts import Fact, catalogue, kind_name, stored_name
from ledger.facts.entry_voided import EntryVoided
from ledger.texts import _

LEAF_PREFIX = b"\x00"  # RFC 6962, 2.1: the hash of a leaf is SHA-256(0x00 ‖ blob)

# A stored name that was released and has a successor -> what turns its whole blob into the successor's.
UPCASTERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {}

_encoder = msgspec.json.Encoder(order="sorted", decimal_format="string")


class UnreadableEntry(LedgerError):
    """Stored bytes that are not an entry this version can read."""

    code = "unreadable-entry"


class EntryIndex(NamedTuple):
    """The columns beside a blob, made from the entry alone; their names are those of the table."""

    number: int
    stream: str
    version: int
    stored_name: str
    kind: str
    person: str | None
    occurred_on: str | None
    recorded_at: str
    source_key: str | None
    voids: int | None


def leaf_hash(blob: bytes) -> bytes:
    """Return the hash of an entry's stored bytes (RFC 6962, 2.1)."""
    return hashlib.sha256(LEAF_PREFIX + blob).digest()


def encode(entry: Entry[Fact]) -> bytes:
    """Return the bytes under which the entry is stored."""
    return _encoder.encode(entry)


def index_of(entry: Entry[Fact]) -> EntryIndex:
    """Return the columns that stand beside an entry's blob."""
    fact, day = entry.fact, entry.occurred_on
    kind = type(fact)
    return EntryIndex(
        entry.number,
        entry.stream,
        entry.version,
        stored_name(kind),
        kind_name(kind),
        entry.person,
        None if day is None else day.isoformat(),
        instant_as_text(entry.recorded_at),
        entry.source_key,
        fact.entry if isinstance(fact, EntryVoided) else None,
    )


@lru_cache(maxsize=16)
def instant_as_text(instant: datetime) -> str:
    """Return an instant so that texts compare as instants do; the entries of one file share theirs."""
    return instant.isoformat(timespec="microseconds")


@cache
def _entry_decoder() -> msgspec.json.Decoder[Entry[Fact]]:
    kinds: Any = Union[tuple(catalogue().values())]  # noqa: UP007 - the members are known only at run time
    return msgspec.json.Decoder(Entry[kinds])


@cache
def _happenings_decoder() -> msgspec.json.Decoder[list[Happening[Fact]]]:
    kinds: Any = Union[tuple(catalogue().values())]  # noqa: UP007 - likewise
    return msgspec.json.Decoder(list[Happening[kinds]])


def decode(blob: bytes) -> Entry[Fact]:
    """Return the entry that `blob` holds. Raises UnreadableEntry."""
    try:
        return _entry_decoder().decode(blob)
    except msgspec.MsgspecError as error:
        return _entry_decoder().decode(_upcast(blob, error))


def decode_happenings(joined: bytes) -> list[Happening[Fact]]:
    """Return what happened according to each of some blobs, in order: many at once take a fifth of the time.

    They are `joined` by commas. Raises UnreadableEntry.
    """
    listed = b"[" + joined + b"]"
    try:
        return _happenings_decoder().decode(listed)
    except msgspec.MsgspecError:
        return [decode(blob) for blob in _parted(listed)]


def _parted(listed: bytes) -> list[bytes]:
    """Return the blobs of a JSON array. Raises UnreadableEntry."""
    try:
        return [bytes(blob) for blob in msgspec.json.decode(listed, type=list[msgspec.Raw])]
    except msgspec.MsgspecError as error:
        raise _unreadable(error) from None


def _upcast(blob: bytes, error: msgspec.MsgspecError) -> bytes:
    """Return the blob of an earlier release's entry in today's form. Raises UnreadableEntry."""
    try:
        raw = msgspec.json.decode(blob)
        name = raw["fact"]["kind"]
        if name not in UPCASTERS:
            raise error
        while name in UPCASTERS:
            raw = UPCASTERS[name](raw)
            name = raw["fact"]["kind"]
    except (msgspec.MsgspecError, KeyError, TypeError) as reason:
        raise _unreadable(reason) from None
    return msgspec.json.encode(raw)


def _unreadable(reason: Exception) -> UnreadableEntry:
    return UnreadableEntry(
        _("the stored bytes are not an entry of a kind that this version knows"),
        found=f"{reason}",
        remedy=_("Open the ledger with the version that wrote it; gongguo verify lists every such entry."),
    )
