"""年初任务延期: a task assigned at the start of the year, done late (附件1·1, reading E2)."""

from collections.abc import Iterator
from typing import Annotated

from ledger.errors import LedgerError
from ledger.facts._base import Fact, Occasion
from ledger.facts._fields import choice, text, yes_no
from ledger.facts._tasks import CATEGORIES, party_day_objections
from ledger.texts import Label


class TaskDelayed(Fact, frozen=True, kw_only=True, tag="task-delayed.v1"):
    """One assigned task done late; it costs points only when it affected the work of the unit."""

    LABEL = Label("task delayed", "年初任务延期")

    category: Annotated[str, choice("category", "任务类别", CATEGORIES)]
    affected_unit: Annotated[bool, yes_no("affected the unit's work", "影响单位工作")]
    task: Annotated[str | None, text("task", "任务")] = None

    def objections(self, occasion: Occasion) -> Iterator[LedgerError]:
        """A task of the party day is a member's alone (reading E5)."""
        yield from party_day_objections(self.category, occasion)
