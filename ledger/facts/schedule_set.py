"""应报次数: how many reports are due in the year (附件2, reading G23)."""

from collections.abc import Iterator
from typing import Annotated

from ledger.errors import LedgerError
from ledger.facts._base import Fact, Occasion
from ledger.facts._fields import text, whole_number
from ledger.facts._indicators import indicator_objections
from ledger.texts import Label


class ScheduleSet(Fact, frozen=True, kw_only=True, tag="schedule-set.v1"):
    """The number of reports due in the year. The latest holds."""

    LABEL = Label("schedule set", "应报次数")

    indicator: Annotated[str, text("indicator", "指标", example="reporting")]
    due: Annotated[int, whole_number("reports due", "应报次数")]

    def objections(self, occasion: Occasion) -> Iterator[LedgerError]:
        """The indicator must be the person's, and take entries of this kind."""
        yield from indicator_objections(self, self.indicator, occasion)
