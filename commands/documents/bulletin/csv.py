"""A bulletin as comma-separated values, with the mark by which Excel knows UTF-8: a line for each person."""

import csv
import io
from pathlib import Path

from commands.documents.bulletin_told import Told
from ledger.texts import _

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def content_of(told: Told, template: Path | None) -> bytes:
    """Return the file; figures as the document has them."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow((_("rank"), _("id"), _("name"), _("department"), *(part.heading for part in told.parts),
                     _("bonus"), _("total"), _("out of"), _("net"), _("grade"), _("main causes (entries)"),
                     _("remarks")))  # fmt: skip
    for line in told.lines:
        words = map(_kept_a_text, (line.grade, line.all_causes, line.remarks))
        people = map(_kept_a_text, (line.id, line.name, line.department))
        writer.writerow((line.rank, *people, *line.parts, line.bonus, line.total, line.out_of, line.net, *words))
    return written.getvalue().encode("utf-8-sig")


def _kept_a_text(text: str) -> str:
    """Return a text so that a spreadsheet takes it for no formula."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text
