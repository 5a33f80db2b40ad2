"""Whether an entry may be voided: it is there, it stands, it is no void, and nothing rests on it."""

from collections.abc import Iterator
from datetime import date

import msgspec

from ledger.decisions.admission import EntriesRestOnIt, RecordedForOneself, listed, resting_on
from ledger.decisions.register import Register
from ledger.entry import Entry, RecordedBy
from ledger.errors import LedgerError
from ledger.facts import Fact, Judgement
from ledger.facts.entry_voided import EntryVoided
from ledger.facts.party_membership_changed import PartyMembershipChanged
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.facts.person_transferred import PersonTransferred
from ledger.texts import _


class NoSuchEntry(LedgerError):
    """An entry that is not in the ledger."""

    code = "no-such-entry"
    is_kept_for_ever = True


class AlreadyVoided(LedgerError):
    """An entry that was voided before."""

    code = "already-voided"
    is_kept_for_ever = True


class AuthorityNeeded(LedgerError):
    """A change of what a published bulletin rests on, by nobody's authority."""

    code = "authority-needed"
    is_kept_for_ever = True


class CannotBeVoided(LedgerError):
    """An entry of a kind that is not taken out of force by a void."""

    code = "cannot-be-voided"


def resolved(fact: EntryVoided, register: Register) -> EntryVoided:
    """Return the void with the number of the entry it names. Raises NoSuchEntry or AlreadyVoided."""
    if fact.named_by is None:
        return fact
    standing, voided = register.with_key(fact.named_by.removeprefix("key:"))
    if standing is None and voided:
        raise already_voided(voided[-1], register)
    if standing is None:
        raise no_such_entry(fact.named_by)
    return msgspec.structs.replace(fact, entry=standing.number)


def target_of(number: int, register: Register) -> Entry[Fact]:
    """Return the entry that a void or an attachment names. Raises NoSuchEntry."""
    target = register.entry(number)
    if target is None:
        raise no_such_entry(f"#{number}")
    return target


def void_objections(
    fact: EntryVoided, target: Entry[Fact], by: RecordedBy, register: Register
) -> Iterator[LedgerError]:  # fmt: skip
    """Yield everything that speaks against voiding `target`; what rests on it counts only if nothing replaces it."""
    if isinstance(target.fact, EntryVoided) or not target.fact.IS_RECORDED_BY_PEOPLE:
        yield CannotBeVoided(
            _("entry #{number} cannot be voided", number=target.number),
            expected=_("an entry that people record and that is no void"),
            found=str(target.fact.LABEL),
            remedy=_("Record what is right anew."),
            column="entry",
        )
        return
    if register.void_of(target.number) is not None:
        yield already_voided(target, register)
        return
    if by.person is not None and by.person == target.person:
        yield RecordedForOneself(
            _("nobody voids an entry about themselves"),
            expected=_("somebody else to void #{number}", number=target.number),
            found=_("{name} records and is meant", name=register.people[by.person].name),
            column="entry",
        )
    yield from authority_objections(target.fact, target.day, fact.authority, register)
    if fact.replaced_by is None:
        yield from _rest_objections(target, register)


def into_a_void(target: Entry[Fact]) -> CannotBeVoided:
    """Return the refusal of a correction by which an entry would become a void."""
    return CannotBeVoided(
        _("an entry is not corrected into a void"),
        expected=_("an entry that people record and that is no void"),
        found="entry-voided",
        remedy=_("To take the entry out of force altogether: gongguo void {entry}.", entry=target.number),
        column="kind",
    )


def authority_objections(fact: Fact, day: date, authority: str | None, register: Register) -> Iterator[LedgerError]:
    """Yield the want of an authority, where what happened on `day` is in the period of a published bulletin."""
    if authority is not None:
        return
    named = fact.year if isinstance(fact, Judgement) else None
    for published in register.publications:
        first_day = register.schemes.period_of_year(published.year).first_day
        is_told = named == published.year if named is not None else fact.CHANGES_THE_ROSTER or day >= first_day
        if day <= published.as_of and is_told:
            yield AuthorityNeeded(
                _("the bulletin of {period} is published", period=published.period),
                expected=_("an authority for changing what happened on {day}", day=day),
                found=_("none"),
                remedy=_("Name the decision: --authority 党组会议〔2020〕9号."),
                column="authority",
            )
            return


def entries_resting_on(target: Entry[Fact], register: Register) -> list[Entry[Fact]]:
    """Return the standing entries that could not stand without an enrolment, a transfer or a change of membership."""
    if isinstance(target.fact, PersonEnrolled | PersonTransferred | PartyMembershipChanged):
        return resting_on(target, register)
    return []


def _rest_objections(target: Entry[Fact], register: Register) -> Iterator[LedgerError]:
    resting = entries_resting_on(target, register)
    if resting:
        yield EntriesRestOnIt(
            _("standing entries rest on #{number} {kind}", number=target.number, kind=target.fact.LABEL),
            expected=_("an entry that nothing rests on"),
            found=listed(resting),
            remedy=_("Void those entries first if they are wrong."),
            column="entry",
        )


def no_such_entry(name: str) -> NoSuchEntry:
    """Return the refusal of an entry that is not in the ledger."""
    return NoSuchEntry(
        _("there is no entry {name}", name=name),
        expected=_("the number or the source key of an entry that stands"),
        remedy=_("See gongguo log."),
        column="entry",
    )


def already_voided(target: Entry[Fact], register: Register) -> AlreadyVoided:
    """Return the refusal of an entry that was voided before, with the entry that stands in its place if one does."""
    void = register.entry(register.void_of(target.number) or 0)
    assert void is not None and isinstance(void.fact, EntryVoided)
    replaced_by = void.fact.replaced_by
    return AlreadyVoided(
        _("entry #{number} is void already", number=target.number),
        expected=_("an entry that stands"),
        found=_("voided by #{number}", number=void.number),
        remedy="" if replaced_by is None else _("Correct #{number}, which stands in its place.", number=replaced_by),
        column="entry",
    )
