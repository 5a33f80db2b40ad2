"""方案修订: a scheme is changed within its year; the whole document as amended stands in the entry."""

from datetime import date
from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import day, text
from ledger.texts import Label


class SchemeAmended(Fact, frozen=True, kw_only=True, tag="scheme-amended.v1"):
    """The document as amended (TOML), and the SHA-256 of its bytes; it judges what happens from `effective_on` on.

    `reaches_back` quotes the words by which an amendment says that it judges what happened before it was made; None
    for one that does not.
    """

    LABEL = Label("scheme amended", "方案修订")
    IS_ABOUT_A_PERSON = False
    IS_RECORDED_BY_PEOPLE = False

    scheme: Annotated[str, text("scheme", "方案")]
    effective_on: Annotated[date, day("effective on", "施行日期")]
    document: Annotated[str, text("document", "方案全文")]
    sha256: Annotated[str, text("SHA-256", "SHA-256")]
    authority: Annotated[str, text("authority", "依据", example="党组会议〔2020〕9号")]
    reaches_back: Annotated[str | None, text("reaches back", "溯及既往的原文", example="自2020年1月1日起施行")] = None
