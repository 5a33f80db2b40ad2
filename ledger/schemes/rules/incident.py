"""指标扣分事项: points for each incident reported under the indicator (reading G1: never below 0).

Unit: points for one incident, in the unit of the clause (起, 例, 人次, 份). Arithmetic: each entry loses
points × quantity, rounded half-up to 0.001.
"""

from decimal import Decimal

from ledger.facts.incident_reported import IncidentReported
from ledger.schemes.rules._base import Assessment, IndicatorRule, Line, Remark, Stake, Tally
from ledger.schemes.situation import Situation
from ledger.texts import _, later
from ledger.values import NO_POINTS, plain_number, rounded_product

_PRODUCT = later("{points} × {quantity}")


class Incident(IndicatorRule, frozen=True, kw_only=True, tag="incident"):
    """Each incident loses `points`."""

    points: Decimal

    def kinds_read(self) -> frozenset[str]:
        """Incidents reported."""
        return frozenset({"incident-reported"})

    def kinds_exchangeable(self) -> frozenset[str]:
        """Incidents of one quantity."""
        return self.kinds_read()

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """One line for each entry."""
        lines = []
        for entry in situation.of_indicator("incident-reported", stake.item):
            assert isinstance(entry.fact, IncidentReported)
            loss = rounded_product(self.points, entry.fact.quantity)
            values = {"points": plain_number(self.points), "quantity": entry.fact.quantity}
            lines.append(Line(entry.day, loss, loss, entry, (), Remark(_PRODUCT, values), self.readings))
        return Assessment(lines)

    def tally(self, stake: Stake, situation: Situation) -> Tally:
        """Add the losses up."""
        facts = situation.facts_of(IncidentReported, stake.item)
        loss = sum([rounded_product(self.points, fact.quantity) for fact in facts], NO_POINTS)
        return Tally(loss, loss)

    def in_words(self, stake: Stake) -> str:
        """Say the rule."""
        return _("{points} for each incident", points=plain_number(self.points))
