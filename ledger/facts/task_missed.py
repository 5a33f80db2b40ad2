"""年初任务未完成: a task assigned at the start of the year, not done (附件1·1)."""

from collections.abc import Iterator
from typing import Annotated

from ledger.errors import LedgerError
from ledger.facts._base import Fact, Occasion
from ledger.facts._fields import choice, text
from ledger.facts._tasks import CATEGORIES, party_day_objections
from ledger.texts import Label


class TaskMissed(Fact, frozen=True, kw_only=True, tag="task-missed.v1"):
    """One assigned task not done; of a named `task` only the first entry counts (reading E4)."""

    LABEL = Label("task missed", "年初任务未完成")

    category: Annotated[str, choice("category", "任务类别", CATEGORIES)]
    task: Annotated[str | None, text("task", "任务")] = None

    def objections(self, occasion: Occasion) -> Iterator[LedgerError]:
        """A task of the party day is a member's alone (reading E5)."""
        yield from party_day_objections(self.category, occasion)
