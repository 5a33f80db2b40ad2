"""绩效奖金审定: the amount of the performance bonus as people decided it (四(二), reading D6)."""

from decimal import Decimal
from typing import Annotated

from ledger.facts._base import Judgement
from ledger.facts._fields import decimal_number, text
from ledger.texts import Label


class BonusAmountDecided(Judgement, frozen=True, kw_only=True, tag="bonus-amount-decided.v1"):
    """The amount in yuan, more than 0. The scheme has no formula: it is recorded, never computed."""

    LABEL = Label("bonus amount decided", "绩效奖金审定")

    amount: Annotated[Decimal, decimal_number("amount", "金额", unit=Label("yuan", "元"), example="12000")]
    authority: Annotated[str, text("authority", "审定依据", example="党组会议〔2021〕5号")]

    def favours_the_person(self) -> bool:
        """Nobody decides their own bonus."""
        return True
