"""A copy of a file that was handed in, with what is wrong beside each row: the column 错误, and the cells marked.

The column is passed over when the copy, mended, is handed in.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from commands.documents.workbook_files import WorkbookNotWritten, check_place, put, save
from commands.intake import Rows, opened
from commands.intake._headings import ERROR_HEADINGS
from commands.intake._table import column_letter
from commands.terminal.problems import Told
from ledger.decisions.drafts import fold_heading
from ledger.texts import _, language_in_use

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_YELLOW, _RED = "FFFFF2CC", "FFC00000"
_WIDTH, _POINTS_OF_A_LINE = 80, 15


def write_annotated(source: Path, rows: Rows, mistakes: Sequence[Told], out: Path) -> None:
    """Write the copy; a workbook keeps its look, other tables become one. Raises WorkbookNotWritten."""
    check_place(out, source)
    if not any(place.top for place in rows.places.values()):
        raise WorkbookNotWritten(
            _("{path} cannot be written", path=out),
            expected=_("a workbook or CSV, whose cells can be marked"),
            found=source.name,
        )
    book = _copied(source)
    for name in {mistake.sheet for mistake in mistakes}:
        of_sheet = [mistake for mistake in mistakes if mistake.sheet == name]
        top = next(rows.places[mistake.row].top for mistake in of_sheet)
        _mark(book[name] if name else book.worksheets[0], top, of_sheet)
    save(book, out)


def _copied(source: Path) -> "Workbook":
    """Return the file as a workbook; what openpyxl cannot open (.xls, CSV) is made anew from its cells."""
    from openpyxl import Workbook, load_workbook

    try:
        return load_workbook(source)
    except Exception:  # it has no error of its own for what it cannot open
        book = Workbook()
        book.remove(book.worksheets[0])
        for read in opened(source).sheets:
            sheet = book.create_sheet(read.name or "Sheet1")
            for line, cells in enumerate(read.lines, 1):
                for column, text in enumerate(cells, 1):
                    if text:
                        put(sheet.cell(line, column), text)
        return book


def _mark(sheet: "Worksheet", top: int, mistakes: Sequence[Told]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    column = _column_for_errors(sheet, top)
    for line in range(top, sheet.max_row + 1):
        if sheet.cell(line, column).value is not None:
            sheet.cell(line, column).value = None
    put(sheet.cell(top, column), ERROR_HEADINGS[language_in_use()])
    sheet.cell(top, column).font = Font(color=_RED, bold=True)
    yellow = PatternFill("solid", fgColor=_YELLOW)
    by_line: dict[int, list[Told]] = {}
    for mistake in mistakes:
        by_line.setdefault(mistake.line or 0, []).append(mistake)
    for line, of_line in by_line.items():
        said = [mistake.in_its_row() for mistake in of_line]
        put(sheet.cell(line, column), "\n".join(said))
        sheet.cell(line, column).font = Font(color=_RED)
        sheet.cell(line, column).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[line].height = max(sheet.row_dimensions[line].height or 0, _height_of(said))
        for mistake in of_line:
            if mistake.letter:
                sheet[f"{mistake.letter}{line}"].fill = yellow
    sheet.column_dimensions[column_letter(column - 1)].width = _WIDTH


def _height_of(said: Sequence[str]) -> int:
    """Return how many points high a row is that shows all of these: no program makes it higher by itself."""
    from wcwidth import wcswidth

    return _POINTS_OF_A_LINE * sum(-(-max(1, wcswidth(text)) // (_WIDTH - 4)) for text in said)


def _column_for_errors(sheet: "Worksheet", top: int) -> int:
    """Return the column 错误 of an earlier copy, else the first beyond all that is filled."""
    last = 0
    for cells in sheet.iter_rows(min_row=top):
        for cell in cells:
            if cell.value is not None and cell.column is not None:
                if cell.row == top and fold_heading(str(cell.value)) in ERROR_HEADINGS.values():
                    return cell.column
                last = max(last, cell.column)
    return last + 1
