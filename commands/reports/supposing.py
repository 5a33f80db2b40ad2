"""A question put to what is supposed: drafts judged like any others and never written, readings taken otherwise."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from ledger.values import KnownAt
from projections.reports import Asked
from projections.supposing import Supposed

if TYPE_CHECKING:
    from ledger import Ledger
    from ledger.decisions.drafts import Draft
    from ledger.entry import Entry
    from ledger.facts import Fact

SIMULATION = "模拟，非决定"


def void_of(target: "Entry[Fact]") -> "Draft":
    """Return the supposed void of an entry; it needs nobody's authority."""
    from ledger.decisions.drafts import Draft
    from ledger.facts.entry_voided import EntryVoided

    return Draft(fact=EntryVoided(entry=target.number, reason=SIMULATION, authority=SIMULATION))


def supposing(asked: Asked, ledger: "Ledger", drafts: "Sequence[Draft]", taken: Mapping[str, str]) -> Asked:
    """Return a question put to what is supposed, with the question as it was as the `earlier` one.

    Raises the first refusal of a draft that could not be recorded.
    """
    assert asked.scheme is not None and asked.as_of is not None
    entries = supposed_entries(drafts, ledger)
    supposed = Supposed(ledger, asked.known_at.entry, entries, targets_of(entries, ledger))
    schemes = asked.schemes.read_otherwise(taken)
    return msgspec.structs.replace(
        asked,
        source=supposed,
        schemes=schemes,
        scheme=schemes.for_year(asked.scheme.year, asked.as_of),
        known_at=KnownAt(supposed.known_at, asked.known_at.recorded_at),
        options={"reading": " ".join(f"{name}={alternative}" for name, alternative in taken.items())},
        earlier=asked,
    )


def supposed_entries(drafts: "Sequence[Draft]", ledger: "Ledger") -> "list[Entry[Fact]]":
    """Return the entries that drafts would become if they were recorded now, by nobody in particular."""
    from ledger.decisions.recording import decide
    from ledger.entry import RecordedBy
    from ledger.knowing import known_after

    decision = decide(
        drafts, known_after(ledger, ledger.known_now().entry), RecordedBy(login=SIMULATION), datetime.now(UTC)
    )
    if decision.problems:
        raise decision.problems[0].error
    return decision.entries


def targets_of(entries: "Sequence[Entry[Fact]]", ledger: "Ledger") -> "list[Entry[Fact]]":
    """Return the entries in the ledger that voids among `entries` take out."""
    from ledger.facts.entry_voided import EntryVoided

    targets = [ledger.entry(entry.fact.entry) for entry in entries if isinstance(entry.fact, EntryVoided)]
    return [target for target in targets if target is not None]
