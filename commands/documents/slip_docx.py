"""Slips as one Word document, each on pages of its own.

The body is written as WordprocessingML from a template and put into the file as it is: a tree of a thousand slips takes
gigabytes.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from commands.documents.pages import page_from
from commands.documents.slip_words import slip_words


def slips_docx(slips: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the document of some slips, in the language in use."""
    from docx import Document
    from docx.shared import Mm

    document = Document()
    document.core_properties.author = document.core_properties.comments = ""
    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(18)
    section.left_margin = section.right_margin = Mm(18)
    text = page_from("slips.xml.jinja", slips=map(slip_words, slips), widths=_widths)
    inner = text.partition('main">')[2].rpartition("</w:body>")[0]
    empty = io.BytesIO()
    document.save(empty)
    return _with_body(empty, inner)


def _with_body(empty: io.BytesIO, inner: str) -> bytes:
    """Return an empty document's file with a body before the properties of its section."""
    written = io.BytesIO()
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                before, section, after = content.decode().partition("<w:sectPr")
                content = f"{before}{inner}{section}{after}".encode()
            target.writestr(name, content)
    return written.getvalue()


_WIDTH = 9860  # twips: 174 mm
_PER_COLUMN = 106


def _widths(table: Any) -> list[int]:
    """Return the widths of a table's columns: what each needs, the widest taking what is left."""
    from wcwidth import wcswidth

    rows = [table.headings, *table.rows]
    wanted = [max(wcswidth(row[place]) for row in rows) * _PER_COLUMN + 240 for place in range(len(table.headings))]
    widest = wanted.index(max(wanted))
    least = min(wanted[widest], 2600)
    others = sum(wanted) - wanted[widest]
    if others > _WIDTH - least:
        wanted = [width * (_WIDTH - least) // others for width in wanted]
    wanted[widest] = _WIDTH - sum(width for place, width in enumerate(wanted) if place != widest)
    return wanted
