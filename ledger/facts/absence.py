"""旷工: absent without leave (附件1·4, readings E11–E13)."""

from ledger.facts._base import Fact
from ledger.texts import Label


class Absence(Fact, frozen=True, kw_only=True, tag="absence.v1"):
    """One attendance record of absence without leave."""

    LABEL = Label("absence", "旷工")
