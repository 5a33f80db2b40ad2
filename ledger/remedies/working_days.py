"""Days counted: the day after the first is the first that counts; working days are those of the calendar of China."""

from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

DAYS, WORKING_DAYS = "days", "working-days"


class Reckoned(NamedTuple):
    """The last day of a span, and the years of whose holidays nothing is known: there only weekends were left out."""

    day: date
    years_unknown: tuple[int, ...]


def reckoned(first: date, within: int, unit: str) -> Reckoned:
    """Return the last of `within` days (or working days) after the day `first`, which is not counted itself."""
    if unit == DAYS:
        return Reckoned(first + timedelta(days=within), ())
    day, unknown = first, dict[int, None]()
    while within:
        day += timedelta(days=1)
        worked = is_worked(day)
        if worked is None:
            unknown[day.year] = None
        within -= day.weekday() < 5 if worked is None else worked
    return Reckoned(day, tuple(unknown))


@lru_cache(4096)
def is_worked(day: date) -> bool | None:
    """Whether people work on a day, weekends made up for included; None for a year that the library does not know."""
    from chinese_calendar import is_workday  # imported late: it loads every holiday since 2004

    try:
        return bool(is_workday(day))
    except NotImplementedError:
        return None
