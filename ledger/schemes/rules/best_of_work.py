"""按最高加分: entries with a level, each work once at its highest gain (readings F8, F12).

Unit: points for one work. Arithmetic: an entry gains the points of its level; of the entries with the same `work`
only one gains, the earliest of those with the highest gain; entries without a work stand alone.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Self

from ledger.entry import Happening
from ledger.facts import Fact, catalogue, fields_of, labels_of
from ledger.schemes.rules._base import Assessment, Line, Remark, RuleParameters, Stake
from ledger.schemes.situation import Situation
from ledger.texts import _, later, listing
from ledger.values import plain_number, rounded_product

_NONE = later("no entry of {kind}")
_SAME_WORK = later("{count} entries are {works} works; each work gains once, at its highest level")


class BestOfWork(RuleParameters, frozen=True, kw_only=True, tag="best-of-work"):
    """Each work among the entries of `kind` gains the points of its highest level in `gains`."""

    IS_GAIN = True
    LINES_DEPEND_ON_ONE_ANOTHER = True

    kind: str
    gains: dict[str, Decimal]

    def kinds_read(self) -> frozenset[str]:
        """The kind that the scheme names."""
        return frozenset({self.kind})

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """One line for each work, and for each entry without one."""
        return self.assess_amended(lambda _day: stake, situation, lambda _day: self)

    def assess_amended(
        self, stake_on: Callable[[date], Stake], situation: Situation, in_force: Callable[[date], Self | None]
    ) -> Assessment:  # fmt: skip
        """The same; an entry gains what the rule in force on its day gives for its level."""
        best: dict[object, tuple[Happening[Fact], Self, Decimal]] = {}
        for entry in situation.of(self.kind):
            rule = in_force(entry.day)
            if rule is None:
                continue
            gain = rule._gain(entry)
            work = getattr(entry.fact, "work", None)
            place = entry.number if work is None else work
            if place not in best or gain > best[place][2]:
                best[place] = (entry, rule, gain)
        carried = sorted(best.values(), key=lambda found: (found[0].day, found[0].number))
        return Assessment(
            [Line(entry.day, gain, gain, entry, readings=rule.readings) for entry, rule, gain in carried if gain]
        )

    def _gain(self, entry: Happening[Fact]) -> Decimal:
        return rounded_product(self.gains.get(getattr(entry.fact, "level", ""), Decimal(0)))

    def in_words(self, stake: Stake) -> str:
        """Say the rule."""
        field = fields_of(catalogue()[self.kind]).get("level") if self.kind in catalogue() else None
        labels = (field.choices if field is not None else None) or {}
        gains = listing(f"{labels.get(level, level)} {plain_number(points)}" for level, points in self.gains.items())
        return _("for each work of {kind}, by its highest level: {gains}", kind=labels_of([self.kind]), gains=gains)

    def why_not(self, stake: Stake, situation: Situation) -> Remark | None:
        """Say that there is no entry, or that several entries are one work."""
        count = len(situation.of(self.kind))
        if count == 0:
            return Remark(_NONE, {"kind": labels_of([self.kind])})
        works = len(self.assess(stake, situation).lines)
        return Remark(_SAME_WORK, {"count": count, "works": works}) if works < count else None
