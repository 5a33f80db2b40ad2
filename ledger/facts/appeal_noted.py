"""申诉记事: something is written down in a case: an answer, a fact found, an extension."""

from typing import Annotated

from ledger.facts._appeals import CaseStep
from ledger.facts._fields import text
from ledger.texts import Label


class AppealNoted(CaseStep, frozen=True, kw_only=True, tag="appeal-noted.v1"):
    """What is written down in the case."""

    LABEL = Label("appeal noted", "申诉记事")

    text: Annotated[str, text("text", "内容", example="已调取门禁记录")]
