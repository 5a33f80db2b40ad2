"""What decisions of appeals did to a person's entries: which were voided, corrected or added, by which case and why."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ledger.entry import Entry
from ledger.facts import Fact, labels_of
from ledger.facts.appeal_decided import AppealDecided
from ledger.facts.entry_voided import EntryVoided
from ledger.texts import _, listing
from projections.reports._base import Asked, Document, Paragraph


class DecidedByCase(NamedTuple):
    """An entry that a decision took out of force (then with its void), or added (then without).

    `anew` is the number of the entry that took its place; None where nothing did.
    """

    decision: Entry[Fact]
    fact: AppealDecided
    entry: Entry[Fact]
    void: int | None
    anew: int | None

    @property
    def how(self) -> str:
        """What the decision did: voided, corrected or added."""
        if self.void is None:
            return "added"
        return "voided" if self.anew is None else "corrected"


def _decisions(asked: Asked) -> Iterator[tuple[Entry[Fact], AppealDecided]]:
    for entry in asked.source.standing_of_kinds({"appeal-decided"}, asked.known_at.entry):
        if isinstance(entry.fact, AppealDecided):
            yield entry, entry.fact


def cases_by_entry_made(asked: Asked) -> dict[int, int]:
    """Return each entry that a decision made, with the number of its case."""
    return {number: fact.case for _entry, fact in _decisions(asked) for number in fact.made}


def decided_by_cases(person_id: str, asked: Asked) -> Iterator[DecidedByCase]:
    """Yield what decisions did to entries about a person, and what they added in the person's own cases."""
    for decision, fact in _decisions(asked):
        for number in fact.made:
            made = asked.source.entry(number) if number <= asked.known_at.entry else None
            if made is None or person_id not in {made.person, decision.person}:
                continue
            if isinstance(made.fact, EntryVoided):
                voided = asked.source.entry(made.fact.entry)
                if voided is not None:
                    yield DecidedByCase(decision, fact, voided, number, made.fact.replaced_by)
            elif made.corrects is None:
                yield DecidedByCase(decision, fact, made, None, None)


def decided_as_json(decided: DecidedByCase) -> Document:
    """Return what a decision did to an entry: the case, the decision, by whose authority and why."""
    entry = decided.entry
    return {
        "case": decided.fact.case,
        "decision": decided.decision.number,
        "decided_on": decided.decision.day.isoformat(),
        "how": decided.how,
        "entry": entry.number,
        "kind": entry.kind,
        "occurred_on": None if entry.occurred_on is None else entry.occurred_on.isoformat(),
        "void": decided.void,
        "anew": decided.anew,
        "reason": decided.fact.reason,
        "authority": decided.fact.authority,
    }


def decided_shown(rows: Sequence[Document]) -> Iterator[Paragraph]:
    """Say what decisions did, a line each."""
    if rows:
        yield Paragraph(_("By decision of appeals:"))
        yield Paragraph("\n".join(map(_said, rows)), indent=2)


def _said(row: Document) -> str:
    values = {
        "entry": row["entry"], "kind": labels_of([row["kind"]]), "day": row["occurred_on"], "void": row["void"],
        "anew": row["anew"], "case": row["case"], "decision": row["decision"],
        "why": listing((row["reason"], row["authority"])),
    }  # fmt: skip
    if row["how"] == "voided":
        return _("#{entry} {kind} {day} voided by #{void}, decision #{decision} in case #{case}: {why}", **values)
    if row["how"] == "corrected":
        return _(
            "#{entry} {kind} {day} corrected by #{void}, now #{anew}, decision #{decision} in case #{case}: {why}",
            **values,
        )
    return _("#{entry} {kind} {day} added, decision #{decision} in case #{case}: {why}", **values)
