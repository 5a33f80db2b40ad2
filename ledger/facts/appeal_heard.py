"""申诉听取陈述: the appellant was heard."""

from typing import Annotated

from ledger.facts._appeals import CaseStep
from ledger.facts._fields import text
from ledger.texts import Label


class AppealHeard(CaseStep, frozen=True, kw_only=True, tag="appeal-heard.v1"):
    """What was said, and who was present; at least one of the two."""

    LABEL = Label("appeal heard", "申诉听取陈述")

    minutes: Annotated[str | None, text("minutes", "笔录", example="甲陈述当日外出办事")] = None
    present: Annotated[str | None, text("present", "到场人员", example="甲、乙")] = None
