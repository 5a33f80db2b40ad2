"""Published bulletins: which entries came after one that tells about their days (补录), and what they are.

Backdated is an entry recorded after a published bulletin whose cutoff its day does not pass, and so is the void or the
correction of such an entry, and an amendment that reaches back. "Late" is only ever a person.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from ledger.entry import Entry
from ledger.facts import Fact, Judgement
from ledger.facts._appeals import AppealEntry
from ledger.facts.bulletin_published import BulletinPublished
from ledger.facts.clients_sampled import ClientsSampled
from ledger.facts.entry_voided import EntryVoided
from ledger.facts.scheme_adopted import SchemeAdopted
from ledger.facts.scheme_amended import SchemeAmended
from ledger.schemes import AdoptedSchemes


class Source(Protocol):
    """What a ledger answers about what was recorded after a moment."""

    def entry(self, number: int) -> Entry[Fact] | None:
        """The entry with this number."""

    def void_of(self, number: int) -> int | None:
        """The number of the entry that voids this one."""

    def standing_of_kinds(self, kinds: Collection[str], known_at: int) -> Iterable[Entry[Fact]]:
        """Those of some kinds that no known entry voids."""

    def recorded_about(self, after: int, known_at: int, last_day: date) -> Iterable[Entry[Fact]]:
        """Those recorded after an entry that happened by a day, with all voids and amendments."""


class DaysTold(NamedTuple):
    """The days that a bulletin tells of: those of a year, from its first, by a cutoff (included)."""

    year: int
    first_day: date
    as_of: date

    def have(self, fact: Fact, day: date) -> bool:
        """Whether what happened on a day is told: a judgement in the year it names; the roster counts from any day."""
        if isinstance(fact, Judgement) and fact.year is not None:
            return fact.year == self.year and day <= self.as_of
        return day <= self.as_of and (fact.CHANGES_THE_ROSTER or day >= self.first_day)


class Publication(NamedTuple):
    """A bulletin that was published, the entry that says so, and the days it tells of."""

    entry: Entry[Fact]
    fact: BulletinPublished
    days: DaysTold


class Since(NamedTuple):
    """An entry recorded since some moment about days that passed before: the entry, and the one it takes out of force.

    `day` is the day it is about: its own, or that of the entry it voids or corrects (the earlier of the two).
    `period` is the published period that it came after; None where no published bulletin tells of that day.
    """

    entry: Entry[Fact]
    of: Entry[Fact] | None
    void: Entry[Fact] | None
    day: date
    period: str | None

    @property
    def how(self) -> str:
        """What it is: an entry recorded anew in place of another, a void, an amendment, or an entry by itself."""
        if isinstance(self.entry.fact, SchemeAmended):
            return "amendment"
        if self.void is not None and self.void is not self.entry:
            return "correction"
        if isinstance(self.entry.fact, EntryVoided):
            return "void"
        return "recorded" if self.period is None else "backdated"

    @property
    def judged(self) -> Fact:
        """The fact that says of which year it is."""
        return self.entry.fact if self.of is None else self.of.fact

    @property
    def persons(self) -> frozenset[str]:
        """Whom it is about: of a correction, whom it was and whom it is about; nobody for what is about nobody."""
        about = (self.entry, self.of) if self.of is not None else (self.entry,)
        return frozenset(entry.person for entry in about if entry.person is not None)

    @property
    def number(self) -> int:
        """The entry by which the ledger knew of it: of a correction, its void."""
        return self.entry.number if self.void is None else self.void.number

    def days(self, zone: str) -> int:
        """Return the days between what happened and its recording, in the organisation's time zone."""
        return (self.entry.recorded_at.astimezone(ZoneInfo(zone)).date() - self.day).days


def days_told(schemes: AdoptedSchemes, year: int, as_of: date) -> DaysTold:
    """Return the days of which a bulletin of a year as of a day tells."""
    return DaysTold(year, schemes.period_of_year(year).first_day, as_of)


def publications(source: Source, schemes: AdoptedSchemes, known_at: int) -> list[Publication]:
    """Return the bulletins published by then, in order of entry."""
    return [
        Publication(entry, entry.fact, days_told(schemes, entry.fact.year, entry.fact.as_of))
        for entry in source.standing_of_kinds({"bulletin-published"}, known_at)
        if isinstance(entry.fact, BulletinPublished)
    ]


def period_passed(published: Sequence[Publication], fact: Fact, day: date, number: int) -> str | None:
    """Return the latest published period that tells of the day but not of entry `number`; None if there is none."""
    passed = [one.fact.period for one in published if one.days.have(fact, day) and one.fact.known_at < number]
    return passed[-1] if passed else None


def recorded_since(
    source: Source, published: Sequence[Publication], told: DaysTold, after: int, known_at: int
) -> list[Since]:
    """Return what was recorded after entry `after`, up to `known_at`, about the days told.

    A correction is told once, by the entry that was recorded anew.
    """
    found = [_since(source, entry) for entry in source.recorded_about(after, known_at, told.as_of)]
    return [
        since._replace(period=period_passed(published, since.judged, since.day, since.number))
        for since in found
        if since is not None and _is_told_of(since, told)
    ]


def _since(source: Source, entry: Entry[Fact]) -> Since | None:
    fact = entry.fact
    if isinstance(fact, BulletinPublished | ClientsSampled | SchemeAdopted | AppealEntry):
        return None
    if isinstance(fact, SchemeAmended):
        return Since(entry, None, None, fact.effective_on, None)
    if isinstance(fact, EntryVoided):
        voided = source.entry(fact.entry)
        assert voided is not None
        if fact.replaced_by is None:
            return Since(entry, voided, entry, voided.day, None)
        anew = source.entry(fact.replaced_by)
        assert anew is not None
        return Since(anew, voided, entry, min(voided.day, anew.day), None)
    if entry.corrects is not None:
        return None  # told with the void beside it
    return Since(entry, None, None, entry.day, None)


def _is_told_of(since: Since, told: DaysTold) -> bool:
    facts = [since.entry.fact] if since.of is None else [since.of.fact, since.entry.fact]
    return any(told.have(fact, since.day) for fact in facts if not isinstance(fact, EntryVoided))


def untold(source: Source, published: Sequence[Publication], year: int, as_of: date, known_at: int) -> list[Since]:
    """Return what a bulletin of a year as of a day has to mark: what came after every bulletin that tells of its day.

    What a later bulletin has told since is not marked again.
    """
    of_year = [one for one in published if one.fact.year == year and one.fact.as_of <= as_of]
    if not of_year:
        return []
    first_known = min(one.fact.known_at for one in of_year)
    widest = max((one.days for one in of_year), key=lambda days: days.as_of)
    return [
        since
        for since in recorded_since(source, published, widest, first_known, known_at)
        if since.period is not None and not _was_told(since, of_year)
    ]


def _was_told(since: Since, of_year: Sequence[Publication]) -> bool:
    return any(since.number <= one.fact.known_at for one in of_year if since.day <= one.fact.as_of)
