"""A bulletin as the 通报 in Word, from our template or from one that the office has edited."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from commands.documents.bulletin_told import Told
from ledger.errors import LedgerError, reason_of
from ledger.texts import _, language_in_use

_WIDTH = 8845  # twips: 156 mm
_LEAST = 480
_LONG = 12  # characters; what is longer stands to the left
_MOST_OF_A_SHORT_ONE = 1180
_MARGINS = 120  # twips, left and right of a cell together, as in the template
_PER_COLUMN = 92  # twips that a column of a terminal takes at 9 pt


class TemplateNotUsable(LedgerError):
    """A Word template that cannot be read or filled."""

    code = "template-not-usable"


def shipped_template() -> Path:
    """Return the template that comes with the program, in the language in use."""
    return Path(__file__).parents[1] / f"bulletin.{language_in_use()}.docx"


def content_of(told: Told, template: Path | None) -> bytes:
    """Return the document; `template` is the office's own, None for ours. Raises TemplateNotUsable."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment
    from jinja2.sandbox import SandboxedEnvironment

    rows = [told.cells(line) for line in told.lines]
    values = {
        "number": told.number, "title": told.title, "issuer": told.issuer, "dated": told.dated, "basis": told.basis,
        "headings": list(told.headings), "lines": rows, "notes": list(told.notes),
        "since_headings": list(told.since_headings), "since": [list(line) for line in told.since],
    }  # fmt: skip
    environment: Environment = SandboxedEnvironment(autoescape=True)
    written = io.BytesIO()
    try:
        document = DocxTemplate(template or shipped_template())
        document.render(values, environment, autoescape=True)
        for table in document.docx.tables:
            _set_widths(table)
        document.save(written)
    except OSError as error:
        raise _unusable(template, reason_of(error)) from None
    except Exception as error:  # a file of whoever's making, and its own small programs, can go wrong in any way
        raise _unusable(template, f"{type(error).__name__}: {error}") from None
    return written.getvalue()


def _unusable(template: Path | None, found: str) -> TemplateNotUsable:
    return TemplateNotUsable(
        _("the template {path} cannot be used", path=template or shipped_template().name),
        expected=_("a Word document with the places of the template that comes with the program"),
        found=found,
        remedy=_("gongguo template bulletin -o FILE.docx copies that one out."),
    )


def _set_widths(table: Any) -> None:
    """Give each column of a table of more than three as much as its longest word or half its text needs."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    rows = [[cell.text for cell in row.cells] for row in table.rows]
    if not rows or len(rows[0]) <= 3 or len({len(row) for row in rows}) > 1:
        return
    widths = _shares(rows)
    grid = table._tbl.tblGrid
    for column in list(grid):
        grid.remove(column)
    for width in widths:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(width))
        grid.append(column)
    for row in list(table.rows)[1:]:
        for cell in row.cells:
            if len(cell.text) > _LONG:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            properties = cell._tc.get_or_add_tcPr()
            own = properties.find(qn("w:tcW"))
            if own is None:
                own = OxmlElement("w:tcW")
                properties.insert(0, own)
            own.set(qn("w:type"), "dxa")
            own.set(qn("w:w"), str(width))


def _shares(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the widths of the columns, together the type area: a short column has all it needs, long ones the rest."""
    from wcwidth import wcswidth

    wanted = []
    for place in range(len(rows[0])):
        longest = max((wcswidth(row[place]) for row in rows[1:]), default=0)
        heading = rows[0][place]
        words = heading.split() if heading.isascii() else [heading[:2]]  # Chinese can break anywhere
        needed = max(longest, *map(wcswidth, words))
        wanted.append(max(_LEAST, needed * _PER_COLUMN + _MARGINS + 40))
    widest = wanted.index(max(wanted))
    wanted = [width if place == widest else min(width, _MOST_OF_A_SHORT_ONE) for place, width in enumerate(wanted)]
    room = _WIDTH
    widths = [0] * len(wanted)
    for waiting, place in zip(
        range(len(wanted), 0, -1), sorted(range(len(wanted)), key=wanted.__getitem__), strict=True
    ):
        widths[place] = min(wanted[place], room // waiting)
        room -= widths[place]
    if wanted[widest] > _MOST_OF_A_SHORT_ONE:
        widths[widest] += room
        return widths
    return [width + room // len(widths) for width in widths]
