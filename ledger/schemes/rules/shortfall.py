"""每少完成: points for each whole step by which the total at the end of the period falls short of the target.

Unit: that of the indicator (篇, 万元, 名, 户, 百分点). Arithmetic: points × whole steps of (target − total), never
negative, rounded half-up to 0.001; `partial` says what a step that is not whole counts (reading G2: nothing, as a whole
one, in proportion); the target is the latest revised one, else the scheme's; the total is the latest
restated one plus the amounts after it. A shortfall is no fact before the period's last day (reading B2): pending
until then, undecided from then on if no progress was ever reported (readings G2, G3, G5).
"""

from decimal import Decimal
from typing import Literal

from ledger.facts.progress_reported import ProgressReported
from ledger.facts.target_revised import TargetRevised
from ledger.schemes.rules._base import (
    PENDING,
    UNDECIDED,
    Assessment,
    IndicatorRule,
    Line,
    Progress,
    Remark,
    Stake,
    State,
    Tally,
)
from ledger.schemes.situation import Situation
from ledger.texts import _, later
from ledger.values import NO_POINTS, Period, exact_sum, plain_number, rounded_product, rounded_share, whole_steps

_SHORT_OF_A_STEP = later("target {target} {unit}, done {total}: {short} short, {points} for each {step}")
_SHORT = later("target {target} {unit}, done {total}: {steps} whole steps of {step} × {points}")


class Shortfall(IndicatorRule, frozen=True, kw_only=True, tag="shortfall"):
    """Each whole `step` short of `target` loses `points`; a percentage has `target_at_most` = 100."""

    target: Decimal
    step: Decimal
    points: Decimal
    unit: str
    target_at_most: Decimal | None = None
    partial: Literal["nothing", "whole", "share"] = "nothing"

    def __post_init__(self) -> None:
        if self.step <= 0:
            message = f"expected `step` to be more than 0; found {self.step}"
            raise ValueError(message)

    def kinds_read(self) -> frozenset[str]:
        """Progress reported and targets revised."""
        return frozenset({"progress-reported", "target-revised"})

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """One line that cites all entries used, dated on the period's last day; none if nothing is short."""
        if not situation.period_is_over:
            return PENDING
        progress = situation.of_indicator("progress-reported", stake.item)
        if not progress:
            return UNDECIDED
        target, total, first = self._reached(stake, situation)
        revised, used = situation.of_indicator("target-revised", stake.item)[-1:], progress[first:]
        short = exact_sum([target, -total])
        loss = self._loss(short)
        if loss == 0:
            return Assessment([])
        values = {
            "target": plain_number(target), "total": plain_number(total), "unit": self.unit,
            "points": plain_number(self.points), "step": plain_number(self.step),
            "short": plain_number(short), "steps": whole_steps(target, total, self.step),
        }  # fmt: skip
        cited = tuple(sorted(entry.number for entry in [*revised, *used]))
        remark = Remark(_SHORT if self.partial == "nothing" else _SHORT_OF_A_STEP, values)
        return Assessment([Line(situation.period.last_day, loss, loss, None, cited, remark, self.readings)])

    def tally(self, stake: Stake, situation: Situation) -> Tally:
        """The loss alone."""
        if not situation.period_is_over:
            return Tally(NO_POINTS, NO_POINTS, State.PENDING)
        target, total, first = self._reached(stake, situation)
        if first is None:
            return Tally(NO_POINTS, NO_POINTS, State.UNDECIDED)
        loss = self._loss(exact_sum([target, -total]))
        return Tally(loss, loss)

    def _loss(self, short: Decimal) -> Decimal:
        """Return what it costs to be short by so much (negative: done more than the target)."""
        if short <= 0:
            return NO_POINTS
        if self.partial == "share":
            return rounded_share(self.points, short, self.step)
        steps = whole_steps(short, NO_POINTS, self.step)
        if self.partial == "whole" and short != self.step * steps:
            steps += 1
        return rounded_product(self.points, steps)

    def decided_by(self) -> str:
        """Progress, which nobody ever reported."""
        return "progress-reported"

    def progress(self, stake: Stake, situation: Situation) -> Progress:
        """The running total beside the target in force, both by the day asked."""
        target, total, _first = self._reached(stake, situation)
        return Progress(target, total, self.unit)

    def _reached(self, stake: Stake, situation: Situation) -> tuple[Decimal, Decimal, int | None]:
        """Return the target in force, the running total, and the place of the first report that it is made from.

        The place is None where there was no report.
        """
        revised = situation.facts_of(TargetRevised, stake.item)
        reported = situation.facts_of(ProgressReported, stake.item)
        restated = [place for place, fact in enumerate(reported) if fact.total is not None]
        first = restated[-1] if restated else 0
        numbers = [fact.amount if fact.total is None else fact.total for fact in reported[first:]]
        total = exact_sum([number for number in numbers if number is not None])
        return revised[-1].target if revised else self.target, total, first if reported else None

    def greatest_loss(self, stake: Stake, period: Period) -> Decimal:
        """Nothing done at all."""
        return self._loss(self.target)

    def highest_target(self) -> Decimal | None:
        """100 for a percentage."""
        return self.target_at_most

    def in_words(self, stake: Stake) -> str:
        """Say the rule."""
        figures = {
            "points": plain_number(self.points), "step": plain_number(self.step), "unit": self.unit,
            "target": plain_number(self.target),
        }  # fmt: skip
        if self.partial == "whole":
            return _(
                "{points} for each {step} {unit} begun short of {target}, on the last day of the period", **figures
            )
        if self.partial == "share":
            text = later(
                "{points} for each {step} {unit} short of {target}, in proportion, on the last day of the period"
            )
            return _(text, **figures)
        return _("{points} for each whole {step} {unit} short of {target}, on the last day of the period", **figures)
