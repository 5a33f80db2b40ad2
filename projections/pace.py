"""How far the indicators with a target are, against the share of the year that has passed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ledger.values import rounded_share
from projections.outlook import days_passed
from projections.standings import Standing


class Pace(NamedTuple):
    """An indicator of a person: `done` of its target in per cent, rounded half-up to 0.001, and what would be in pace.

    `due` is the days that have passed over all days of the period, in per cent, the day asked included.
    """

    name: str
    clause: str
    label: str
    done: Decimal
    due: Decimal


def pace_of(standings: Sequence[Standing]) -> list[Pace]:
    """Return the pace of every indicator with a target, by person and in the scheme's order; leavers' are left out."""
    found = []
    for sheet in sorted((one.sheet for one in standings if not one.sheet.has_left), key=lambda sheet: sheet.person.id):
        for score in sheet.items:
            for rule in score.item.rules:
                progress = rule.progress(score.item.stake, sheet.situation)
                if progress is not None and progress.target > 0:
                    done = rounded_share(Decimal(100), progress.done, progress.target)
                    due = rounded_share(Decimal(100), *days_passed(sheet.situation))
                    found.append(Pace(sheet.person.name, score.item.clause, score.item.label, done, due))
    return found
