"""What the entries of an appeal share: they stand on the stream of their case, and carry no points.

A case is named by the entry number of its filing. Every entry of it is about the appellant.
"""

from typing import Annotated, ClassVar

from ledger.facts._base import Fact
from ledger.facts._fields import entry_reference


class AppealEntry(Fact, frozen=True, kw_only=True):
    """The filing of an appeal, or a step on its case."""

    IS_RECORDED_BY_PEOPLE: ClassVar[bool] = False


class CaseStep(AppealEntry, frozen=True, kw_only=True):
    """A step on a case that was filed; `case` is the entry number of the filing."""

    case: Annotated[int, entry_reference("case", "案号")]
