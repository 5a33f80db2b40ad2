"""一等名额: how many first grades there are in the year (三, reading B4)."""

from typing import Annotated

from ledger.facts._base import Judgement
from ledger.facts._fields import text, whole_number
from ledger.texts import Label


class GradeQuotaSet(Judgement, frozen=True, kw_only=True, tag="grade-quota-set.v1"):
    """How many people can have the first grade. The latest holds."""

    LABEL = Label("quota of first grades set", "一等名额")
    IS_ABOUT_A_PERSON = False

    first_count: Annotated[int, whole_number("first grades", "一等名额", unit=Label("people", "人"))]
    authority: Annotated[str, text("authority", "审定依据", example="党组会议〔2021〕3号")]
