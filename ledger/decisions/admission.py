"""Whether an entry about a person may be recorded: the checks common to all kinds, then the kind's own."""

from collections.abc import Iterator
from datetime import date

from ledger.decisions.drafts import Draft
from ledger.decisions.occasions import PersonOccasion, standing_day
from ledger.decisions.register import Register
from ledger.entry import Entry, RecordedBy
from ledger.errors import LedgerError
from ledger.facts import Fact, Judgement, UnreadableValue
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.facts.person_left import PersonLeft
from ledger.people import Person
from ledger.texts import _, listing


class DayInTheFuture(LedgerError):
    """A day that has not come yet, in the organisation's time zone."""

    code = "day-in-the-future"
    is_kept_for_ever = True


class NotEnrolled(LedgerError):
    """A person who is not enrolled on that day: not yet, or no longer."""

    code = "not-enrolled"
    is_kept_for_ever = True


class AlreadyEnrolled(LedgerError):
    """An id that is on the roster already."""

    code = "already-enrolled"
    is_kept_for_ever = True


class RecordedForOneself(LedgerError):
    """Somebody recording for themselves what others have to record."""

    code = "recorded-for-oneself"
    is_kept_for_ever = True


class EntriesRestOnIt(LedgerError):
    """Something that standing entries rest on."""

    code = "entries-rest-on-it"


def day_objections(draft: Draft, register: Register) -> Iterator[LedgerError]:
    """Yield what is wrong with the day, whoever it is about."""
    day, fact = draft.occurred_on, draft.fact
    if day is None:
        return
    if day > register.today:
        yield DayInTheFuture(
            _("the day has not come yet"),
            expected=_("at the latest {day}", day=register.today),
            found=str(day),
            column="occurred_on",
        )
    if isinstance(fact, Judgement) and fact.year is not None:
        first_day = register.schemes.period_of_year(fact.year).first_day
        if first_day > day:
            yield UnreadableValue(
                _("the year judged begins after the day of the judgement"),
                expected=_("a year that has begun on {day}", day=day),
                found=str(fact.year),
                column="year",
            )


def person_objections(draft: Draft, person: Person, by: RecordedBy, register: Register) -> Iterator[LedgerError]:
    """Yield everything that speaks against recording the draft about this person."""
    assert draft.occurred_on is not None
    occasion = occasion_of(draft.fact, draft.occurred_on, person, register)
    if not person.is_enrolled_on(occasion.standing_day):
        yield not_enrolled(person, occasion.standing_day)
        return
    yield from draft.fact.objections(occasion)
    if by.person == person.id and draft.fact.favours_the_person():
        yield RecordedForOneself(
            _("nobody records this for themselves"),
            expected=_("somebody else to record {kind}", kind=draft.fact.LABEL),
            found=_("{name} records and is meant", name=person.name),
            column="person",
        )
    if isinstance(draft.fact, PersonLeft):
        yield from _leaving_objections(draft.occurred_on, person, register)


def enrolment_objections(draft: Draft, register: Register) -> Iterator[LedgerError]:
    """Yield what speaks against an enrolment under this id."""
    assert isinstance(draft.fact, PersonEnrolled)
    if draft.person is not None and draft.person in register.people:
        present = register.people[draft.person]
        yield AlreadyEnrolled(
            _("the id {id} is on the roster already", id=draft.person),
            expected=_("an id of its own for each person"),
            found=f"{present.id} {present.name}, {present.enrolled_on}",
            remedy=_("Record a transfer, a new name or a change of scope instead."),
            column="person",
        )


def occasion_of(fact: Fact, day: date, person: Person, register: Register) -> PersonOccasion:
    """Return the occasion on which an entry about this person is judged."""
    return PersonOccasion(person, fact, day, register.schemes, register.decided_post)


def resting_on(target: Entry[Fact], register: Register) -> list[Entry[Fact]]:
    """Return the standing entries about the person that could not stand without `target`.

    `target` is an enrolment, a transfer or a change of membership.
    """
    person_id = target.person or ""
    others = [entry for entry in register.standing_of_person(person_id) if entry.number != target.number]
    if isinstance(target.fact, PersonEnrolled):
        return others
    before = register.people[person_id]
    after = Person([entry for entry in register.people.entries_about(person_id) if entry.number != target.number])
    return [entry for entry in others if _fits(entry, before, register) and not _fits(entry, after, register)]


def _fits(entry: Entry[Fact], person: Person, register: Register) -> bool:
    if isinstance(entry.fact, PersonEnrolled):
        return True
    occasion = occasion_of(entry.fact, entry.day, person, register)
    return person.is_enrolled_on(occasion.standing_day) and not list(entry.fact.objections(occasion))


def _leaving_objections(last_day: date, person: Person, register: Register) -> Iterator[LedgerError]:
    later = [
        entry
        for entry in register.standing_of_person(person.id)
        if standing_day(entry.fact, entry.day, register.schemes) > last_day
    ]
    if later:
        yield EntriesRestOnIt(
            _("{name} has entries after that day", name=person.name),
            expected=_("a last day on or after every standing entry"),
            found=listed(later),
            remedy=_("Void those entries first if they are wrong, or give a later day."),
            column="occurred_on",
        )


def listed(entries: list[Entry[Fact]]) -> str:
    """Return entries in words: numbers, kinds and days."""
    return listing(f"#{entry.number} {entry.fact.LABEL} {entry.occurred_on}" for entry in entries)


def not_enrolled(person: Person, day: date) -> NotEnrolled:
    """Return the refusal of somebody who is not on the roster on that day."""
    if day < person.enrolled_on:
        found = _("enrolled on {day}", day=person.enrolled_on)
    else:
        found = _("last day {day}", day=person.last_day)
    return NotEnrolled(
        _("{name} is not on the roster on that day", name=person.name),
        expected=_("a person enrolled on {day}", day=day),
        found=found,
        remedy=_("Check the day; put the roster right first if it is wrong."),
        column="person",
    )
