"""Workbooks, .xlsx and .xls: every sheet that has a heading row, its cells as the texts that people see."""

import json
import subprocess
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from commands.intake import _calamine
from commands.intake._rows import Rows
from commands.intake._table import Table, table_in
from commands.intake._text import InputUnreadable
from ledger.texts import _, listing

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"
MOST_SECONDS = 300


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
    """Return the visible sheets that are not empty, each with its lines of cells; a hidden one is noted.

    Raises InputUnreadable.
    """
    sheets = []
    for name, is_visible, lines in _read_apart(content, path):
        if not is_visible:
            notes.append(_("not read, for it is hidden: the sheet {sheet}", sheet=name))
        elif lines:
            sheets.append((name, lines))
    return sheets


def _read_apart(content: bytes, path: Path) -> list[tuple[str, bool, list[list[str]]]]:
    """Have a process of its own read the workbook: of a broken one the library may end in mid-air, in its own words."""
    command = [sys.executable, "-P", str(Path(__file__).with_name("_calamine.py"))]
    try:
        done = subprocess.run(command, input=content, capture_output=True, check=False, timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        raise _unreadable(path) from None
    if done.returncode == _calamine.UNDER_A_PASSWORD:
        raise InputUnreadable(
            _("the workbook {path} is under a password", path=path),
            expected=_("a workbook that opens without one"),
            remedy=_("Open it in Excel or WPS, take the password off, save it, and hand it in again."),
        )
    if done.returncode != 0:
        raise _unreadable(path)
    sheets: list[tuple[str, bool, list[list[str]]]] = json.loads(done.stdout)
    return sheets


def _unreadable(path: Path) -> InputUnreadable:
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
