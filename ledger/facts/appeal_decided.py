"""申诉决定: what is disputed is allowed or dismissed, all of it, once, by authority."""

from typing import Annotated

from ledger.facts._appeals import CaseStep
from ledger.facts._fields import entry_numbers, text, texts
from ledger.texts import Label


class AppealDecided(CaseStep, frozen=True, kw_only=True, tag="appeal-decided.v1"):
    """What of the disputed entries and points is allowed (成立) and what dismissed (驳回), why, and by whose authority.

    `made` are the entries that the decision made, recorded right after it in one transaction: a void of each allowed
    entry, what takes its place where it is corrected, and what was missing.
    """

    LABEL = Label("appeal decided", "申诉决定")

    allowed: Annotated[tuple[int, ...], entry_numbers("allowed entries", "成立的台账号")]
    dismissed: Annotated[tuple[int, ...], entry_numbers("dismissed entries", "驳回的台账号")]
    allowed_points: Annotated[tuple[str, ...], texts("allowed points", "成立的事项")]
    dismissed_points: Annotated[tuple[str, ...], texts("dismissed points", "驳回的事项")]
    made: Annotated[tuple[int, ...], entry_numbers("entries made", "据以登记的台账号")]
    reason: Annotated[str, text("reason", "理由", example="出勤记录有误")]
    authority: Annotated[str, text("authority", "依据", example="党组会议〔2020〕9号")]
