"""申诉不予受理: an appeal is not taken up, and is over."""

from typing import Annotated

from ledger.facts._appeals import CaseStep
from ledger.facts._fields import text
from ledger.texts import Label


class AppealRejected(CaseStep, frozen=True, kw_only=True, tag="appeal-rejected.v1"):
    """The appeal is not taken up, for a reason; nothing is decided about what it disputes."""

    LABEL = Label("appeal rejected", "申诉不予受理")

    reason: Annotated[str, text("reason", "理由", example="不属于申诉范围")]
