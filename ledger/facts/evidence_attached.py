"""附证: files that prove an entry are attached to it afterwards."""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import entry_reference
from ledger.texts import Label


class EvidenceAttached(Fact, frozen=True, kw_only=True, tag="evidence-attached.v1"):
    """The entry that the files prove; the files themselves are named by this entry's attachments."""

    LABEL = Label("evidence attached", "附证")
    IS_ABOUT_A_PERSON = False
    IS_RECORDED_BY_PEOPLE = False

    entry: Annotated[int, entry_reference("entry", "台账号")]
