"""The third grade in two successive years (四(三), reading D5): who had it the year before, too?"""

from ledger.schemes import AdoptedSchemes
from ledger.values import Cut
from projections.readings import Source, YearReading

THIRD = 3


def third_the_year_before(source: Source, schemes: AdoptedSchemes, year: int, cut: Cut) -> frozenset[str]:
    """Return the ids of those whose grade of the calendar year before is the third, as known at the cut.

    Nobody's where that year has no scheme: an older year counts only if it is in the ledger.
    """
    if year - 1 not in schemes.years:
        return frozenset()
    before = YearReading(source, schemes.for_year(year - 1, cut.as_of), cut)
    return frozenset(standing.sheet.person.id for standing in before.everyone() if standing.grade == THIRD)
