"""What would be lost if the year went on so: indicators behind the pace of the year, months without news."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ledger.schemes.model import Item
from ledger.schemes.rules import Progress, State
from ledger.schemes.situation import Situation
from ledger.values import Month, month_of, rounded_share
from projections.scores import Sheet
from projections.standings import Standing


class Behind(NamedTuple):
    """An indicator of which less is done than the elapsed share of its target, `due_by_now`; of days, both inclusive.

    `due_by_now` = target × days elapsed ÷ days of the period, rounded half-up to 0.001 to be shown.
    """

    person: str
    item: Item
    progress: Progress
    due_by_now: Decimal


class WithoutNews(NamedTuple):
    """A month in which a department published nothing so far, and whom that costs points (or would, at its end)."""

    department: str
    month: Month
    is_over: bool
    item: Item
    persons: tuple[str, ...]


def behind_the_pace(standings: Sequence[Standing]) -> list[Behind]:
    """Return the indicators with a target that are behind it; none from the period's last day on: then it is a fact."""
    found = []
    for sheet in _present(standings):
        for score in sheet.items:
            if score.state is not State.PENDING:
                continue
            for rule in score.item.rules:
                progress = rule.progress(score.item.stake, sheet.situation)
                if progress is not None and _is_behind(progress, sheet.situation):
                    elapsed, whole = days_passed(sheet.situation)
                    due = rounded_share(progress.target, elapsed, whole)
                    found.append(Behind(sheet.person.id, score.item, progress, due))
    return found


def _is_behind(progress: Progress, situation: Situation) -> bool:
    elapsed, whole = days_passed(situation)
    return progress.done * whole < progress.target * elapsed


def days_passed(situation: Situation) -> tuple[int, int]:
    """Return the days of the period that have passed, the day asked included, and all of them."""
    period = situation.period
    passed = min(situation.as_of, period.last_day) - period.first_day
    return passed.days + 1, (period.last_day - period.first_day).days + 1


def months_without_news(standings: Sequence[Standing]) -> list[WithoutNews]:
    """Return the months without news, that of the day asked among them, by month and department.

    None once the period is over: there is nothing left to do about them.
    """
    found: dict[tuple[date, str, str], WithoutNews] = {}
    for sheet in _present(standings):
        if sheet.as_of > sheet.scheme.last_day:
            continue
        until = month_of(sheet.as_of).last_day
        ahead = sheet.situation._replace(as_of=until)
        for score in sheet.items:
            for rule in score.item.rules:
                for month, department in rule.months_without_news(ahead):
                    key = (month.first_day, department, score.item.id)
                    is_over = month.last_day <= sheet.as_of
                    before = found.get(key, WithoutNews(department, month, is_over, score.item, ()))
                    found[key] = before._replace(persons=(*before.persons, sheet.person.id))
    return [found[key] for key in sorted(found)]


def _present(standings: Sequence[Standing]) -> list[Sheet]:
    """Return the sheets of those who have not left, by id."""
    return sorted((one.sheet for one in standings if not one.sheet.has_left), key=lambda sheet: sheet.person.id)
