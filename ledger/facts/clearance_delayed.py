"""预安销号延期: work due to be cleared, cleared late (附件1·2, reading E6)."""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import text
from ledger.texts import Label


class ClearanceDelayed(Fact, frozen=True, kw_only=True, tag="clearance-delayed.v1"):
    """One delay of a clearance."""

    LABEL = Label("clearance delayed", "预安销号延期")

    task: Annotated[str | None, text("task", "任务")] = None
