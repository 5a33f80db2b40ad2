"""Workbooks, .xlsx and .xls: every sheet that has a heading row, its cells as the texts that people see."""

import io
from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.intake._rows import Rows
from commands.intake._table import Table, table_in
from commands.intake._text import InputUnreadable
from ledger.texts import _, listing
from ledger.values import plain_number

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"
# More digits than these a spreadsheet does not keep.
_DIGITS = ".15g"


def is_one(content: bytes) -> bool:
    """Return whether the bytes are a workbook's, whatever the file is called."""
    return content.startswith((_ZIP, _COMPOUND))


def read(content: bytes, path: Path, further: Collection[str] = ()) -> Rows:
    """Return the rows of all sheets that have a heading row, numbered through; the others are named in the notes.

    Raises InputUnreadable for what is no workbook, is under a password, or has no table.
    """
    rows = Rows([], [], {}, {}, [], path.name)
    places = {}
    notes: list[str] = []
    unread = []
    number = 1
    for name, cells in sheets_of(content, path, notes):
        table = _table(cells, name, number, further)
        if table is None:
            unread.append(name)
            continue
        rows.rows.extend(table.rows)
        rows.problems.extend(table.problems)
        places.update(table.places)
        notes += table.notes
        number += table.numbered
    if number == 1 and not places:
        raise _no_table(path, unread)
    if unread:
        notes.append(_("not read, for no row of headings was found: {sheets}", sheets=listing(unread)))
    return rows._replace(places=places, notes=notes)


def _table(cells: Sequence[Sequence[str]], sheet: str, number: int, further: Collection[str]) -> Table | None:
    try:
        return table_in(cells, sheet, number, further)
    except InputUnreadable as error:
        error.found = _("{found} in the sheet {sheet}", found=error.found, sheet=sheet)
        raise


def sheets_of(content: bytes, path: Path, notes: list[str]) -> list[tuple[str, list[list[str]]]]:
    """Return the visible sheets that are not empty, each with its lines of cells; a hidden one is noted."""
    try:
        return list(_opened(content, notes))
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the reader's own panics are no Exception
        raise _unreadable(path, error) from None


def _opened(content: bytes, notes: list[str]) -> list[tuple[str, list[list[str]]]]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum  # imported late: most files are none

    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    for known in workbook.sheets_metadata:
        if known.visible != SheetVisibleEnum.Visible:
            notes.append(_("not read, for it is hidden: the sheet {sheet}", sheet=known.name))
            continue
        sheet = workbook.get_sheet_by_name(known.name)
        if sheet.height:
            sheets.append((known.name, _cells_of(sheet)))
    return sheets


def _cells_of(sheet: "CalamineSheet") -> list[list[str]]:
    """Return a sheet's lines from A1 on; in a merged column every cell has what the first one shows."""
    top, left = sheet.start or (0, 0)
    lines: list[list[str]] = [[] for _line in range(top)]
    lines += [[""] * left + [text_of_cell(cell) for cell in cells] for cells in sheet.to_python()]
    for (first, column), (last, last_column) in sheet.merged_cell_ranges or ():
        if column == last_column and first < len(lines) and column < len(lines[first]):
            for line in range(first + 1, min(last, len(lines) - 1) + 1):
                lines[line][column] = lines[first][column]
    return lines


def text_of_cell(value: Any) -> str:
    """Return a cell's value as text: 13.0 as 13, a day as 2020-07-01, true as yes, an empty cell as nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return plain_number(Decimal(format(value, _DIGITS)))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)


def _unreadable(path: Path, error: BaseException) -> InputUnreadable:
    if type(error).__name__ == "PasswordError" or "password" in str(error).casefold():
        return InputUnreadable(
            _("the workbook {path} is under a password", path=path),
            expected=_("a workbook that opens without one"),
            remedy=_("Open it in Excel or WPS, take the password off, save it, and hand it in again."),
        )
    return InputUnreadable(
        _("{path} cannot be read as a workbook", path=path),
        expected=_("a workbook (.xlsx or .xls), CSV or JSON Lines"),
        remedy=_("Open it in Excel or WPS and save it as .xlsx (另存为 .xlsx); see whether it was cut short."),
    )


def _no_table(path: Path, sheets: Sequence[str]) -> InputUnreadable:
    return InputUnreadable(
        _("no sheet of {path} has a row of headings", path=path),
        expected=_("a row such as 类别, 人员, 发生日期 among the first ten of a sheet"),
        found=listing(sheets) or _("no sheet with anything in it"),
        remedy=_("gongguo template KIND -o FILE.xlsx writes a workbook with the headings that a kind has."),
    )
