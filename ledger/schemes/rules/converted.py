"""折算: the score of an inspection by others, converted to the item's points (reading G31).

Unit: the inspection's own marks. Arithmetic: points = full × score ÷ out_of of the latest assessment, rounded half-up
to 0.001; the loss is full − points, cited to it. Undecided without one.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Self

from ledger.facts.assessment_received import AssessmentReceived
from ledger.schemes.rules._base import UNDECIDED, Assessment, IndicatorRule, Line, Remark, Stake
from ledger.schemes.situation import Situation
from ledger.texts import _, later
from ledger.values import Period, plain_number, rounded_share

_SHARE = later("{full} × {score} ÷ {out_of}")


class Converted(IndicatorRule, frozen=True, kw_only=True, tag="converted"):
    """The item's points in proportion to an outside score."""

    LINES_DEPEND_ON_ONE_ANOTHER = True

    def kinds_read(self) -> frozenset[str]:
        """Assessments received."""
        return frozenset({"assessment-received"})

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """At most one line."""
        return self.assess_amended(lambda _day: stake, situation, lambda _day: self)

    def assess_amended(
        self, stake_on: Callable[[date], Stake], situation: Situation, in_force: Callable[[date], Self | None]
    ) -> Assessment:
        """The same; the latest counts that was received while there was such a rule, by the rule of its day."""
        indicator = stake_on(situation.as_of).item
        received = [
            (entry, rule)
            for entry in situation.of_indicator("assessment-received", indicator)
            if (rule := in_force(entry.day)) is not None
        ]
        if not received:
            return UNDECIDED if in_force(situation.as_of) is not None else Assessment([])
        latest, rule = received[-1]
        assert isinstance(latest.fact, AssessmentReceived)
        score, out_of, full = latest.fact.score, latest.fact.out_of, stake_on(latest.day).full
        loss = full - rounded_share(full, score, out_of)
        if not loss:
            return Assessment([])
        values = {"full": plain_number(full), "score": plain_number(score), "out_of": plain_number(out_of)}
        return Assessment([Line(latest.day, loss, loss, latest, (), Remark(_SHARE, values), rule.readings)])

    def decided_by(self) -> str:
        """An assessment."""
        return "assessment-received"

    def greatest_loss(self, stake: Stake, period: Period) -> Decimal:
        """Everything, by a score of 0."""
        return stake.full

    def in_words(self, stake: Stake) -> str:
        """Say the rule."""
        return _("{points} × score ÷ full mark of the latest assessment", points=plain_number(stake.full))
