"""年度工作未销号: the year's work not cleared (附件1·2, reading E7: once for the year)."""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import text
from ledger.texts import Label


class ClearanceMissed(Fact, frozen=True, kw_only=True, tag="clearance-missed.v1"):
    """Work of the year not cleared; the scheme takes it once for the year."""

    LABEL = Label("clearance missed", "年度工作未销号")

    task: Annotated[str | None, text("task", "任务")] = None
