"""The eventsourcing library's mapper, on the ledger's codec."""

from dataclasses import dataclass
from typing import Any

from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent

from ledger.codec import EntryIndex, decode, encode, index_of


@dataclass(frozen=True, slots=True)
class StoredEntry(StoredEvent):
    """A stored event with the columns that stand beside it."""

    index: EntryIndex


class EntryMapper(Mapper[str]):
    """Entries to stored entries and back."""

    def __init__(self) -> None:
        super().__init__(JSONTranscoder())

    def to_stored_event(self, domain_event: Any) -> StoredEntry:
        """Return the stored form of an entry; its bytes are made here, once."""
        index = index_of(domain_event)
        return StoredEntry(index.stream, index.version, index.stored_name, encode(domain_event), index)

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """Return the entry of a stored form. Raises UnreadableEntry."""
        return decode(stored_event.state)
