"""The numbers of a scheme's document: exact, finite, and of a size that rules can work with."""

from decimal import Decimal, InvalidOperation
from typing import Any

_FIGURE = "a number of at least 0, of at most 12 digits before and 6 after the point"


def read_number(text: str) -> Decimal:
    """Read a number with a point or an exponent. Raises ValueError for one whose exponent no decimal can have."""
    try:
        return Decimal(text)
    except InvalidOperation:
        message = f"expected {_FIGURE}; found {text}"
        raise ValueError(message[:200]) from None


def check_numbers(value: Any, place: str) -> None:
    """Check that every number of a document is finite and at least 0. Raises ValueError with its place."""
    if isinstance(value, dict):
        for name, inner in value.items():
            check_numbers(inner, f"{place}.{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            check_numbers(inner, f"{place}[{number}]")
    elif isinstance(value, Decimal | int) and not _is_figure(value):
        # A whole number may have millions of hexadecimal digits; to write them out as decimals takes minutes.
        found = value if isinstance(value, Decimal) or abs(value) < 10**30 else "one far beyond"
        message = f"expected {_FIGURE}; found {found}"
        raise ValueError(f"{message[:200]} - at `{place}`")


def _is_figure(number: Decimal | int) -> bool:
    """Whether a number is one that rules can work with exactly."""
    if isinstance(number, int):
        return 0 <= number < 10**12
    if not number.is_finite() or number < 0:
        return False
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -6 and (not number or number.adjusted() < 12)
