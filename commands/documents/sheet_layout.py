"""How a sheet of a bulletin looks: widths and heights that show all of a cell, and a landscape page of A4."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDEST, NARROWEST = 60, 6  # characters
LINE = 14  # points
FACE, SIZE = "宋体", 10
"""A typeface of even widths: a Chinese character is as wide as two figures."""
SLACK = 10
"""Of so many characters one is lost where lines break between words."""


def speak(book: Any) -> None:
    """Set the typeface of a whole workbook, by which widths are counted as well."""
    from openpyxl.styles import Font

    book._fonts[0] = book._named_styles["Normal"].font = Font(name=FACE, size=SIZE)


def finish(sheet: "Worksheet", last: int, columns: int, *, freeze: str, title: str, middle: Sequence[int] = ()) -> None:
    """Set the widths, the lines and how a sheet is printed; rows 1 to `last` are its table.

    `freeze` is the first cell that moves; the columns of `middle` stand in the middle.
    """
    from openpyxl.utils import get_column_letter

    lines = [1] * (last + 1)
    for place in range(1, columns + 1):
        needed = [lines_of(sheet.cell(at, place).value) for at in range(1, last + 1)]
        width = min(WIDEST, max(NARROWEST, *(max(widths) for widths in needed)) + 2)
        sheet.column_dimensions[get_column_letter(place)].width = width
        for at, widths in enumerate(needed, 1):
            lines[at] = max(lines[at], sum(_broken(wide, width - 2) for wide in widths))
        _dress(sheet, place, last, is_middle=place in middle)
    for at in range(1, last + 1):
        sheet.row_dimensions[at].height = LINE * lines[at] + 4
    sheet.freeze_panes = freeze
    _set_page(sheet, title)


def lines_of(value: Any) -> list[int]:
    """Return how many characters of the typeface each line of a value takes; a formula gives a figure."""
    from wcwidth import wcswidth

    text = "" if value is None else str(value)
    return [7] if text.startswith("=") else [max(0, wcswidth(line)) for line in text.split("\n")]


def _broken(wide: int, width: int) -> int:
    """Return how many lines a line takes where it is broken."""
    return 1 if wide <= width else -(-(wide + wide // SLACK) // width)


def _dress(sheet: "Worksheet", place: int, last: int, *, is_middle: bool) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    thin = Side(style="thin", color="9AA5B1")
    border, font = Border(left=thin, right=thin, top=thin, bottom=thin), Font(name=FACE, size=SIZE)
    sides = {side: Alignment(horizontal=side, vertical="center", wrap_text=True) for side in ("center", "right", None)}
    for at in range(2, last + 1):
        cell = sheet.cell(at, place)
        cell.border, cell.font = border, font
        cell.alignment = sides["center" if is_middle else _side_of(cell.value)]
    heading = sheet.cell(1, place)
    heading.font, heading.fill = Font(name=FACE, size=SIZE, bold=True), PatternFill("solid", fgColor="EAF0F6")
    heading.border, heading.alignment = border, sides["center"]


def _side_of(value: Any) -> str | None:
    """Return where a value stands in its cell: figures right, texts where texts stand."""
    return "right" if isinstance(value, Decimal) or str(value).startswith("=") else None


def _set_page(sheet: "Worksheet", title: str) -> None:
    """Print on landscape A4, as wide as the page: the title above, the headings on every page, pages numbered."""
    from openpyxl.worksheet.page import PageMargins

    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.75, bottom=0.6, header=0.35, footer=0.3)
    assert sheet.sheet_properties.pageSetUpPr is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    for part, text, size in ((sheet.oddHeader, title.replace("&", "&&"), 14), (sheet.oddFooter, "&P / &N", 9)):
        assert part is not None and part.center is not None
        part.center.text, part.center.size = text, size
