"""Workbooks for the tests, written by the libraries that others write them with."""

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

import xlwt
from openpyxl import Workbook

Lines = Sequence[Sequence[Any]]


def workbook(*sheets: tuple[str, Lines], merged: Sequence[str] = (), hidden: Sequence[str] = ()) -> bytes:
    """Return a workbook as openpyxl writes it; the ranges `merged` are of the first sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets:
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
        if name in hidden:
            sheet.sheet_state = "hidden"
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def old_workbook(lines: Lines) -> bytes:
    """Return a workbook as programs of twenty years ago wrote it (.xls)."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for row, cells in enumerate(lines):
        for column, value in enumerate(cells):
            if value is not None:
                sheet.write(row, column, value, *([day] if isinstance(value, date) else []))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def under_a_password(old: bool = False) -> bytes:
    """Return what a workbook under a password begins as: an .xlsx in a stream of its own, or an .xls with a FILEPASS.

    The library that writes .xls has no passwords: the names of its stream and of a record are changed.
    """
    content = bytearray(old_workbook([["类别", "人员"]]))
    if old:
        return bytes(content).replace(b"\xe1\x00\x02\x00", b"\x2f\x00\x02\x00", 1)
    shown, meant = (name.encode("utf-16-le") for name in ("Workbook", "EncryptedPackage"))
    at = content.index(shown)
    content[at : at + len(meant)] = meant
    content[at + 64 : at + 66] = (len(meant) + 2).to_bytes(2, "little")
    return bytes(content)
