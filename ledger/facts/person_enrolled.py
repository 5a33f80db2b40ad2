"""入册: a member of staff enters the roster (二, readings A1–A3)."""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import membership, text, yes_no
from ledger.texts import Label


class PersonEnrolled(Fact, frozen=True, kw_only=True, tag="person-enrolled.v1"):
    """A person's name, department, post and standing from this day on; a post may be missing."""

    LABEL = Label("person enrolled", "入册")
    CHANGES_THE_ROSTER = True

    name: Annotated[str, text("name", "姓名", example="甲")]
    department: Annotated[str, text("department", "部室", example="康复部")]
    post: Annotated[str | None, text("post", "岗位", example="office-web")] = None
    member: Annotated[bool, membership("party member", "党员", default="no", headings=("party_member",))]
    assessed: Annotated[bool, yes_no("assessed", "考核对象", default="yes")]
    aliases: Annotated[str | None, text("aliases", "别名", headings=("拼音",))] = None
