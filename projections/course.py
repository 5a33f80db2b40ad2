"""How a person's score went over the year: at the end of each month until the day asked, and on that day."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ledger.schemes.adopted import AdoptedSchemes
from ledger.values import Cut
from projections.readings import Source, YearReading


class Point(NamedTuple):
    """The score on a day: the total and what it is out of, undecided items in neither."""

    day: date
    total: Decimal
    out_of: Decimal


def course_of(source: Source, schemes: AdoptedSchemes, year: int, person_id: str, cut: Cut) -> list[Point]:
    """Return the scores at the month's ends, each as it is known at the cut; days without a sheet are left out."""
    scheme = schemes.for_year(year, cut.as_of)
    last = min(cut.as_of, scheme.last_day)
    days = [month.last_day for month in scheme.period.months() if month.last_day < last]
    points = []
    for day in [*days, last]:
        sheet = YearReading(source, schemes.for_year(year, day), Cut(day, cut.known_at)).one(person_id)
        if sheet is not None:
            points.append(Point(day, sheet.total, sheet.out_of))
    return points
