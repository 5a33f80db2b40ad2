"""指标进度: how far an indicator with a target has come (附件2)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Self

from ledger.errors import LedgerError
from ledger.facts._base import Fact, Occasion
from ledger.facts._fields import UnreadableValue, decimal_number, text
from ledger.facts._indicators import indicator_objections
from ledger.texts import Label, _


class ProgressReported(Fact, frozen=True, kw_only=True, tag="progress-reported.v1"):
    """Progress in the unit of the indicator: `amount` adds to the running total, `total` restates it."""

    LABEL = Label("progress reported", "指标进度")

    indicator: Annotated[str, text("indicator", "指标", example="levy")]
    amount: Annotated[Decimal | None, decimal_number("amount added", "新增数", above=None)] = None
    total: Annotated[Decimal | None, decimal_number("running total", "累计数", above=None, at_least=0)] = None

    @classmethod
    def made_from(cls, given: Mapping[str, Any]) -> Self:
        """Either `amount` or `total`, not both. Raises UnreadableValue."""
        if ("amount" in given) == ("total" in given):
            raise UnreadableValue(
                _("progress is given in one way"),
                expected=_("either amount or total"),
                found=_("both") if "amount" in given else _("neither"),
                column="amount",
            )
        return cls(**given)

    def objections(self, occasion: Occasion) -> Iterator[LedgerError]:
        """The indicator must be the person's, and take entries of this kind."""
        yield from indicator_objections(self, self.indicator, occasion)
