"""Where a unit loses its points: by item of the scheme, over everybody who has a sheet."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from projections.standings import Standing


class Loss(NamedTuple):
    """What an item cost all people together, and how many it cost something."""

    clause: str
    label: str
    lost: Decimal
    people: int


def losses_of(standings: Sequence[Standing]) -> list[Loss]:
    """Return the items that cost somebody points, what cost the most first, then by clause."""
    found: dict[tuple[str, str], Loss] = {}
    for standing in standings:
        for score in standing.sheet.items:
            if score.lost > 0:
                key = (score.item.clause, score.item.label)
                before = found.get(key, Loss(*key, Decimal(0), 0))
                found[key] = before._replace(lost=before.lost + score.lost, people=before.people + 1)
    return sorted(found.values(), key=lambda loss: (-loss.lost, loss.clause))
