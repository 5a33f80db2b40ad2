"""The reader of workbooks, a program of its own: a broken file can end it, and only it.

It takes a workbook's bytes on standard input and prints its sheets as JSON, each as [name, is visible, lines of texts,
numbers of the lines that are hidden].
It loads nothing of this program. Exit status 3: the workbook is under a password.
"""

import io
import json
import re
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

# More digits than these a spreadsheet does not keep.
DIGITS = ".15g"
MOST_BYTES = 4 << 30
UNDER_A_PASSWORD = 3

_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW = re.compile(rb"<row\b[^>]*>")
_HIDDEN, _NUMBER = re.compile(rb'\bhidden="(1|true)"'), re.compile(rb'\br="(\d+)"')

Read = tuple[str, bool, list[list[str]], list[int]]


def sheets_in(content: bytes) -> list[Read]:
    """Return the sheets of a workbook, a hidden one without its lines."""
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets: list[Read] = []
    hidden = hidden_lines_in(content)
    for known in book.sheets_metadata:
        is_visible = known.visible == SheetVisibleEnum.Visible
        sheet = book.get_sheet_by_name(known.name) if is_visible else None
        lines = cells_of(sheet) if sheet is not None and sheet.height else []
        sheets.append((known.name, is_visible, lines, hidden.get(known.name, [])))
    return sheets


def hidden_lines_in(content: bytes) -> dict[str, list[int]]:
    """Return the lines, from 1, that each sheet of an .xlsx does not show; of an .xls nobody can say."""
    try:
        return _hidden_lines_in(content) if content.startswith(b"PK") else {}
    except Exception:  # what could be read is not refused for this
        return {}


def _hidden_lines_in(content: bytes) -> dict[str, list[int]]:
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        targets = {link.get("Id"): link.get("Target", "") for link in ElementTree.fromstring(parts.read(_LINKS))}
        for sheet in ElementTree.fromstring(parts.read(_BOOK)).iter(_SHEET):
            place = str(PurePosixPath("/xl", targets.get(sheet.get(_LINK), ""))).lstrip("/")
            rows = filter(_HIDDEN.search, _ROW.findall(parts.read(place)))
            found[sheet.get("name", "")] = [int(number[1]) for row in rows if (number := _NUMBER.search(row))]
    return found


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
