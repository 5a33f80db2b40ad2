"""The reader of workbooks, a program of its own: a broken file can end it, and only it.

It takes a workbook's bytes on standard input and prints its sheets as JSON: [name, is visible, lines of texts] each.
It loads nothing of this program. Exit status 3: the workbook is under a password.
"""

import io
import json
import sys
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

# More digits than these a spreadsheet does not keep.
DIGITS = ".15g"
MOST_BYTES = 4 << 30
UNDER_A_PASSWORD = 3


def sheets_in(content: bytes) -> list[tuple[str, bool, list[list[str]]]]:
    """Return the sheets of a workbook, a hidden one without its lines."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    for known in book.sheets_metadata:
        is_visible = known.visible == SheetVisibleEnum.Visible
        sheet = book.get_sheet_by_name(known.name) if is_visible else None
        sheets.append((known.name, is_visible, cells_of(sheet) if sheet is not None and sheet.height else []))
    return sheets


def cells_of(sheet: "CalamineSheet") -> list[list[str]]:
    """Return a sheet's lines from A1 on; in cells merged down a column each has what the first one shows."""
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
        return format(Decimal(format(value, DIGITS)), "f") if value else "0"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return "" if value is None else str(value)


def _limit_memory() -> None:
    """Let a file that claims to be huge fail here, not the whole machine, where the system can see to it."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


def _main() -> int:
    from python_calamine import PasswordError

    _limit_memory()
    try:
        sheets = sheets_in(sys.stdin.buffer.read())
    except PasswordError:
        return UNDER_A_PASSWORD
    sys.stdout.buffer.write(json.dumps(sheets).encode())
    return 0


if __name__ == "__main__":
    sys.exit(_main())
