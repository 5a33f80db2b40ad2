"""已办结: what the scheme made somebody do is done (附件1·4, 四(三), readings E22, D5)."""

from collections.abc import Iterator
from typing import Annotated

from ledger.errors import LedgerError
from ledger.facts._base import Judgement, Occasion
from ledger.facts._fields import entry_number, text
from ledger.texts import Label, _, listing


class NoSuchObligation(LedgerError):
    """An obligation that the scheme does not have."""

    code = "no-such-obligation"


class ObligationMet(Judgement, frozen=True, kw_only=True, tag="obligation-met.v1"):
    """An obligation towards this person that is met: a talk was held, a self-examination handed in.

    `about` is an entry that raised it; None where it is the one of the year.
    """

    LABEL = Label("obligation met", "已办结")

    obligation: Annotated[str, text("obligation", "待办事项", example="deputy-talk")]
    about: Annotated[int | None, entry_number("about entry", "所涉台账号")] = None
    result: Annotated[str | None, text("result", "办理情况")] = None

    def objections(self, occasion: Occasion) -> Iterator[LedgerError]:
        """The scheme must have the obligation."""
        known = occasion.obligations()
        if self.obligation not in known:
            yield NoSuchObligation(
                _("the scheme has no such obligation"),
                expected=_("one of {options}", options=listing(known) or _("(the scheme has none)")),
                found=self.obligation,
                remedy=_("See what is open: gongguo todo PERSON."),
                column="obligation",
            )

    def favours_the_person(self) -> bool:
        """Nobody says of themselves that it is done."""
        return True
