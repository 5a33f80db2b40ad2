"""What files may write otherwise than the ledger does, and is clear all the same: days, units, spaces in a kind.

Only files: what is typed is read strictly. Nothing that could mean two things is let through (1,234 stays refused),
and texts are left as they are.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from functools import lru_cache

from ledger.decisions.drafts import field_called, kind_headings, kind_of_row
from ledger.facts import Fact, Field, fields_of, kind_called

_DAY = re.compile(
    r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})日?(?:[ T]\d{1,2}:\d\d\S*)?",
    re.ASCII,
)
_SERIAL = re.compile(r"([0-9]{5})(?:\.[0-9]+)?")
# Spreadsheets count days from here: 44013 is 2020-07-01.
_DAY_ZERO = date(1899, 12, 30)
_SERIALS = range(36526, 73051)  # 2000 to 2099: other numbers are no days
_COUNTED_IN_POINTS = frozenset({"score", "out_of", "unit_points"})


def tolerated(fields: Mapping[str, str]) -> dict[str, str]:
    """Return a row's fields with what is clear written as the ledger reads it."""
    headings = tuple(fields)
    written = dict(fields)
    for heading in kind_headings(headings):
        written[heading] = _kind(fields[heading])
    kind = kind_of_row(written)
    if kind is not None:
        for heading, written_out in _tolerant(kind, headings):
            written[heading] = written_out(written[heading])
    return written


@lru_cache(maxsize=4096)
def _tolerant(kind: type[Fact], headings: tuple[str, ...]) -> list[tuple[str, Callable[[str], str]]]:
    """Return those of the columns of this kind that hold days or numbers, with how they are written out.

    The texts of all others are read as they are.
    """
    named = [(heading, field_called(kind, heading)) for heading in headings]
    days = [(heading, day_as_written) for heading, name in named if _holds(kind, name) == "day"]
    numbers = [
        (heading, _without(_units(name, fields_of(kind)[name])))
        for heading, name in named if _holds(kind, name) == "number"
    ]  # fmt: skip
    return [*days, *numbers]


def _holds(kind: type[Fact], name: str) -> str:
    field = fields_of(kind).get(name)
    return "day" if name == "occurred_on" else "text" if field is None else field.holds


@lru_cache(maxsize=4096)
def _kind(text: str) -> str:
    closed_up = "".join(text.split())
    return text if kind_called(text.strip()) or not kind_called(closed_up) else closed_up


@lru_cache(maxsize=4096)
def day_as_written(text: str) -> str:
    """Return a day as YYYY-MM-DD: 2020/3/16, 2020.3.16, 2020年3月16日, 44013. A text that is none, as it is."""
    normal = unicodedata.normalize("NFKC", text).strip()
    serial = _SERIAL.fullmatch(normal)
    if serial and int(serial[1]) in _SERIALS:
        return (_DAY_ZERO + timedelta(days=int(serial[1]))).isoformat()
    parts = _DAY.fullmatch("".join(normal.split()) if "年" in normal else normal)
    if not parts:
        return text
    year, *months, day = parts.groups()
    return f"{int(year):04}-{int(next(filter(None, months))):02}-{int(day):02}"


def _units(name: str, field: Field) -> set[str]:
    """Return the words that may stand behind a number of this field."""
    units = {"分"} if name in _COUNTED_IN_POINTS else set()
    return units if field.unit is None else {*units, field.unit.zh, field.unit.en}


def _without(units: Collection[str]) -> Callable[[str], str]:
    def without_unit(text: str) -> str:
        normal = unicodedata.normalize("NFKC", text).strip()
        for unit in units:
            if normal.endswith(unit) and normal != unit:
                return normal.removesuffix(unit).rstrip()
        return text

    return without_unit
