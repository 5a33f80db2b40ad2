"""领导交办未完成: a piece of work assigned by a leader, not done (附件1·6)."""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import text
from ledger.texts import Label


class AssignmentMissed(Fact, frozen=True, kw_only=True, tag="assignment-missed.v1"):
    """One assignment not done."""

    LABEL = Label("assignment missed", "领导交办未完成")

    assigned_by: Annotated[str | None, text("assigned by", "交办领导")] = None
