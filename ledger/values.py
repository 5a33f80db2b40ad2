"""Points, days, periods and cuts: the small values everything else is made of, checked when built."""

import calendar
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache, lru_cache
from typing import NamedTuple

import msgspec

THOUSANDTH = Decimal("0.001")
NO_POINTS = Decimal(0)

# Numbers read from people have at most 18 digits, so a product of three of them is exact in 60.
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


@lru_cache(maxsize=8192)
def rounded_product(*factors: Decimal | int) -> Decimal:
    """Return the product of `factors`, computed exactly and rounded half-up to 0.001 point."""
    product = Decimal(1)
    for factor in factors:
        product = _EXACT.multiply(product, Decimal(factor))
    return _EXACT.quantize(product, THOUSANDTH)


@lru_cache(maxsize=8192)
def rounded_quotient(dividend: Decimal | int, divisor: Decimal | int) -> Decimal:
    """Return `dividend` ÷ `divisor` rounded half-up to 0.001 point."""
    return _EXACT.quantize(_EXACT.divide(Decimal(dividend), Decimal(divisor)), THOUSANDTH)


@lru_cache(maxsize=8192)
def rounded_share(full: Decimal, part: Decimal | int, whole: Decimal | int) -> Decimal:
    """Return `full` × `part` ÷ `whole`, rounded once, half-up to 0.001 point."""
    share = _EXACT.divide(_EXACT.multiply(full, Decimal(part)), Decimal(whole))
    return _EXACT.quantize(share, THOUSANDTH)


def exact_sum(numbers: Iterable[Decimal]) -> Decimal:
    """Return the sum of numbers read from people, of at most 18 digits each, without rounding."""
    total = Decimal(0)
    for number in numbers:
        total = _EXACT.add(total, number)
    return total


def whole_steps(target: Decimal, total: Decimal, step: Decimal) -> int:
    """Return by how many complete steps `total` falls short of `target`; 0 when it does not."""
    return max(0, int(_EXACT.divide_int(_EXACT.subtract(target, total), step)))


@lru_cache(maxsize=8192)
def plain_number(number: Decimal) -> str:
    """Return `number` without exponent or trailing zeros: 3.500 -> "3.5", 0.000 -> "0", 40 -> "40"."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


class Month(msgspec.Struct, frozen=True):
    """A calendar month; both days are included."""

    first_day: date
    last_day: date

    def __str__(self) -> str:
        return f"{self.first_day:%Y-%m}"


@lru_cache(maxsize=8192)
def first_of_month(day: date) -> date:
    """Return the first day of the calendar month that contains `day`."""
    return day.replace(day=1)


def month_of(day: date) -> Month:
    """Return the calendar month that contains `day`."""
    return Month(first_of_month(day), day.replace(day=calendar.monthrange(day.year, day.month)[1]))


class Period(msgspec.Struct, frozen=True):
    """A span of days, both ends included."""

    first_day: date
    last_day: date

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            message = f"a period from {self.first_day} cannot end on {self.last_day}"
            raise ValueError(message)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def months(self) -> tuple[Month, ...]:
        """Return the calendar months that lie wholly in the period, in order."""
        return _months_of(self)


@cache
def _months_of(period: Period) -> tuple[Month, ...]:
    months = []
    day = period.first_day
    while day <= period.last_day:
        month = month_of(day)
        if month.first_day >= period.first_day and month.last_day <= period.last_day:
            months.append(month)
        day = month.last_day + timedelta(days=1)
    return tuple(months)


class KnownAt(NamedTuple):
    """How far a reading knows the ledger: up to this entry, included, and when that was recorded (None: empty)."""

    entry: int
    recorded_at: datetime | None


class Cut(msgspec.Struct, frozen=True):
    """What a reading may use: entries that happened by `as_of` and that the ledger knew by `known_at`.

    `as_of` is a day, included. `known_at` is an entry number, included: entries 1 to `known_at` are known.
    """

    as_of: date
    known_at: int

    def __post_init__(self) -> None:
        if self.known_at < 0:
            message = f"an entry number is 0 or more, not {self.known_at}"
            raise ValueError(message)
