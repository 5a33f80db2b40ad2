"""完成与否: an all-or-nothing indicator (readings G11, G16).

Unit: the item's full points. Arithmetic: the latest declaration holds. Achieved: no loss. Not achieved: everything is
lost from the period's last day on, cited to the declaration; pending before. None: pending before that day,
undecided from it.
"""

from decimal import Decimal

from ledger.facts.outcome_declared import OutcomeDeclared
from ledger.schemes.rules._base import PENDING, UNDECIDED, Assessment, IndicatorRule, Line, Stake
from ledger.schemes.situation import Situation
from ledger.texts import _
from ledger.values import Period, plain_number


class Outcome(IndicatorRule, frozen=True, kw_only=True, tag="outcome"):
    """All points, or none."""

    def kinds_read(self) -> frozenset[str]:
        """Outcomes declared."""
        return frozenset({"outcome-declared"})

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """At most one line."""
        declared = situation.of_indicator("outcome-declared", stake.item)
        if declared and isinstance(declared[-1].fact, OutcomeDeclared) and declared[-1].fact.achieved:
            return Assessment([])
        if not situation.period_is_over:
            return PENDING
        if not declared:
            return UNDECIDED
        latest, last_day = declared[-1], situation.period.last_day
        # It is declared on some day, and a fact of the period's last.
        line = Line(latest.day, stake.full, stake.full, latest, readings=self.readings, judged_on=last_day)
        return Assessment([line])

    def decided_by(self) -> str:
        """A declaration."""
        return "outcome-declared"

    def greatest_loss(self, stake: Stake, period: Period) -> Decimal:
        """Everything."""
        return stake.full

    def in_words(self, stake: Stake) -> str:
        """Say the rule."""
        return _("all {points} or none, by the latest declaration", points=plain_number(stake.full))
