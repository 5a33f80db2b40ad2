"""党籍变动: becoming a party member, or ceasing to be one, from this day on (reading E5)."""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import membership
from ledger.texts import Label


class PartyMembershipChanged(Fact, frozen=True, kw_only=True, tag="party-membership-changed.v1"):
    """Whether the person is a member from this day on; probationary members are."""

    LABEL = Label("party membership changed", "党籍变动")
    CHANGES_THE_ROSTER = True

    member: Annotated[bool, membership("party member", "党员", headings=("party_member",))]
