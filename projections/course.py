"""How a person's score went over the year: at the end of each month until the day asked, and on that day."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple, cast

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
    return next(courses_of(source, schemes, year, [person_id], cut))


def courses_of(
    source: Source, schemes: AdoptedSchemes, year: int, person_ids: Sequence[str], cut: Cut
) -> Iterator[list[Point]]:
    """Yield the same of some people, in turn; the entries of each are read once for all months."""
    scheme = schemes.for_year(year, cut.as_of)
    last = min(cut.as_of, scheme.last_day)
    days = [month.last_day for month in scheme.period.months() if month.last_day < last]
    once = cast(Source, _ReadOnce(source))
    months = [
        YearReading(once, schemes.for_year(year, day), Cut(day, cut.known_at)).each(person_ids) for day in (*days, last)
    ]
    for sheets in zip(*months, strict=True):
        told = zip((*days, last), sheets, strict=True)
        yield [Point(day, sheet.total, sheet.out_of) for day, sheet in told if sheet is not None]


class _ReadOnce:
    """A source that keeps what it answered last of one person, and of the roster."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.entries_of_person = lru_cache(maxsize=1)(lambda *asked: tuple(source.entries_of_person(*asked)))
        self.standing_of_person = lru_cache(maxsize=1)(lambda *asked: tuple(source.standing_of_person(*asked)))
        self.standing_of_everybody = lru_cache(maxsize=1)(lambda *asked: tuple(source.standing_of_everybody(*asked)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._source, name)
