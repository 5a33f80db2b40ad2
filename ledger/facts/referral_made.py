"""提请研究: somebody's result is put before those who decide on posts and appointments (四(三), readings D1, D5)."""

from typing import Annotated

from ledger.facts._base import Judgement
from ledger.facts._fields import choice, text
from ledger.texts import Label

APPOINTMENT = "appointment"
MATTERS = {
    "position-review": Label("review of the position", "岗位调整研究"),
    APPOINTMENT: Label("preferred appointment", "优先推荐任用"),
}


class ReferralMade(Judgement, frozen=True, kw_only=True, tag="referral-made.v1"):
    """What is referred, and by whose authority. What comes of it is decided elsewhere."""

    LABEL = Label("referral made", "提请研究")

    matter: Annotated[str, choice("matter", "研究事项", MATTERS)]
    authority: Annotated[str, text("authority", "提请依据", example="党组会议〔2021〕3号")]

    def favours_the_person(self) -> bool:
        """Nobody refers themselves for an appointment."""
        return self.matter == APPOINTMENT
