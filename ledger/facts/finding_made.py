"""认定: people find that something is what the scheme's words ask for (readings G14, G17, G21, G26).

"Serious", "obvious error", "negative phenomenon": the scheme gives no measure of them, and the ledger does not guess.
"""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import entry_number, text
from ledger.texts import Label


class FindingMade(Fact, frozen=True, kw_only=True, tag="finding-made.v1"):
    """What was found, on which grounds and by whose authority. It moves no points.

    `about` is the entry that it explains; None where there is none (yet).
    """

    LABEL = Label("finding made", "认定")

    about: Annotated[int | None, entry_number("about entry", "所涉台账号")] = None
    finding: Annotated[str, text("finding", "认定结论", example="属明显失误")]
    grounds: Annotated[str, text("grounds", "理由", example="凭证三处不符")]
    authority: Annotated[str, text("authority", "审定依据", example="领导小组会议〔2020〕4号")]

    def favours_the_person(self) -> bool:
        """Nobody finds for themselves; whether it favours them is not to be read from its words."""
        return True
