"""Entries judged again, when what they rested on was put right or their year's scheme came after them.

An accepted entry is never dropped: what is found here is listed for people, or speaks against the change itself.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ledger.decisions.admission import EntriesRestOnIt, listed, standing_objections
from ledger.decisions.register import Register
from ledger.entry import Entry
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.facts.assessed_post_decided import AssessedPostDecided
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.people import PersonUnknown, person_unknown
from ledger.texts import _, listing


class Rejudged(NamedTuple):
    """An entry that stands, and everything that would speak against recording it today; nothing if it still fits."""

    entry: Entry[Fact]
    objections: list[LedgerError]


def rejudged(entries: Iterable[Entry[Fact]], register: Register) -> list[Rejudged]:
    """Judge entries about people again, as the register is now; those of the ledger's own kinds rest on nothing."""
    return [
        Rejudged(entry, _objections(entry, register))
        for entry in entries
        if entry.person is not None and entry.fact.IS_RECORDED_BY_PEOPLE and not isinstance(entry.fact, PersonEnrolled)
    ]


def fitting_entries(
    target: Entry[Fact], anew: Fact, persons: Iterable[str | None], register: Register
) -> list[Entry[Fact]]:
    """Return the standing entries about some people that fit, where a correction may move what they rest on.

    That is: where `target`, or what is recorded `anew` in its place, changes the roster or decides a post.
    """
    if not any(fact.CHANGES_THE_ROSTER or isinstance(fact, AssessedPostDecided) for fact in (target.fact, anew)):
        return []
    found = (entry for person in sorted(filter(None, persons)) for entry in register.standing_of_person(person))
    return [again.entry for again in rejudged(found, register) if not again.objections and again.entry != target]


def unfit(person_ids: Iterable[str], register: Register) -> list[Rejudged]:
    """Return the standing entries about some people that would not be recorded today."""
    standing = (entry for person_id in person_ids for entry in register.standing_of_person(person_id))
    return [again for again in rejudged(standing, register) if again.objections]


def footing_objections(target: Entry[Fact], judged: Iterable[Rejudged]) -> Iterator[LedgerError]:
    """Yield what speaks against putting `target` right: entries that would be about nobody, or before their person.

    Any other entry that fits no longer stands until somebody corrects or voids it; it is listed.
    """
    unfit = [again for again in judged if again.objections]
    without_footing = [again for again in unfit if again.entry.fact.CHANGES_THE_ROSTER or _is_about_nobody(again)]
    if without_footing:
        yield EntriesRestOnIt(
            _("standing entries rest on #{number} {kind} and do not fit what takes its place",
              number=target.number, kind=target.fact.LABEL),
            expected=_("a correction with which they still fit"),
            found=listing(f"{listed([again.entry])} ({again.objections[0].what})" for again in without_footing),
            remedy=_("Correct or void those entries first."),
            column="entry",
        )  # fmt: skip


def _is_about_nobody(again: Rejudged) -> bool:
    return any(isinstance(objection, PersonUnknown) for objection in again.objections)


def _objections(entry: Entry[Fact], register: Register) -> list[LedgerError]:
    person_id = entry.person or ""
    if person_id not in register.people:
        return [person_unknown(person_id)]
    return standing_objections(entry.fact, entry.day, register.people[person_id], register)
