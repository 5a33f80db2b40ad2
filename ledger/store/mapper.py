"""The eventsourcing library's mapper, on the ledger's codec."""

from dataclasses import dataclass
from typing import Any

from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent

from ledger.codec import decode, encode, index_of, leaf_hash
from ledger.store.place import Row
from ledger.store.rows import row_of


@dataclass(frozen=True, slots=True)
class StoredEntry(StoredEvent):
    """A stored event with its whole row: its number, its leaf hash and the columns beside its bytes."""

    row: Row


class EntryMapper(Mapper[str]):
    """Entries to stored entries and back."""

    def __init__(self) -> None:
        super().__init__(JSONTranscoder())

    def to_stored_event(self, domain_event: Any) -> StoredEntry:
        """Return the stored form of an entry; its bytes are made here, once."""
        index = index_of(domain_event)
        blob = encode(domain_event)
        return StoredEntry(index.stream, index.version, index.stored_name, blob, row_of(index, blob, leaf_hash(blob)))

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """Return the entry of a stored form. Raises UnreadableEntry."""
        return decode(stored_event.state)
