"""指标调整: the target of an indicator is set anew (附件2, reading G4)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from ledger.errors import LedgerError
from ledger.facts._base import Fact, Occasion
from ledger.facts._fields import UnreadableValue, decimal_number, text
from ledger.facts._indicators import indicator_objections
from ledger.texts import Label, _


class TargetRevised(Fact, frozen=True, kw_only=True, tag="target-revised.v1"):
    """A new target, in the unit of the indicator; of a percentage at most 100. The latest holds."""

    LABEL = Label("target revised", "指标调整")

    indicator: Annotated[str, text("indicator", "指标", example="levy")]
    target: Annotated[Decimal, decimal_number("target", "目标值", example="800")]

    def objections(self, occasion: Occasion) -> Iterator[LedgerError]:
        """The indicator must be the person's, take this kind, and a percentage is at most 100."""
        yield from indicator_objections(self, self.indicator, occasion)
        most = occasion.highest_target(self.indicator)
        if most is not None and self.target > most:
            yield UnreadableValue(
                _("the target is too high"),
                expected=_("at most {bound}", bound=most),
                found=str(self.target),
                column="target",
            )
