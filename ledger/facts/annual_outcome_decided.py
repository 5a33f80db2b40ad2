"""年度考核结果: the outcome of the annual assessment that follows from the grade (四(一), readings D2–D4)."""

from typing import Annotated

from ledger.facts._base import Judgement
from ledger.facts._fields import choice, text
from ledger.texts import Label

OUTCOMES = {
    "recommended": Label("recommended as excellent", "优秀推荐"),
    "competent": Label("competent", "称职"),
    "basically-competent": Label("basically competent", "基本称职"),
    "incompetent": Label("incompetent", "不称职"),
}


class AnnualOutcomeDecided(Judgement, frozen=True, kw_only=True, tag="annual-outcome-decided.v1"):
    """The outcome as decided. The latest holds; one that the grade does not allow is flagged, for grades still move."""

    LABEL = Label("annual outcome decided", "年度考核结果")

    outcome: Annotated[str, choice("outcome", "考核结果", OUTCOMES)]
    authority: Annotated[str, text("authority", "审定依据", example="党组会议〔2021〕3号")]

    def favours_the_person(self) -> bool:
        """Nobody decides their own outcome."""
        return True
