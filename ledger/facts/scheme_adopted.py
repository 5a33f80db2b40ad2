"""方案施行: a scheme comes into force for its period; the whole document stands in the entry."""

from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import text
from ledger.texts import Label


class SchemeAdopted(Fact, frozen=True, kw_only=True, tag="scheme-adopted.v1"):
    """The document as adopted (TOML), and the SHA-256 of its bytes, in hexadecimal."""

    LABEL = Label("scheme adopted", "方案施行")
    IS_ABOUT_A_PERSON = False
    IS_RECORDED_BY_PEOPLE = False

    scheme: Annotated[str, text("scheme", "方案")]
    document: Annotated[str, text("document", "方案全文")]
    sha256: Annotated[str, text("SHA-256", "SHA-256")]
    authority: Annotated[str | None, text("authority", "依据", example="党组会议〔2021〕3号")] = None
