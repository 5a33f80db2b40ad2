"""早退: leaving before the working day has ended (附件1·4)."""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import whole_number
from ledger.texts import Label


class EarlyDeparture(Fact, frozen=True, kw_only=True, tag="early-departure.v1"):
    """One early departure. `minutes` is how early, for the record; it moves no points."""

    LABEL = Label("early departure", "早退")

    minutes: Annotated[int | None, whole_number("minutes", "分钟", unit=Label("minutes", "分钟"))] = None
