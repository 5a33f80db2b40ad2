"""申诉撤回: the appellant takes the appeal back, and it is over."""

from typing import Annotated

from ledger.facts._appeals import CaseStep
from ledger.facts._fields import text
from ledger.texts import Label


class AppealWithdrawn(CaseStep, frozen=True, kw_only=True, tag="appeal-withdrawn.v1"):
    """The appeal is taken back, for a reason; what it disputes stands."""

    LABEL = Label("appeal withdrawn", "申诉撤回")

    reason: Annotated[str, text("reason", "理由", example="本人已核实无异议")]
