"""Workbooks as files: whole or not at all, and never with a text that a spreadsheet would compute."""

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.documents.files import FileNotWritten, write_whole
from ledger.texts import _

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell, MergedCell


class WorkbookNotWritten(FileNotWritten):
    """A workbook that cannot be written where it was asked for, or is not meant to be."""

    code = "workbook-not-written"


def check_place(path: Path, source: Path | None = None) -> None:
    """Check that a workbook can be meant to be here, and is not the file it was made from. Raises LedgerError."""
    if path.suffix.lower() != ".xlsx":
        raise WorkbookNotWritten(
            _("{path} cannot be written", path=path),
            expected=_("a name that ends in .xlsx"),
            found=f"“{path.name}”",
        )
    if source is not None and path.absolute() == source.absolute():
        raise WorkbookNotWritten(
            _("{path} cannot be written", path=path),
            expected=_("another file than the one that is read"),
            remedy=_("Give the copy a name of its own."),
        )


def save(book: "Workbook", path: Path) -> None:
    """Write a workbook, whole or not at all. Raises WorkbookNotWritten."""
    content = io.BytesIO()
    book.save(content)
    write_whole(path, content.getvalue(), WorkbookNotWritten)


def put(cell: "Cell | MergedCell", value: Any) -> None:
    """Put a value into a cell; a text stays one even if it begins with “=”, and loses what no workbook can hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell

    if isinstance(cell, MergedCell):
        return  # what a merged range shows is its first cell's
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("?", value.encode("utf-8", "replace").decode())
        cell.data_type = "s"
    else:
        cell.value = value
