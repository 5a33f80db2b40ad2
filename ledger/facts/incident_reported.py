"""指标扣分事项: something that costs points under an indicator (附件2)."""

from collections.abc import Iterator
from typing import Annotated

from ledger.errors import LedgerError
from ledger.facts._base import Fact, Occasion
from ledger.facts._fields import text, whole_number
from ledger.facts._indicators import indicator_objections
from ledger.texts import Label


class IncidentReported(Fact, frozen=True, kw_only=True, tag="incident-reported.v1"):
    """Incidents under an indicator; `quantity` is how many, in the unit of the clause (起, 例, 人次, 份)."""

    LABEL = Label("incident reported", "指标扣分事项")

    indicator: Annotated[str, text("indicator", "指标", example="payroll")]
    quantity: Annotated[int, whole_number("quantity", "数量", default="1")]

    def objections(self, occasion: Occasion) -> Iterator[LedgerError]:
        """The indicator must be the person's, and take entries of this kind."""
        yield from indicator_objections(self, self.indicator, occasion)
