"""Slips as one Word document, each on pages of its own.

The body is written as WordprocessingML from a template and parsed once: building a thousand slips paragraph by
paragraph would search the whole body for each.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from commands.documents.pages import page_from
from commands.documents.slip_words import slip_words


def slips_docx(slips: Sequence[Mapping[str, Any]]) -> bytes:
    """Return the document of some slips, in the language in use."""
    from docx import Document
    from docx.oxml import parse_xml
    from docx.shared import Mm

    document = Document()
    document.core_properties.author = document.core_properties.comments = ""
    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(18)
    section.left_margin = section.right_margin = Mm(18)
    text = page_from("slips.xml.jinja", slips=map(slip_words, slips), widths=_widths)
    body = document.element.body
    for element in list(parse_xml(text)):
        body.insert(len(body) - 1, element)
    written = io.BytesIO()
    document.save(written)
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
