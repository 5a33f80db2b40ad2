"""为单位加分: a multiple of the points that the person won for the unit (readings F13, F14).

Unit: points of the unit's own assessment. Arithmetic: each entry gains multiple × unit_points × share, rounded
half-up to 0.001.
"""

from decimal import Decimal

from ledger.facts.unit_credit_earned import UnitCreditEarned
from ledger.schemes.rules._base import Assessment, Line, Remark, RuleParameters, Stake
from ledger.schemes.situation import Situation
from ledger.texts import _, later
from ledger.values import plain_number, rounded_product

_PRODUCT = later("{multiple} × {unit_points} × {share}")
_NONE = later("no credit earned for the unit")


class UnitCredit(RuleParameters, frozen=True, kw_only=True, tag="unit-credit"):
    """Each credit gains `multiple` times the person's share of it."""

    IS_GAIN = True

    multiple: Decimal

    def kinds_read(self) -> frozenset[str]:
        """Credits earned for the unit."""
        return frozenset({"unit-credit-earned"})

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """One line for each credit."""
        lines = []
        for entry in situation.of("unit-credit-earned"):
            fact = entry.fact
            assert isinstance(fact, UnitCreditEarned)
            gain = rounded_product(self.multiple, fact.unit_points, fact.share)
            values = {
                "multiple": plain_number(self.multiple),
                "unit_points": plain_number(fact.unit_points),
                "share": plain_number(fact.share),
            }
            lines.append(Line(entry.day, gain, gain, entry, (), Remark(_PRODUCT, values), self.readings))
        return Assessment(lines)

    def in_words(self, stake: Stake) -> str:
        """Say the rule."""
        return _("{multiple} × points won for the unit × share", multiple=plain_number(self.multiple))

    def why_not(self, stake: Stake, situation: Situation) -> Remark | None:
        """Say that there is no entry."""
        return None if situation.of("unit-credit-earned") else Remark(_NONE, {})
