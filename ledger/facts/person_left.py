"""离任: the last day counted for this person (reading A9)."""

from ledger.facts._base import Fact
from ledger.texts import Label


class PersonLeft(Fact, frozen=True, kw_only=True, tag="person-left.v1"):
    """The day of this entry is the last that counts."""

    LABEL = Label("person left", "离任")
    CHANGES_THE_ROSTER = True
