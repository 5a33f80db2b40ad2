"""每次扣: the same points for each entry of some kinds.

Unit: points for one entry. Arithmetic: each entry loses `points`, all of them together `at_most` (None: no limit but
the item's); the item stops at its full points.
"""

from decimal import Decimal

from ledger.facts import labels_of
from ledger.schemes.rules._base import Assessment, Line, RuleParameters, Stake, Tally, check_some_kinds
from ledger.schemes.situation import Situation
from ledger.texts import _
from ledger.values import plain_number, rounded_product


class PerOccurrence(RuleParameters, frozen=True, kw_only=True, tag="per-occurrence"):
    """Each entry of `kinds` loses `points`."""

    kinds: tuple[str, ...]
    points: Decimal
    at_most: Decimal | None = None

    def __post_init__(self) -> None:
        check_some_kinds(self.kinds)

    def kinds_read(self) -> frozenset[str]:
        """The kinds that the scheme names."""
        return frozenset(self.kinds)

    def kinds_counted(self) -> frozenset[str]:
        """All of them."""
        return frozenset(self.kinds)

    def kinds_exchangeable(self) -> frozenset[str]:
        """All of them."""
        return frozenset(self.kinds)

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """One line for each entry."""
        loss, left = rounded_product(self.points), self.at_most
        lines = []
        for entry in situation.of(*self.kinds):
            counted = loss if left is None else min(loss, left)
            left = None if left is None else left - counted
            lines.append(Line(entry.day, loss, counted, entry, readings=self.readings))
        return Assessment(lines)

    def tally(self, stake: Stake, situation: Situation) -> Tally:
        """Count the entries: their lines are all alike."""
        loss = rounded_product(self.points) * sum(situation.count_of(kind) for kind in self.kinds)
        return Tally(loss, loss if self.at_most is None else min(loss, self.at_most))

    def in_words(self, stake: Stake) -> str:
        """Say the rule."""
        points, kinds = plain_number(self.points), labels_of(self.kinds)
        if self.at_most is None:
            return _("{points} for each entry of {kinds}", points=points, kinds=kinds)
        most = plain_number(self.at_most)
        return _("{points} for each entry of {kinds}, at most {most}", points=points, kinds=kinds, most=most)
