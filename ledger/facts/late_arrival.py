"""迟到: arriving after the working day has begun (附件1·4)."""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import whole_number
from ledger.texts import Label


class LateArrival(Fact, frozen=True, kw_only=True, tag="late-arrival.v1"):
    """One late arrival. `minutes` is how late, for the record; it moves no points."""

    LABEL = Label("late arrival", "迟到")

    minutes: Annotated[int | None, whole_number("minutes", "分钟", unit=Label("minutes", "分钟"))] = None
