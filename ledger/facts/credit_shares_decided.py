"""加分份额审定: who has which share of a credit that several people won for the unit (加分项3, reading F13)."""

from decimal import Decimal
from typing import Annotated

from ledger.facts._base import Judgement
from ledger.facts._fields import decimal_number, text
from ledger.texts import Label


class CreditSharesDecided(Judgement, frozen=True, kw_only=True, tag="credit-shares-decided.v1"):
    """This person's share of one work, more than 0 and at most 1; those of all people together are at most 1.

    It moves no points by itself: the share that counts stands in the credit earned for the unit.
    """

    LABEL = Label("credit shares decided", "加分份额审定")

    work: Annotated[str, text("work", "作品或工作", example="文明单位创建")]
    share: Annotated[Decimal, decimal_number("share", "份额", at_most=1, example="0.5")]
    authority: Annotated[str, text("authority", "审定依据", example="领导小组会议〔2021〕1号")]

    def favours_the_person(self) -> bool:
        """Nobody decides their own share."""
        return True
