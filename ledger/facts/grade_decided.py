"""等次审定: a grade that people decide where the scheme leaves it open (三, readings B4, B7)."""

from typing import Annotated

from ledger.facts._base import Judgement
from ledger.facts._fields import text, whole_number
from ledger.texts import Label


class GradeDecided(Judgement, frozen=True, kw_only=True, tag="grade-decided.v1"):
    """The grade, 1 or 2, for someone with a final score whom the scheme leaves without one."""

    LABEL = Label("grade decided", "等次审定")

    grade: Annotated[int, whole_number("grade", "等次", at_most=2)]
    authority: Annotated[str, text("authority", "审定依据", example="党组会议〔2021〕3号")]

    def favours_the_person(self) -> bool:
        """Nobody decides their own grade."""
        return True
