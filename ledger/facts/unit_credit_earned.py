"""为单位加分: points that a person won for the unit in its own assessment (加分项3, readings F13, F14)."""

from decimal import Decimal
from typing import Annotated

from ledger.facts._base import Judgement
from ledger.facts._fields import decimal_number
from ledger.texts import Label


class UnitCreditEarned(Judgement, frozen=True, kw_only=True, tag="unit-credit-earned.v1"):
    """Points won for the unit. `share` is this person's part of them, more than 0 and at most 1."""

    LABEL = Label("credit earned for the unit", "为单位加分")

    unit_points: Annotated[
        Decimal,
        decimal_number("points won for the unit", "为单位加分", unit=Label("points", "分"), example="0.4"),
    ]
    share: Annotated[Decimal, decimal_number("share", "份额", at_most=1, default="1")]

    def favours_the_person(self) -> bool:
        """A merit: nobody records it for themselves."""
        return True
