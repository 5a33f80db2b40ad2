"""外部检查得分: the score of an inspection by others, to be converted (附件2, reading G31)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Self

from ledger.errors import LedgerError
from ledger.facts._base import Judgement, Occasion
from ledger.facts._fields import UnreadableValue, decimal_number, text
from ledger.facts._indicators import indicator_objections
from ledger.texts import Label, _


class AssessmentReceived(Judgement, frozen=True, kw_only=True, tag="assessment-received.v1"):
    """A score out of its stated full mark: 0 <= score <= out_of. The latest holds."""

    LABEL = Label("assessment received", "外部检查得分")

    indicator: Annotated[str, text("indicator", "指标", example="village-work")]
    score: Annotated[Decimal, decimal_number("score", "检查得分", above=None, at_least=0, example="92.5")]
    out_of: Annotated[Decimal, decimal_number("full mark", "检查满分", example="100")]

    @classmethod
    def made_from(cls, given: Mapping[str, Any]) -> Self:
        """The score is at most its full mark. Raises UnreadableValue."""
        if given["score"] > given["out_of"]:
            raise UnreadableValue(
                _("the score is above its full mark"),
                expected=_("at most {bound}", bound=given["out_of"]),
                found=str(given["score"]),
                column="score",
            )
        return cls(**given)

    def objections(self, occasion: Occasion) -> Iterator[LedgerError]:
        """The indicator must be the person's, and take entries of this kind."""
        yield from indicator_objections(self, self.indicator, occasion)
