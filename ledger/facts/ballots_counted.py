"""测评计票: the valid ballots of one part of the democratic evaluation (三, readings C1–C3)."""

from decimal import Decimal
from typing import Annotated

from ledger.facts._base import Judgement
from ledger.facts._fields import choice, marks
from ledger.texts import Label

PARTS = {
    "leader": Label("leaders", "领导评价"),
    "peer": Label("peers", "民主测评"),
    "client": Label("clients", "服务对象评价"),
}


class BallotsCounted(Judgement, frozen=True, kw_only=True, tag="ballots-counted.v1"):
    """Every valid ballot's mark, 0 to 100. The latest count of a part holds. No voter is ever named."""

    LABEL = Label("ballots counted", "测评计票")

    part: Annotated[str, choice("part", "测评类别", PARTS)]
    scores: Annotated[tuple[Decimal, ...], marks("marks", "票面分")]

    def favours_the_person(self) -> bool:
        """Nobody counts the ballots about themselves."""
        return True
