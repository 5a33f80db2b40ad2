"""Ranks and grades: everybody's sheets side by side (三; readings B4, B5, B7, B13)."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

import msgspec

from ledger.entry import Happening
from ledger.facts import Fact
from ledger.facts.grade_decided import GradeDecided
from ledger.facts.grade_quota_set import GradeQuotaSet
from projections.scores import Sheet


class Standing(msgspec.Struct, frozen=True):
    """A person's sheet with rank and grade. Rank None: not ranked; grade None: none yet, or undecided."""

    sheet: Sheet
    rank: int | None
    grade: int | None


def standings_of(sheets: Sequence[Sheet], quotas: Sequence[Happening[Fact]]) -> list[Standing]:
    """Return everybody by rank, then id; those without a rank last, by id.

    `quotas` are the decisions on the number of first grades, in order of (day, entry number).
    """
    ranks = _ranks([sheet for sheet in sheets if sheet.is_ranked])
    by_quota = _grades_by_quota(sheets, quotas)
    standings = [
        Standing(sheet, ranks.get(sheet.person.id), _grade(sheet, by_quota.get(sheet.person.id))) for sheet in sheets
    ]
    return sorted(standings, key=lambda standing: (standing.rank is None, standing.rank or 0, standing.sheet.person.id))


def _ranks(ranked: Sequence[Sheet]) -> dict[str, int]:
    """Rank 1 + the number of ranked people with a higher net score (1, 2, 2, 4)."""
    ascending = sorted(-sheet.net for sheet in ranked)
    return {sheet.person.id: 1 + bisect_left(ascending, -sheet.net) for sheet in ranked}


def _grades_by_quota(sheets: Sequence[Sheet], quotas: Sequence[Happening[Fact]]) -> Mapping[str, int]:
    """Return first and second grades by id, once there is a quota and everybody ranked is final.

    First: the person and all tied with them fit into the quota. Second: the quota is used up by those above. A
    tie across the cut has no grade.
    """
    ranked = [sheet for sheet in sheets if sheet.is_ranked]
    if not quotas or not all(sheet.is_final for sheet in ranked):
        return {}
    latest = quotas[-1].fact
    assert isinstance(latest, GradeQuotaSet)
    pool = [sheet for sheet in ranked if not _is_third(sheet)]
    grades = {}
    above = 0
    for net, tied in sorted(Counter(sheet.net for sheet in pool).items(), reverse=True):
        if above + tied <= latest.first_count:
            grades[net] = 1
        elif above >= latest.first_count:
            grades[net] = 2
        above += tied
    return {sheet.person.id: grades[sheet.net] for sheet in pool if sheet.net in grades}


def _is_third(sheet: Sheet) -> bool:
    return sheet.scheme.grades.is_third(sheet.total)


def _grade(sheet: Sheet, by_quota: int | None) -> int | None:
    if sheet.is_disciplined:
        return 4
    if not sheet.is_final:
        return None
    if _is_third(sheet):
        return 3
    return by_quota if by_quota is not None else _decided_grade(sheet)


def _decided_grade(sheet: Sheet) -> int | None:
    decisions = sheet.situation.facts.get("grade-decided")
    if not decisions:
        return None
    latest = decisions[-1].fact
    assert isinstance(latest, GradeDecided)
    return latest.grade


def distance_to_third(sheet: Sheet) -> Decimal:
    """Return how far the score is above the mark of the third grade, undecided items taken as full."""
    at_best = sheet.total + sum((score.item.points for score in sheet.undecided), Decimal(0))
    return at_best - sheet.scheme.grades.third_below
