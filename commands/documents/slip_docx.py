"""Slips as one Word document, each on pages of its own.

The body is written as WordprocessingML from a template, piece by piece, and put into the file as it is: a tree of a
thousand slips takes gigabytes, and even their text a hundred megabytes.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from commands.documents.pages import pieces_from
from commands.documents.slip_styles import add_styles
from commands.documents.slip_words import slip_words
from commands.documents.table_widths import column_widths

_PIECE = 1 << 16


def slips_docx(slips: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the document of some slips, in the language in use; they are taken one at a time."""
    from docx import Document
    from docx.shared import Mm

    document = Document()
    document.core_properties.author = document.core_properties.comments = ""
    (section,) = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(18)
    section.left_margin = section.right_margin = Mm(18)
    styles = add_styles(document)
    empty = io.BytesIO()
    document.save(empty)
    words = map(slip_words, slips)
    return _with_body(
        empty, pieces_from("slips.xml.jinja", slips=words, styles=styles, widths=_widths, sides_of=_sides)
    )


def _with_body(empty: io.BytesIO, body: Iterable[str]) -> bytes:
    """Return an empty document's file with a body before the properties of its section."""
    written = io.BytesIO()
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            with target.open(name, "w") as part:
                if name != "word/document.xml":
                    part.write(content)
                    continue
                before, section, after = content.decode().partition("<w:sectPr")
                for piece in chain([before], _gathered(body), [section, after]):
                    part.write(piece.encode())
    return written.getvalue()


def _gathered(pieces: Iterable[str]) -> Iterator[str]:
    """Yield the same text in larger pieces."""
    kept, size = [], 0
    for piece in pieces:
        kept.append(piece)
        size += len(piece)
        if size > _PIECE:
            yield "".join(kept)
            kept, size = [], 0
    yield "".join(kept)


def _sides(table: Any) -> list[Any]:
    """Return the mark of each column that has its texts to the right: figures."""
    from markupsafe import Markup

    return [Markup('<w:jc w:val="right"/>' * (place in table.numeric)) for place in range(len(table.headings))]


_WIDTH = 9860  # twips: 174 mm
_PER_COLUMN = 95  # twips that a column of a terminal takes at 8.5 pt
_PADDING = 240


def _widths(table: Any) -> list[int]:
    """Return the widths of a table's columns."""
    return column_widths([table.headings, *table.rows], _WIDTH, per_column=_PER_COLUMN, padding=_PADDING)
