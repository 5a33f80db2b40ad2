"""The third grade in two successive years (四(三), reading D5): who had it the year before, too?"""

from ledger.schemes import AdoptedSchemes
from ledger.values import Cut
from projections.readings import Source, YearReading

THIRD = 3


def third_the_year_before(source: Source, schemes: AdoptedSchemes, year: int, cut: Cut) -> frozenset[str]:
    """Return the ids of those whose grade of the calendar year before is the third, as known at the cut.

    Nobody's where that year has no scheme: an older year counts only if it is in the ledger.
    """
    return frozenset(
        person_id for person_id, grade in grades_of(source, schemes, year - 1, cut).items() if grade == THIRD
    )


def grades_of(source: Source, schemes: AdoptedSchemes, year: int, cut: Cut) -> dict[str, int | None]:
    """Return everybody's grade of a year by id, as known at the cut; nobody's where the year has no scheme."""
    if year not in schemes.years:
        return {}
    reading = YearReading(source, schemes.for_year(year, cut.as_of), cut)
    return {standing.sheet.person.id: standing.grade for standing in reading.everyone()}
