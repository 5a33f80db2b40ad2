"""累计扣: what has been lost in total after the first entry, the second, the third …

Unit: points in total. Arithmetic: the n-th entry loses totals[n] − totals[n−1]; entries beyond the last total
lose nothing. 「1次…扣2分，两次…扣5分，两次以上…扣10分」 is totals = [2, 5, 10]; once for the year is totals = [5].
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Self

from ledger.facts import labels_of
from ledger.schemes.rules._base import Assessment, Line, RuleParameters, Stake, Tally, check_some_kinds
from ledger.schemes.situation import Situation
from ledger.texts import _, listing
from ledger.values import NO_POINTS, Period, plain_number, rounded_product


class RunningTotal(RuleParameters, frozen=True, kw_only=True, tag="running-total"):
    """The entries of `kinds`, in order, bring the loss to each of `totals` in turn."""

    LINES_DEPEND_ON_ONE_ANOTHER = True

    kinds: tuple[str, ...]
    totals: tuple[Decimal, ...]

    def __post_init__(self) -> None:
        check_some_kinds(self.kinds)
        if not self.totals or list(self.totals) != sorted(self.totals):
            message = f"expected `totals` to be one number or more, rising; found {list(map(str, self.totals))}"
            raise ValueError(message)

    def kinds_read(self) -> frozenset[str]:
        """The kinds that the scheme names."""
        return frozenset(self.kinds)

    def kinds_counted(self) -> frozenset[str]:
        """All of them."""
        return frozenset(self.kinds)

    def kinds_exchangeable(self) -> frozenset[str]:
        """All of them: only their number counts."""
        return frozenset(self.kinds)

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """One line for each entry that brings the loss to a further total."""
        lines = []
        before = NO_POINTS
        for entry, total in zip(situation.of(*self.kinds), self.totals, strict=False):
            loss = rounded_product(total) - before
            lines.append(Line(entry.day, loss, loss, entry, readings=self.readings))
            before += loss
        return Assessment(lines)

    def tally(self, stake: Stake, situation: Situation) -> Tally:
        """Count the entries: they have lost the total of the last that loses something."""
        count = min(sum(map(situation.count_of, self.kinds)), len(self.totals))
        loss = rounded_product(self.totals[count - 1]) if count else NO_POINTS
        return Tally(loss, loss)

    def assess_amended(
        self, stake_on: Callable[[date], Stake], situation: Situation, in_force: Callable[[date], Self | None]
    ) -> Assessment:  # fmt: skip
        """The n-th entry of the year loses what the rule in force on its day says that the n-th loses."""
        lines, place = [], 0
        for entry in situation.of(*situation.facts):
            rule = in_force(entry.day)
            if rule is None or entry.kind not in rule.kinds:
                continue
            place += 1
            if place <= len(rule.totals):
                before = rounded_product(rule.totals[place - 2]) if place > 1 else NO_POINTS
                loss = rounded_product(rule.totals[place - 1]) - before
                lines.append(Line(entry.day, loss, loss, entry, readings=rule.readings))
        return Assessment(lines)

    def greatest_loss(self, stake: Stake, period: Period) -> Decimal:
        """The last total."""
        return self.totals[-1]

    def in_words(self, stake: Stake) -> str:
        """Say the rule."""
        return _(
            "{totals} in total for the first, second … entry of {kinds}",
            totals=listing(plain_number(total) for total in self.totals),
            kinds=labels_of(self.kinds),
        )
