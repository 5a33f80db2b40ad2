"""How a unit's scores are spread: how many people stand in each band of points above or below full points."""

from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal
from typing import NamedTuple

from projections.standings import Standing

_WIDTHS = (1, 2, 5, 10, 20, 50)
_MOST_BANDS = 12


class Band(NamedTuple):
    """People whose net (total − out of) is at least `first` and less than `end`."""

    first: int
    end: int
    people: int


def distribution_of(standings: Sequence[Standing]) -> list[Band]:
    """Return the bands from the lowest to the highest, those without anybody between them too; none for nobody.

    Those who have left are not counted. The bands are the narrowest (1, 2, 5 … points) of which twelve are enough.
    """
    return bands_of([standing.sheet.net for standing in standings if not standing.sheet.has_left])


def bands_of(nets: Sequence[Decimal]) -> list[Band]:
    """Return the same of the nets of those who are counted."""
    if not nets:
        return []
    for width in _WIDTHS:
        counts = Counter(_band(net, width) for net in nets)
        bands = range(min(counts), max(counts) + 1)
        if len(bands) <= _MOST_BANDS:
            break
    return [Band(band * width, (band + 1) * width, counts[band]) for band in bands]


def _band(net: Decimal, width: int) -> int:
    return int((net / width).to_integral_value(ROUND_FLOOR))
