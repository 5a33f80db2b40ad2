"""A bulletin as the 通报 in Word, from our template or from one that the office has edited."""

import io
from collections.abc import Collection, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from commands.documents.bulletin_told import Told
from commands.documents.table_widths import column_widths
from ledger.errors import LedgerError, reason_of
from ledger.texts import _, language_in_use, listing

ISSUER_STYLE, DATE_STYLE = "gongguo issuer", "gongguo date"
"""The styles by which the two lines of the signature are known in a template; in others they stand as they are."""
_LINES = "lines"
_WIDTH = 8840  # twips: 156 mm
_LONG = 12  # characters; a column with what is longer stands to the left
_PADDING = 150  # twips, left and right of a cell together, and its lines
_PER_COLUMN = 91  # twips that a column of a terminal takes at 9 pt


class TemplateNotUsable(LedgerError):
    """A Word template that cannot be read or filled."""

    code = "template-not-usable"


def shipped_template() -> Path:
    """Return the template that comes with the program, in the language in use."""
    return Path(__file__).parents[1] / f"bulletin.{language_in_use()}.docx"


def content_of(told: Told, template: Path | None) -> bytes:
    """Return the document; `template` is the office's own, None for ours. Raises TemplateNotUsable."""
    from docxtpl import DocxTemplate
    from jinja2 import Environment, TemplateSyntaxError
    from jinja2.sandbox import SandboxedEnvironment

    rows = [list(map(_breakable, told.cells(line))) for line in told.lines]
    values = {
        "number": told.number, "title": "\n".join(told.title_lines), "issuer": told.issuer,
        "dated": told.dated, "basis": told.basis,
        "headings": list(told.heading_lines), "lines": rows, "notes": list(told.notes),
        "causes_headings": list(told.causes_headings),
        "causes": [list(map(_breakable, row)) for row in told.causes],
        "since_headings": list(told.since_headings), "since": [list(line) for line in told.since],
    }  # fmt: skip
    environment: Environment = SandboxedEnvironment(autoescape=True)
    written = io.BytesIO()
    try:
        document = DocxTemplate(template or shipped_template())
        _check_places(document.get_undeclared_template_variables(environment), values, template)
        document.render(values, environment, autoescape=True)
        _lay_out(document.docx, told)
        document.save(written)
    except LedgerError:
        raise
    except OSError as error:
        raise _unusable(template, reason_of(error)) from None
    except BadZipFile:
        raise _unusable(template, _("a file that is no Word document")) from None
    except TemplateSyntaxError as error:
        message = str(error.message).partition(". ")[0].rstrip(".")
        found = _("braces that are not a pair, or a loop without its end: {message}", message=message)
        raise _unusable(template, found) from None
    except Exception as error:  # a file of whoever's making, and its own small programs, can go wrong in any way
        raise _unusable(template, f"{type(error).__name__}: {error}") from None
    return written.getvalue()


def _check_places(used: Collection[str], known: Collection[str], template: Path | None) -> None:
    """Check that a template names only what there is, and has the people's lines. Raises TemplateNotUsable."""
    if unknown := sorted(set(used) - set(known)):
        raise _unusable(
            template,
            listing(f"{{{{ {name} }}}}" for name in unknown),
            expected=_("places among {names}", names=listing(known)),
        )
    if _LINES not in used:
        raise _unusable(
            template,
            _("nothing that is repeated for each person"),
            expected=_("a table row that is repeated for each person, between {begin} and {end}",
                       begin="{%tr for line in lines %}", end="{%tr endfor %}"),
        )  # fmt: skip


def _unusable(template: Path | None, found: str, expected: str = "") -> TemplateNotUsable:
    return TemplateNotUsable(
        _("the template {path} cannot be used", path=template or shipped_template().name),
        expected=expected or _("a Word document with the places of the template that comes with the program"),
        found=found,
        remedy=_("gongguo template bulletin -o FILE.docx copies that one out."),
    )


def _lay_out(document: Any, told: Told) -> None:
    """Set the widths of the tables that were filled, and centre the issuer over the date."""
    filled = [list(told.heading_lines), list(told.causes_headings), list(told.since_headings)]
    for table in document.tables:
        cells = [row.tc_lst for row in table._tbl.tr_lst]
        texts = [[_text_of(cell) for cell in row] for row in cells]
        if texts and texts[0] in filled and len({len(row) for row in texts}) == 1:
            _set_widths(table._tbl, cells, texts)
    _sign(document.paragraphs, told)


def _set_widths(table: Any, cells: Sequence[Sequence[Any]], texts: Sequence[Sequence[str]]) -> None:
    """Give each column what it needs; a column of sentences stands to the left, all others in the middle."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    widths = column_widths(texts, _WIDTH, per_column=_PER_COLUMN, padding=_PADDING)
    for column in list(table.tblGrid):
        table.tblGrid.remove(column)
    for width in widths:
        column = OxmlElement("w:gridCol")
        column.set(qn("w:w"), str(width))
        table.tblGrid.append(column)
    said = {place for row in texts[1:] for place, text in enumerate(row) if len(text) > _LONG}
    for number, row in enumerate(cells):
        for place, cell in enumerate(row):
            cell.width = widths[place] * 635  # twips to English metric units
            for sides in cell.iter(qn("w:jc")) if number and place in said else ():
                sides.set(qn("w:val"), "left")


def _sign(paragraphs: Sequence[Any], told: Told) -> None:
    """Have the date end four characters from the right and the issuer stand over its middle, as where a seal is set."""
    from docx.shared import Pt

    wider = (_characters(told.issuer) - _characters(told.dated)) / 2
    for paragraph in paragraphs:
        if paragraph.style.name == ISSUER_STYLE:
            paragraph.paragraph_format.right_indent = Pt(16 * max(0, 4 - wider))
        elif paragraph.style.name == DATE_STYLE:
            paragraph.paragraph_format.right_indent = Pt(16 * max(4, wider))


def _characters(text: str) -> float:
    """Return how many Chinese characters a text is wide, with the space that Word leaves around figures in Chinese."""
    from wcwidth import wcswidth

    seams = sum(one.isascii() != other.isascii() for one, other in pairwise(text))
    return wcswidth(text) / 2 + seams / 5


def _text_of(cell: Any) -> str:
    """Return what a cell says, its lines broken as they are."""
    from docx.oxml.ns import qn

    line_end = qn("w:br")
    return "".join("\n" if one.tag == line_end else one.text or "" for one in cell.iter(qn("w:t"), line_end))


def _breakable(text: str) -> str:
    """Return a text with places to break after its commas: LibreOffice finds none between numbers otherwise."""
    return text.replace("、#", "、\u200b#")
