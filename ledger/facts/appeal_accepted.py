"""申诉受理: an appeal is taken up for decision; who may not decide it is named."""

from typing import Annotated

from ledger.facts._appeals import CaseStep
from ledger.facts._fields import text, texts
from ledger.texts import Label


class AppealAccepted(CaseStep, frozen=True, kw_only=True, tag="appeal-accepted.v1"):
    """The appeal is taken up.

    `recused` are the ids of those who may not decide it, such as the superiors in the case.
    """

    LABEL = Label("appeal accepted", "申诉受理")

    recused: Annotated[tuple[str, ...], texts("recused", "回避人员")]
    reason: Annotated[str | None, text("reason", "理由", example="符合受理条件")] = None
