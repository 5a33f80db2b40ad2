"""考核岗位审定: which post counts for someone who held several (reading G6)."""

from collections.abc import Iterator
from typing import Annotated

from ledger.errors import LedgerError
from ledger.facts._base import Judgement, Occasion
from ledger.facts._fields import text
from ledger.texts import Label, _, listing


class PostNotHeld(LedgerError):
    """A decision for a post that the person has not held in the year by that day."""

    code = "post-not-held"


class AssessedPostDecided(Judgement, frozen=True, kw_only=True, tag="assessed-post-decided.v1"):
    """The post whose indicators count, from this day on. The latest decision holds."""

    LABEL = Label("assessed post decided", "考核岗位审定")

    post: Annotated[str, text("post", "岗位", example="office-web")]
    authority: Annotated[str, text("authority", "审定依据", example="党组会议〔2021〕3号")]

    def objections(self, occasion: Occasion) -> Iterator[LedgerError]:
        """The post must be one that the person has held in the year by that day."""
        if self.post not in occasion.posts_held():
            yield PostNotHeld(
                _("{name} did not hold this post in the year", name=occasion.person_name),
                expected=_("one of {options}", options=listing(occasion.posts_held()) or _("(none held)")),
                found=self.post,
                remedy=_("Decide for a post held, or record the transfer to it first."),
                column="post",
            )
