"""Whether an entry about a person may be recorded: the checks common to all kinds, then the kind's own."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

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


class Said(Protocol):
    """What somebody says happened: a draft that is still to be judged, or an entry that is judged again."""

    @property
    def fact(self) -> Fact:
        """What happened."""

    @property
    def person(self) -> str | None:
        """Whom it is about, None for nobody."""

    @property
    def occurred_on(self) -> date | None:
        """The day on which it happened, None for what has none."""


def day_objections(said: Said, register: Register) -> list[LedgerError]:
    """Return what is wrong with the day, whoever it is about."""
    day, fact = said.occurred_on, said.fact
    found: list[LedgerError] = []
    if day is None:
        return found
    if day > register.today:
        found.append(
            DayInTheFuture(
                _("the day has not come yet"),
                expected=_("at the latest {day}", day=register.today),
                found=str(day),
                column="occurred_on",
            )
        )
    if isinstance(fact, Judgement) and fact.year is not None:
        first_day = register.schemes.period_of_year(fact.year).first_day
        if first_day > day:
            found.append(
                UnreadableValue(
                    _("the year judged begins after the day of the judgement"),
                    expected=_("a year that has begun on {day}", day=day),
                    found=str(fact.year),
                    column="year",
                )
            )
    return found


def person_objections(said: Said, person: Person, by: RecordedBy, register: Register) -> list[LedgerError]:
    """Return everything that speaks against recording this about this person."""
    fact, day = said.fact, said.occurred_on
    assert day is not None
    found = standing_objections(fact, day, person, register)
    if found and isinstance(found[0], NotEnrolled):
        return found
    if by.person == person.id and fact.favours_the_person():
        found.append(
            RecordedForOneself(
                _("nobody records this for themselves"),
                expected=_("somebody else to record {kind}", kind=fact.LABEL),
                found=_("{name} records and is meant", name=person.name),
                column="person",
            )
        )
    if isinstance(fact, PersonLeft):
        found += _leaving_objections(day, person, register)
    return found


def standing_objections(fact: Fact, day: date, person: Person, register: Register) -> list[LedgerError]:
    """Return what the person's standing says against it: they are not on the roster, or else what the kind refuses."""
    counted_on = standing_day(fact, day, register.schemes)
    if not person.is_enrolled_on(counted_on):
        return [_not_enrolled(person, counted_on)]
    if type(fact).objections is Fact.objections:
        return []  # most kinds refuse nothing of their own, and to set the scene for them takes longer than the rest
    return list(fact.objections(PersonOccasion(person, fact, day, register.schemes, register.decided_post)))


def enrolment_objections(said: Said, register: Register) -> Iterator[LedgerError]:
    """Yield what speaks against an enrolment under this id."""
    if said.person is not None and said.person in register.people:
        present = register.people[said.person]
        yield AlreadyEnrolled(
            _("the id {id} is on the roster already", id=said.person),
            expected=_("an id of its own for each person"),
            found=f"{present.id} {present.name}, {present.enrolled_on}",
            remedy=_("Record a transfer, a new name or a change of scope instead."),
            column="person",
        )


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
    return isinstance(entry.fact, PersonEnrolled) or not standing_objections(entry.fact, entry.day, person, register)


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


def _not_enrolled(person: Person, day: date) -> NotEnrolled:
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
