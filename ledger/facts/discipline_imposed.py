"""处分或重大失职认定: a formal sanction, or a finding of grave dereliction (三, readings B11, B12)."""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import text
from ledger.texts import Label


class DisciplineImposed(Fact, frozen=True, kw_only=True, tag="discipline-imposed.v1"):
    """A sanction or finding, dated in the year: fourth grade from its day, and out of the ranking."""

    LABEL = Label("discipline imposed", "处分或重大失职认定")
    DECIDES_THE_GRADE = True

    grounds: Annotated[str, text("grounds", "事由", example="政务警告")]
    document: Annotated[str | None, text("document", "文号")] = None
