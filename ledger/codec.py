"""Entries <-> stored bytes. The bytes of an entry are made once, when it is recorded, and never again.

JSON in UTF-8 with sorted keys, decimals as strings, ISO dates. The kinds are a closed registry of stored
names: nothing stored is ever resolved to a module path, and an unknown name is an error.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Union, cast

import msgspec
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent

from ledger.entry import Entry
from ledger.errors import LedgerError
from ledger.facts import Fact, catalogue, stored_name
from ledger.facts.entry_voided import EntryVoided
from ledger.texts import _

LEAF_PREFIX = b"\x00"  # RFC 6962, 2.1: the hash of a leaf is SHA-256(0x00 ‖ blob)

# A stored name that was released and has a successor -> what turns its whole blob into the successor's.
UPCASTERS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {}

_encoder = msgspec.json.Encoder(order="sorted", decimal_format="string")


class UnreadableEntry(LedgerError):
    """Stored bytes that are not an entry this version can read."""

    code = "unreadable-entry"


@dataclass(frozen=True, slots=True)
class StoredEntry(StoredEvent):
    """What the store keeps of an entry: its bytes, and an index made from them alone."""

    number: int
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


def index_of(entry: Entry[Fact], blob: bytes) -> StoredEntry:
    """Return the stored form of an entry whose bytes are `blob`."""
    name = stored_name(type(entry.fact))
    return StoredEntry(
        originator_id=entry.stream,
        originator_version=entry.version,
        topic=name,
        state=blob,
        number=entry.number,
        kind=name.rpartition(".")[0],
        person=entry.person,
        occurred_on=None if entry.occurred_on is None else entry.occurred_on.isoformat(),
        recorded_at=entry.recorded_at.isoformat(),
        source_key=entry.source_key,
        voids=entry.fact.entry if type(entry.fact) is EntryVoided else None,
    )


@cache
def _decoder() -> msgspec.json.Decoder[Entry[Fact]]:
    kinds: Any = Union[tuple(catalogue().values())]  # noqa: UP007 - the members are known only at run time
    return cast("msgspec.json.Decoder[Entry[Fact]]", msgspec.json.Decoder(Entry[kinds]))


def decode(blob: bytes) -> Entry[Fact]:
    """Return the entry that `blob` holds. Raises UnreadableEntry."""
    try:
        return _decoder().decode(blob)
    except msgspec.MsgspecError as error:
        return _decode_older(blob, error)


def _decode_older(blob: bytes, error: msgspec.MsgspecError) -> Entry[Fact]:
    try:
        raw = msgspec.json.decode(blob)
        name = raw["fact"]["kind"]
        if name not in UPCASTERS:
            raise error
        while name in UPCASTERS:
            raw = UPCASTERS[name](raw)
            name = raw["fact"]["kind"]
        return decode(msgspec.json.encode(raw))
    except (msgspec.MsgspecError, KeyError, TypeError) as reason:
        raise UnreadableEntry(
            _("the stored bytes are not an entry of a kind that this version knows"),
            found=f"{reason}",
            remedy=_("Open the ledger with the version that wrote it; gongguo verify lists every such entry."),
        ) from None


class EntryMapper(Mapper[str]):
    """The eventsourcing library's mapper, on this codec."""

    def __init__(self) -> None:
        super().__init__(JSONTranscoder())

    def to_stored_event(self, domain_event: Any) -> StoredEntry:
        """Return the stored form of an entry."""
        return index_of(domain_event, encode(domain_event))

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """Return the entry of a stored form. Raises UnreadableEntry."""
        return decode(stored_event.state)
