"""What files may write otherwise than the ledger does, and is clear all the same: days, units, spaces in a kind.

Only files: what is typed is read strictly. Nothing that could mean two things is let through (1,234 stays refused),
and texts are left as they are.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from ledger.decisions.drafts import field_called, kind_of_row, means_kind
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
    fields = {heading: _kind(text) if means_kind(heading) else text for heading, text in fields.items()}
    kind = kind_of_row(fields)
    if kind is None:
        return fields
    return {
        heading: text if _is_left_alone(kind, heading) else _text(kind, field_called(kind, heading), text)
        for heading, text in fields.items()
    }


@lru_cache(maxsize=4096)
def _is_left_alone(kind: type[Fact], heading: str) -> bool:
    """Whether a column of this kind holds neither days nor numbers: its texts are read as they are."""
    name = field_called(kind, heading)
    field = fields_of(kind).get(name)
    return name != "occurred_on" and (field is None or field.holds not in {"day", "number"})


def _kind(text: str) -> str:
    closed_up = "".join(text.split())
    return text if kind_called(text.strip()) or not kind_called(closed_up) else closed_up


def _text(kind: type[Fact], name: str, text: str) -> str:
    field = fields_of(kind).get(name)
    if name == "occurred_on" or (field is not None and field.holds == "day"):
        return day_as_written(text)
    if field is not None and field.holds == "number":
        return _without_unit(name, field, text)
    return text


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


def _without_unit(name: str, field: Field, text: str) -> str:
    units = {"分"} if name in _COUNTED_IN_POINTS else set()
    if field.unit is not None:
        units |= {field.unit.zh, field.unit.en}
    normal = unicodedata.normalize("NFKC", text).strip()
    for unit in units:
        if normal.endswith(unit) and normal != unit:
            return normal.removesuffix(unit).rstrip()
    return text
