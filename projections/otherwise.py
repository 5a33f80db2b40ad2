"""Readings that matter: those of which an alternative would change somebody's score or grade, with the figure."""

from collections.abc import Sequence
from typing import NamedTuple

from ledger.schemes.adopted import AdoptedSchemes
from ledger.schemes.alternatives import selectable
from ledger.schemes.model import Scheme
from ledger.schemes.readings import Alternative, Reading
from projections.scores import Sheet
from projections.standings import Standing, standings_of
from projections.tallies import TalliedSheets
from projections.year_facts import YearFacts


class ReadSo(NamedTuple):
    """A reading, one of its alternatives, and the year's scheme with it taken."""

    reading: Reading
    alternative: Alternative
    scheme: Scheme


class Otherwise(NamedTuple):
    """A reading, one of its alternatives, and what somebody's standing would be by it."""

    reading: Reading
    alternative: Alternative
    standing: Standing


def schemes_read_otherwise(schemes: AdoptedSchemes, scheme: Scheme) -> list[ReadSo]:
    """Return the year's scheme once for each alternative that it has, in the order of its readings."""
    last = (scheme.amendments() or (scheme.first_day,))[-1]
    return [
        ReadSo(
            reading, alternative, schemes.read_otherwise({reading.id: alternative.id}).for_year(scheme.year, last)
        )
        for reading, alternative in selectable(scheme)
    ]  # fmt: skip


def readings_that_matter(
    sheet: Sheet, others: Sequence[ReadSo], everybody: YearFacts | None, standing: Standing
) -> list[Otherwise]:
    """Return the alternatives by which the person's score or grade would be another.

    `everybody` are the facts of the year, where the grade may depend on others; None where ranks were not asked.
    """
    if everybody is None or not everybody.quotas:
        standing = _alone(sheet)  # the grade is not by quota: nobody else tells on it
        everybody = None
    found = (Otherwise(*so[:2], _standing(sheet, so.scheme, everybody)) for so in others)
    return [one for one in found if _figures(one.standing) != _figures(standing)]


def _standing(sheet: Sheet, scheme: Scheme, everybody: YearFacts | None) -> Standing:
    if everybody is None:
        situation = sheet.situation
        tallied = TalliedSheets(scheme, sheet.as_of, situation.news_was_published)
        return _alone(tallied.of(sheet.person, situation.facts))
    return next(one for one in everybody.standings(scheme) if one.sheet.person.id == sheet.person.id)


def _alone(sheet: Sheet) -> Standing:
    (standing,) = standings_of([sheet], ())
    return Standing(sheet, None, standing.grade)


def _figures(standing: Standing) -> tuple[object, ...]:
    return standing.sheet.total, standing.sheet.out_of, standing.grade
