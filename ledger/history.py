"""What stands under a cut: the only place that compares the two dates of an entry with those of a question."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from ledger.entry import Happening
from ledger.facts import Fact
from ledger.facts.entry_voided import EntryVoided
from ledger.values import Cut

H = TypeVar("H", bound=Happening[Fact])


def known(entries: Iterable[H], cut: Cut) -> Iterator[H]:
    """Yield the entries that the ledger knew, voids and voided ones among them, in their order."""
    return (entry for entry in entries if entry.number <= cut.known_at)


def voids_among(entries: Iterable[Happening[Fact]]) -> dict[int, int]:
    """Return each voided entry's number with the number of its void."""
    return {entry.fact.entry: entry.number for entry in entries if type(entry.fact) is EntryVoided}


def standing(entries: Iterable[H], cut: Cut) -> list[H]:
    """Return the entries that count under the cut, in their order.

    A void acts by knowledge: with a `known_at` before it, the entry that it voids still counts.
    """
    known_entries = list(known(entries, cut))
    voided = voids_among(known_entries)
    as_of = cut.as_of
    return [
        entry
        for entry in known_entries
        if (day := entry.occurred_on) is not None and day <= as_of and entry.number not in voided
    ]
