"""民主测评: the mean of the valid ballots of one part (reading C3).

Unit: marks from 0 to 100. Arithmetic: points = full × mean of the latest count's marks ÷ 100, rounded half-up to
0.001; the loss is full − points, cited to the count. Where `trimmed`, the highest and the lowest mark are left out of
three or more. Undecided without one.
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Self

from ledger.facts import Fact
from ledger.facts.ballots_counted import BallotsCounted
from ledger.schemes.rules._base import UNDECIDED, Assessment, Line, Remark, Rule, RuleParameters, Stake
from ledger.schemes.situation import Situation
from ledger.texts import _, later
from ledger.values import Period, exact_sum, plain_number, rounded_quotient, rounded_share

FULL_MARK = 100

_MEAN = later("{count} valid ballots, mean {mean}")


class Ballots(RuleParameters, frozen=True, kw_only=True, tag="ballots"):
    """The item's points in proportion to the mean mark of `part`."""

    LINES_DEPEND_ON_ONE_ANOTHER = True

    part: str
    trimmed: bool = False

    def kinds_read(self) -> frozenset[str]:
        """Ballots counted."""
        return frozenset({"ballots-counted"})

    def concerns(self, fact: Fact, item: str) -> bool:
        """Whether the fact counts the ballots of this part."""
        return isinstance(fact, BallotsCounted) and fact.part == self.part

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """At most one line."""
        return self.assess_amended(lambda _day: stake, situation, lambda _day: self)

    def assess_amended(
        self, stake_on: Callable[[date], Stake], situation: Situation, in_force: Callable[[date], Self | None]
    ) -> Assessment:
        """The same; the latest count is taken of those made while there was such a rule, by the rule of its day."""
        counts = [
            (entry, rule)
            for entry in situation.of("ballots-counted")
            if (rule := in_force(entry.day)) is not None and rule.concerns(entry.fact, "")
        ]
        if not counts:
            return UNDECIDED if in_force(situation.as_of) is not None else Assessment([])
        latest, rule = counts[-1]
        assert isinstance(latest.fact, BallotsCounted)
        marks, full = rule._marks(latest.fact), stake_on(latest.day).full
        total = exact_sum(marks)
        loss = full - rounded_share(full, total, len(marks) * FULL_MARK)
        if not loss:
            return Assessment([])
        values = {"count": len(marks), "mean": plain_number(rounded_quotient(total, len(marks)))}
        return Assessment([Line(latest.day, loss, loss, latest, (), Remark(_MEAN, values), rule.readings)])

    def _marks(self, count: BallotsCounted) -> Sequence[Decimal]:
        """Return the marks of which the mean is taken."""
        return sorted(count.scores)[1:-1] if self.trimmed and len(count.scores) > 2 else count.scores

    def counts_on(self, before: Rule) -> bool:
        """The rule of the same part."""
        return isinstance(before, Ballots) and before.part == self.part

    def greatest_loss(self, stake: Stake, period: Period) -> Decimal:
        """Everything, by ballots of 0."""
        return stake.full

    def in_words(self, stake: Stake) -> str:
        """Say the rule."""
        points = plain_number(stake.full)
        if self.trimmed:
            return _("{points} × mean mark without the highest and the lowest ÷ 100", points=points)
        return _("{points} × mean mark ÷ 100", points=points)
