"""通报印发: a bulletin is published; what it said is kept for ever under the hash of its document."""

from datetime import date
from typing import Annotated

from ledger.facts._base import Fact
from ledger.facts._fields import day, entry_reference, text, whole_number
from ledger.texts import Label


class BulletinPublished(Fact, frozen=True, kw_only=True, tag="bulletin-published.v1"):
    """The bulletin of a period: its cutoff, the last entry it knew, the law it applied, the document as published.

    `scheme_sha256` is the hash of the scheme's version in force on the cutoff; `document` that of the published bytes,
    both in hexadecimal. `first_edition` is the entry of the period's first edition, None for that one itself.
    """

    LABEL = Label("bulletin published", "通报印发")
    IS_ABOUT_A_PERSON = False
    IS_RECORDED_BY_PEOPLE = False

    year: Annotated[int, whole_number("year", "考核年度")]
    period: Annotated[str, text("period", "通报期")]
    edition: Annotated[int, whole_number("edition", "版次")]
    as_of: Annotated[date, day("as of", "截至日期")]
    known_at: Annotated[int, entry_reference("known up to entry", "已知至台账号")]
    scheme: Annotated[str, text("scheme", "方案")]
    scheme_sha256: Annotated[str, text("scheme's SHA-256", "方案的SHA-256")]
    document: Annotated[str, text("document's SHA-256", "文件的SHA-256")]
    title: Annotated[str, text("title", "标题")]
    issuer: Annotated[str, text("issuer", "发文机关")]
    reference: Annotated[str | None, text("document number", "发文字号", example="州残联通报〔2020〕1号")] = None
    first_edition: Annotated[int | None, entry_reference("first edition", "首版台账号")] = None
