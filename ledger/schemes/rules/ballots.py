"""民主测评: the mean of the valid ballots of one part (reading C3).

Unit: marks from 0 to 100. Arithmetic: points = full × mean of the latest count's marks ÷ 100, rounded half-up to
0.001; the loss is full − points, cited to the count. Undecided without one.
"""

from decimal import Decimal

from ledger.facts import Fact
from ledger.facts.ballots_counted import BallotsCounted
from ledger.schemes.rules._base import UNDECIDED, Assessment, Line, Remark, RuleParameters, Stake
from ledger.schemes.situation import Situation
from ledger.texts import _, later
from ledger.values import Period, exact_sum, plain_number, rounded_quotient, rounded_share

FULL_MARK = 100

_MEAN = later("{count} valid ballots, mean {mean}")


class Ballots(RuleParameters, frozen=True, kw_only=True, tag="ballots"):
    """The item's points in proportion to the mean mark of `part`."""

    part: str

    def kinds_read(self) -> frozenset[str]:
        """Ballots counted."""
        return frozenset({"ballots-counted"})

    def concerns(self, fact: Fact, item: str) -> bool:
        """Whether the fact counts the ballots of this part."""
        return isinstance(fact, BallotsCounted) and fact.part == self.part

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """At most one line."""
        counts = [entry for entry in situation.of("ballots-counted") if self.concerns(entry.fact, stake.item)]
        if not counts:
            return UNDECIDED
        latest = counts[-1]
        assert isinstance(latest.fact, BallotsCounted)
        marks = latest.fact.scores
        total = exact_sum(marks)
        loss = stake.full - rounded_share(stake.full, total, len(marks) * FULL_MARK)
        if not loss:
            return Assessment([])
        values = {"count": len(marks), "mean": plain_number(rounded_quotient(total, len(marks)))}
        return Assessment([Line(latest.day, loss, loss, latest, (), Remark(_MEAN, values), self.readings)])

    def greatest_loss(self, stake: Stake, period: Period) -> Decimal:
        """Everything, by ballots of 0."""
        return stake.full

    def in_words(self, stake: Stake) -> str:
        """Say the rule."""
        return _("{points} × mean mark ÷ 100", points=plain_number(stake.full))
