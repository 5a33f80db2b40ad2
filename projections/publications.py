"""Published bulletins: which entries came after one that tells about their days (补录), and whether one is still true.

Backdated is an entry recorded after a published bulletin whose cutoff its day does not pass, and so is the void or the
correction of such an entry, and an amendment that reaches back. "Late" is only ever a person.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from ledger.entry import Entry
from ledger.facts import Fact, Judgement
from ledger.facts.bulletin_published import BulletinPublished
from ledger.facts.entry_voided import EntryVoided
from ledger.facts.scheme_adopted import SchemeAdopted
from ledger.facts.scheme_amended import SchemeAmended

CONTRACT = ("id", "name", "department", "post", "total", "out_of", "net", "final", "rank", "grade", "items")
"""What of a row the contract fixes; a later version may say more of a person, and be as true."""


class Source(Protocol):
    """What a ledger answers about what was recorded after a moment."""

    def entry(self, number: int) -> Entry[Fact] | None:
        """The entry with this number."""

    def standing_of_kinds(self, kinds: frozenset[str], known_at: int) -> Iterable[Entry[Fact]]:
        """Those of some kinds that no known entry voids."""

    def recorded_about(self, after: int, known_at: int, last_day: date) -> Iterable[Entry[Fact]]:
        """Those recorded after an entry that happened by a day, with all voids and amendments."""


class Publication(NamedTuple):
    """A bulletin that was published, and the entry that says so."""

    entry: Entry[Fact]
    fact: BulletinPublished


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

    def days(self, zone: str) -> int:
        """Return the days between what happened and its recording, in the organisation's time zone."""
        return (self.entry.recorded_at.astimezone(ZoneInfo(zone)).date() - self.day).days

    @property
    def person(self) -> str | None:
        """Whom it is about; None for nobody."""
        return self.entry.person


def publications(source: Source, known_at: int) -> list[Publication]:
    """Return the bulletins published by then, in order of entry."""
    entries = source.standing_of_kinds(frozenset({"bulletin-published"}), known_at)
    return [Publication(entry, entry.fact) for entry in entries if isinstance(entry.fact, BulletinPublished)]


def recorded_since(
    source: Source, published: Sequence[Publication], year: int, first_day: date, as_of: date, after: int, known_at: int
) -> list[Since]:
    """Return what was recorded after entry `after`, up to `known_at`, about the days of a year up to `as_of`.

    `first_day` is the year's first; what changes the roster counts from any day. A correction is told once, by the
    entry that was recorded anew.
    """
    found = []
    for entry in source.recorded_about(after, known_at, as_of):
        since = _since(source, entry)
        if since is None or since.day > as_of or not _is_of_year(since, year, first_day):
            continue
        found.append(since._replace(period=_period_that_it_came_after(since, published, year)))
    return found


def _since(source: Source, entry: Entry[Fact]) -> Since | None:
    fact = entry.fact
    if isinstance(fact, BulletinPublished | SchemeAdopted):
        return None
    if isinstance(fact, SchemeAmended):
        return Since(entry, None, None, fact.effective_on, None)
    if isinstance(fact, EntryVoided):
        voided = source.entry(fact.entry)
        assert voided is not None and voided.occurred_on is not None
        if fact.replaced_by is None:
            return Since(entry, voided, entry, voided.occurred_on, None)
        anew = source.entry(fact.replaced_by)
        assert anew is not None and anew.occurred_on is not None
        return Since(anew, voided, entry, min(voided.occurred_on, anew.occurred_on), None)
    if entry.corrects is not None:
        return None  # told with the void beside it
    return Since(entry, None, None, entry.day, None)


def _is_of_year(since: Since, year: int, first_day: date) -> bool:
    fact = since.of.fact if since.of is not None else since.entry.fact
    if isinstance(fact, Judgement) and fact.year is not None:
        return fact.year == year
    return fact.CHANGES_THE_ROSTER or since.day >= first_day


def _period_that_it_came_after(since: Since, published: Sequence[Publication], year: int) -> str | None:
    telling = [p.fact for p in published if p.fact.year == year and since.day <= p.fact.as_of]
    came_before = [fact for fact in telling if fact.known_at < since.entry.number]
    return came_before[-1].period if came_before else None


def backdated(
    source: Source, published: Sequence[Publication], year: int, first_day: date, as_of: date, known_at: int
) -> list[Since]:
    """Return what a bulletin as of a day has to mark: entries about days of which one was published without them.

    What a later bulletin has told since is not marked again.
    """
    of_year = [p.fact for p in published if p.fact.year == year and p.fact.as_of <= as_of]
    if not of_year:
        return []
    first_known = min(fact.known_at for fact in of_year)
    last_cutoff = max(fact.as_of for fact in of_year)
    since = recorded_since(source, published, year, first_day, last_cutoff, first_known, known_at)
    return [one for one in since if _is_untold(one, of_year)]


def _is_untold(since: Since, published: Sequence[BulletinPublished]) -> bool:
    telling = [fact for fact in published if since.day <= fact.as_of]
    return bool(telling) and all(fact.known_at < since.entry.number for fact in telling)


def untrue_rows(published: dict[str, Any], computed: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield (what, as published, as computed again) for every figure of a published document that differs."""
    for name in ("year", "as_of", "scheme"):
        if published.get(name) != computed.get(name):
            yield name, str(published.get(name)), str(computed.get(name))
    now = {row["id"]: row for row in computed["rows"]}
    was = {row["id"]: row for row in published["rows"]}
    if list(now) != list(was):
        yield "rows", " ".join(was), " ".join(now)
    for person_id, row in was.items():
        for name in CONTRACT:
            if person_id in now and row.get(name) != now[person_id].get(name):
                yield f"{person_id} {name}", str(row.get(name)), str(now[person_id].get(name))
