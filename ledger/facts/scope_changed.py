"""考核范围变更: whether a person is assessed under the scheme, from this day on (二)."""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import yes_no
from ledger.texts import Label


class ScopeChanged(Fact, frozen=True, kw_only=True, tag="scope-changed.v1"):
    """Whether the person has a score sheet from this day on."""

    LABEL = Label("scope changed", "考核范围变更")
    CHANGES_THE_ROSTER = True

    assessed: Annotated[bool, yes_no("assessed", "考核对象")]
