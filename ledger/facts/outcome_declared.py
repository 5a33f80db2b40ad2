"""指标完成认定: whether an all-or-nothing indicator was achieved (附件2, readings G11, G16)."""

from collections.abc import Iterator
from typing import Annotated

from ledger.errors import LedgerError
from ledger.facts._base import Judgement, Occasion
from ledger.facts._fields import text, yes_no
from ledger.facts._indicators import indicator_objections
from ledger.texts import Label


class OutcomeDeclared(Judgement, frozen=True, kw_only=True, tag="outcome-declared.v1"):
    """Whether the indicator was achieved. The latest declaration holds."""

    LABEL = Label("outcome declared", "指标完成认定")

    indicator: Annotated[str, text("indicator", "指标", example="training-base")]
    achieved: Annotated[bool, yes_no("achieved", "已完成")]

    def objections(self, occasion: Occasion) -> Iterator[LedgerError]:
        """The indicator must be the person's, and take entries of this kind."""
        yield from indicator_objections(self, self.indicator, occasion)

    def favours_the_person(self) -> bool:
        """Nobody declares their own indicator achieved."""
        return self.achieved
