"""折算: the score of an inspection by others, converted to the item's points (reading G31).

Unit: the inspection's own marks. Arithmetic: points = full × score ÷ out_of of the latest assessment, rounded half-up
to 0.001; the loss is full − points, cited to it. Undecided without one.
"""

from decimal import Decimal

from ledger.facts.assessment_received import AssessmentReceived
from ledger.schemes.rules._base import UNDECIDED, Assessment, IndicatorRule, Line, Remark, Stake
from ledger.schemes.situation import Situation
from ledger.texts import _, later
from ledger.values import Period, plain_number, rounded_share

_SHARE = later("{full} × {score} ÷ {out_of}")


class Converted(IndicatorRule, frozen=True, kw_only=True, tag="converted"):
    """The item's points in proportion to an outside score."""

    def kinds_read(self) -> frozenset[str]:
        """Assessments received."""
        return frozenset({"assessment-received"})

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """At most one line."""
        received = situation.of_indicator("assessment-received", stake.item)
        if not received:
            return UNDECIDED
        latest = received[-1]
        assert isinstance(latest.fact, AssessmentReceived)
        score, out_of = latest.fact.score, latest.fact.out_of
        loss = stake.full - rounded_share(stake.full, score, out_of)
        if not loss:
            return Assessment([])
        values = {
            "full": plain_number(stake.full), "score": plain_number(score), "out_of": plain_number(out_of),
        }  # fmt: skip
        return Assessment([Line(latest.day, loss, loss, latest, (), Remark(_SHARE, values), self.readings)])

    def greatest_loss(self, stake: Stake, period: Period) -> Decimal:
        """Everything, by a score of 0."""
        return stake.full

    def in_words(self, stake: Stake) -> str:
        """Say the rule."""
        return _("{points} × score ÷ full mark of the latest assessment", points=plain_number(stake.full))
