"""Obligations: what the scheme makes somebody do about a person, raised by the entries and ended by one.

An obligation is raised by so many standing entries of a kind in the year, or by a grade in so many successive years.
A void of an entry that raised it takes it away; an `obligation-met` of that person and year ends it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, Protocol

from ledger.entry import Entry, Happening, by_day
from ledger.facts import Fact
from ledger.facts.entry_voided import EntryVoided
from ledger.facts.obligation_met import ObligationMet
from ledger.history import standing
from ledger.schemes import AdoptedSchemes, Scheme
from ledger.schemes.adopted import belongs_to
from ledger.schemes.consequences import Obligation
from ledger.values import Cut
from projections import readings
from projections.standings import Standing
from projections.successive import grades_of


class Source(readings.Source, Protocol):
    """What a ledger answers."""

    def entry(self, number: int) -> Entry[Fact] | None:
        """The entry with this number."""

    def void_of(self, number: int) -> int | None:
        """The number of the entry that voids this one."""


class Due(NamedTuple):
    """An obligation towards a person.

    `entries` raised it, in order of the day; `since` is the day of the last of them. One raised by a grade has no
    entries but those of a discipline, and is due since the day on which the grade's last entry happened.
    """

    obligation: Obligation
    person: str
    year: int
    since: date
    entries: tuple[int, ...]


def open_obligations(
    source: Source, schemes: AdoptedSchemes, scheme: Scheme, cut: Cut, standings: Sequence[Standing]
) -> list[Due]:
    """Return what is raised and not met in a year, in the order of the scheme, then by person.

    `standings` are everybody's at the cut. Those who have left are not among it: nothing can be done any more.
    """
    present = [one for one in standings if not one.sheet.has_left]
    kinds = {one.when.kind for one in scheme.obligations if one.when.kind is not None}
    entries = [
        entry
        for entry in standing(source.standing_of_kinds(kinds, cut.known_at), cut)
        if belongs_to(entry, scheme.year, scheme.period)
    ]
    counted = by_person(entries)
    grades_before = _grades_before(source, schemes, scheme, cut, present)
    met = _met(source, cut)
    found = []
    for obligation in scheme.obligations:
        for one in sorted(present, key=lambda one: one.sheet.person.id):
            due = _by_count(obligation, counted, one.sheet.person.id, scheme) or _by_grade(
                obligation, one, grades_before
            )
            if due is not None and not any(_ends(entry, due, counted, source, cut, scheme) for entry in met):
                found.append(due)
    return found


def by_person(entries: Iterable[Happening[Fact]]) -> Mapping[str, list[Happening[Fact]]]:
    """Return the entries about each person, in order of (day, entry number)."""
    found: dict[str, list[Happening[Fact]]] = {}
    for entry in sorted(entries, key=by_day):
        found.setdefault(entry.person or "", []).append(entry)
    return found


def _by_count(
    obligation: Obligation, counted: Mapping[str, list[Happening[Fact]]], person: str, scheme: Scheme
) -> Due | None:
    when = obligation.when
    if when.count is None:
        return None
    raising = [entry for entry in counted.get(person, ()) if entry.kind == when.kind][: when.count]
    if len(raising) < when.count:
        return None
    numbers = tuple(entry.number for entry in raising)
    return Due(obligation, person, scheme.year, raising[-1].day, numbers)


def _by_grade(obligation: Obligation, one: Standing, grades_before: Mapping[str, int | None]) -> Due | None:
    when, sheet = obligation.when, one.sheet
    if when.grade is None or one.grade != when.grade:
        return None
    if when.years != 1 and grades_before.get(sheet.person.id) != when.grade:
        return None
    facts = sheet.situation.facts
    discipline = facts.get("discipline-imposed", ())
    if discipline:
        return Due(obligation, sheet.person.id, sheet.scheme.year, discipline[0].day, (discipline[0].number,))
    kinds = {kind for score in sheet.items for kind in score.item.kinds_read()}
    days = [facts[kind][-1].day for kind in kinds if facts.get(kind)]
    return Due(obligation, sheet.person.id, sheet.scheme.year, max([sheet.scheme.last_day, *days]), ())


def _grades_before(
    source: Source, schemes: AdoptedSchemes, scheme: Scheme, cut: Cut, present: Sequence[Standing]
) -> Mapping[str, int | None]:
    """Return the grades of the year before, if anything that is raised could rest on them."""
    asked = {one.when.grade for one in scheme.obligations if one.when.years not in {None, 1}}
    if not any(one.grade is not None and one.grade in asked for one in present):
        return {}
    return grades_of(source, schemes, scheme.year - 1, cut)


def _met(source: Source, cut: Cut) -> list[Entry[Fact]]:
    return standing(source.standing_of_kinds({"obligation-met"}, cut.known_at), cut)


def _ends(
    met: Entry[Fact], due: Due, counted: Mapping[str, list[Happening[Fact]]], source: Source, cut: Cut, scheme: Scheme
) -> bool:  # fmt: skip
    """Whether an entry ends an obligation: by the entry that it is about, or else as one of the year, not before it."""
    fact, kind = met.fact, due.obligation.when.kind
    assert isinstance(fact, ObligationMet)
    if fact.obligation != due.obligation.id or met.person != due.person:
        return False
    if fact.about is not None and kind is not None:
        numbers = {entry.number for entry in counted.get(due.person, ()) if entry.kind == kind}
        return _as_corrected(fact.about, source, cut) in numbers
    return belongs_to(met, due.year, scheme.period) and (kind is None or met.day >= due.since)


def _as_corrected(number: int, source: Source, cut: Cut) -> int:
    """Return the entry that stands in the place of one that was corrected; an entry that stands, or is void, itself."""
    while (void := source.void_of(number)) is not None and void <= cut.known_at:
        entry = source.entry(void)
        assert entry is not None and isinstance(entry.fact, EntryVoided)
        if entry.fact.replaced_by is None:
            break
        number = entry.fact.replaced_by
    return number
