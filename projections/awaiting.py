"""What a year's results wait for: ballots, what people have to decide or report, a quota, grades and outcomes."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from ledger.facts.annual_outcome_decided import AnnualOutcomeDecided
from ledger.facts.credit_shares_decided import CreditSharesDecided
from ledger.facts.grade_quota_set import GradeQuotaSet
from ledger.facts.unit_credit_earned import UnitCreditEarned
from ledger.schemes.consequences import GradeOutcomes
from ledger.schemes.model import Scheme
from ledger.values import Cut, month_of
from projections.quotas import quota_in_force, was_set_after_the_scores
from projections.readings import Source
from projections.scores import Sheet
from projections.standings import Standing

BALLOTS = "ballots-counted"


class What(StrEnum):
    """What has to be decided, or looked at again, by those who decide."""

    QUOTA = "quota"
    """Everybody ranked is final and there is no quota of first grades."""
    QUOTA_AFTER_SCORES = "quota-after-scores"
    """The quota was recorded when everybody ranked was final already (reading B4)."""
    GRADE = "grade"
    """The quota leaves a final person without a grade: a tie across the cut (reading B7), or no post in the table."""
    OUTCOME = "outcome"
    """The grade is there and the annual outcome is not."""
    OUTCOME_NOT_ALLOWED = "outcome-not-allowed"
    """The annual outcome is one that the grade does not allow."""
    SHARE = "share"
    """A credit was shared, and no decision says that this is the person's share (reading F13)."""


class Decision(NamedTuple):
    """Something to decide about a person (None: about everybody), the entry in question, and the outcomes allowed."""

    what: What
    clause: str
    person: str | None = None
    entry: int | None = None
    grade: int | None = None
    allowed: GradeOutcomes | None = None
    outcome: str | None = None
    amount: Decimal | None = None
    """The share, or the number of first grades."""


class Wait(NamedTuple):
    """An item that is undecided (the part, where it is for want of a post), and the kind of entry that decides it."""

    person: str
    item: str
    label: str
    clause: str
    full: Decimal
    kind: str


def waits(standings: Sequence[Standing]) -> list[Wait]:
    """Return every undecided item of those present and ranked or yet to be, but for ballots; by person."""
    present = [one.sheet for one in standings if not one.sheet.has_left and not one.sheet.is_disciplined]
    return [wait for sheet in sorted(present, key=lambda sheet: sheet.person.id) for wait in _waits_of(sheet)]


def _waits_of(sheet: Sheet) -> Iterator[Wait]:
    want_of_post = _want_of_post(sheet)
    told: set[str] = set()
    for score in sheet.undecided:
        kind = next((rule.decided_by() for rule in score.item.rules if rule.decided_by()), None)
        if score.part.by_post and want_of_post is not None:
            if score.part.id not in told:
                told.add(score.part.id)
                part = score.part
                yield Wait(sheet.person.id, part.id, part.label, part.clause, part.points, want_of_post)
        elif kind is not None and kind != BALLOTS:
            item = score.item
            yield Wait(sheet.person.id, item.id, item.label, item.clause, item.points, kind)


def _want_of_post(sheet: Sheet) -> str | None:
    """Return what settles the post that counts; None where it is settled.

    A post that is not in the table waits for a supplement of the scheme (reading A4), no post at all for one.
    """
    if not sheet.has_post:
        return "scheme-amended" if sheet.post else "person-transferred"
    if sheet.situation.facts.get("assessed-post-decided"):
        return None
    day = min(sheet.as_of, sheet.scheme.last_day)
    held = sheet.person.posts_held(sheet.scheme.first_day, day)
    return "assessed-post-decided" if len(held) > 1 else None


def ballots_not_held(standings: Sequence[Standing], scheme: Scheme, cut: Cut) -> list[Wait]:
    """Return the parts of the evaluation without a count, in the year's last month and afterwards; by part."""
    if cut.as_of < month_of(scheme.last_day).first_day:
        return []
    sheets = sorted((one.sheet for one in standings if not one.sheet.has_left), key=lambda sheet: sheet.person.id)
    found = [
        Wait(sheet.person.id, score.item.id, score.item.label, score.item.clause, score.item.points, BALLOTS)
        for sheet in sheets
        for score in sheet.undecided
        if any(rule.decided_by() == BALLOTS for rule in score.item.rules)
    ]
    order = list(dict.fromkeys(item.id for item in scheme.all_items()))
    return sorted(found, key=lambda wait: order.index(wait.item))


def decisions(source: Source, scheme: Scheme, cut: Cut, standings: Sequence[Standing]) -> list[Decision]:
    """Return what there is to decide about a year: the quota first, then person by person."""
    quota = quota_in_force(source, scheme, cut)
    ranked = [one.sheet for one in standings if one.sheet.is_ranked]
    all_final = bool(ranked) and all(sheet.is_final for sheet in ranked)
    found = []
    if all_final and quota is None:
        found.append(Decision(What.QUOTA, scheme.grades.clause))
    if quota is not None and was_set_after_the_scores(source, quota, scheme.year):
        assert isinstance(quota.fact, GradeQuotaSet)
        count = Decimal(quota.fact.first_count)
        found.append(Decision(What.QUOTA_AFTER_SCORES, scheme.grades.clause, entry=quota.number, amount=count))
    for one in sorted(standings, key=lambda one: one.sheet.person.id):
        if one.sheet.has_left:
            continue
        is_open = one.sheet.is_final and one.grade is None
        if is_open and (quota is not None if all_final else not one.sheet.is_ranked):
            found.append(Decision(What.GRADE, scheme.grades.clause, one.sheet.person.id))
        found += _of_the_outcome(one)
        found += _of_the_shares(one.sheet)
    return found


def _of_the_outcome(one: Standing) -> Iterator[Decision]:
    sheet = one.sheet
    allowed = sheet.scheme.grades.outcomes_of(one.grade)
    if one.grade is None or allowed is None or not sheet.situation.period_is_over:
        return
    decided = sheet.situation.facts.get("annual-outcome-decided", ())
    if not decided:
        yield Decision(What.OUTCOME, allowed.clause, sheet.person.id, None, one.grade, allowed)
        return
    latest = decided[-1]
    assert isinstance(latest.fact, AnnualOutcomeDecided)
    if latest.fact.outcome not in allowed.outcomes:
        yield Decision(
            What.OUTCOME_NOT_ALLOWED, allowed.clause, sheet.person.id, latest.number, one.grade, allowed,
            latest.fact.outcome,
        )  # fmt: skip


def _of_the_shares(sheet: Sheet) -> Iterator[Decision]:
    """Yield the credits of which only a share counts, where no decision of the year gives the person that share."""
    facts = sheet.situation.facts
    decided = {
        one.fact.share for one in facts.get("credit-shares-decided", ()) if isinstance(one.fact, CreditSharesDecided)
    }
    clause = next((item.clause for item in sheet.scheme.all_items() if "unit-credit-earned" in item.kinds_read()), "")
    for credit in facts.get("unit-credit-earned", ()):
        assert isinstance(credit.fact, UnitCreditEarned)
        if credit.fact.share < 1 and credit.fact.share not in decided:
            yield Decision(What.SHARE, clause, sheet.person.id, credit.number, amount=credit.fact.share)
