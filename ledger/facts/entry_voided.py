"""冲销: an entry is taken out of force, by knowledge and not by a date; it stays readable for ever."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

import msgspec

from ledger.facts._base import Fact
from ledger.facts._fields import entry_reference, text
from ledger.texts import Label

NOT_LOOKED_UP = 0


class EntryVoided(Fact, frozen=True, kw_only=True, tag="entry-voided.v1"):
    """The entry that is void from now on. `named_by` keeps the words when it was named by its source key.

    `replaced_by` is the entry that puts a mistake right; None where nothing takes the place of the voided entry. `case`
    is the appeal by whose decision it is voided; None for a void outside an appeal.
    """

    LABEL = Label("entry voided", "冲销")
    IS_DATED = False
    IS_ABOUT_A_PERSON = False

    entry: Annotated[int, entry_reference("entry", "台账号")]
    reason: Annotated[str, text("reason", "冲销原因", example="登记错误")]
    authority: Annotated[str | None, text("authority", "依据", example="党组会议〔2021〕3号")] = None
    named_by: str | None = None
    replaced_by: int | None = None
    case: int | None = None

    @classmethod
    def made_from(cls, given: Mapping[str, Any]) -> Self:
        """An entry named by its source key has no number until the ledger has looked it up."""
        if isinstance(given["entry"], str):
            return cls(**{**given, "entry": NOT_LOOKED_UP, "named_by": given["entry"]})
        return cls(**given)

    def same_as(self, recorded: Self) -> bool:
        """The same words: the same entry by the same name, for the same reason."""
        named_alike = recorded if self.named_by is None else msgspec.structs.replace(recorded, entry=self.entry)
        return self == msgspec.structs.replace(named_alike, replaced_by=self.replaced_by)
