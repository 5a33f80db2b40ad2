"""更名: a new name from this day on; the old one still finds the person."""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import text
from ledger.texts import Label


class PersonRenamed(Fact, frozen=True, kw_only=True, tag="person-renamed.v1"):
    """The new name."""

    LABEL = Label("person renamed", "更名")
    CHANGES_THE_ROSTER = True

    name: Annotated[str, text("name", "姓名", example="甲")]
