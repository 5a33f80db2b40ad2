"""表彰: a commendation by document or circular (加分项2, readings F10–F12)."""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import choice, text
from ledger.texts import Label

LEVELS = {
    "prefecture": Label("prefecture", "州委州政府"),
    "province": Label("province", "省残联"),
    "national": Label("national", "国家残联"),
}


class CommendationAwarded(Fact, frozen=True, kw_only=True, tag="commendation-awarded.v1"):
    """One commendation of a named person. Of the same `work` only the highest gain counts."""

    LABEL = Label("commendation awarded", "表彰")

    level: Annotated[str, choice("level", "级别", LEVELS)]
    work: Annotated[str | None, text("work", "作品或工作")] = None
    document: Annotated[str | None, text("document", "文号")] = None

    def favours_the_person(self) -> bool:
        """A merit: nobody records it for themselves."""
        return True
