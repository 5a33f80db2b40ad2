"""调动: another department, another post, or both, from this day on (reading G6)."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from ledger.facts._base import Fact
from ledger.facts._fields import UnreadableValue, text
from ledger.texts import Label, _


class PersonTransferred(Fact, frozen=True, kw_only=True, tag="person-transferred.v1"):
    """What is left out stays as it was."""

    LABEL = Label("person transferred", "调动")
    CHANGES_THE_ROSTER = True

    department: Annotated[str | None, text("department", "部室", example="康复部")] = None
    post: Annotated[str | None, text("post", "岗位", example="office-web")] = None

    @classmethod
    def made_from(cls, given: Mapping[str, Any]) -> Self:
        """A department or a post at least. Raises UnreadableValue."""
        if not given:
            raise UnreadableValue(
                _("a transfer changes something"),
                expected=_("a department, a post, or both"),
                found=_("neither"),
                column="department",
            )
        return cls(**given)
