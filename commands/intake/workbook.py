"""Workbooks, .xlsx and .xls: their sheets, with the cells as the texts that people see."""

import json
import re
import subprocess
import sys
from pathlib import Path

from commands.intake import _calamine
from commands.intake._sheet import Sheet
from commands.intake._text import InputUnreadable
from ledger.texts import _

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0"
# The stream that holds an .xlsx under a password; in an .xls what follows the beginning of the book (BOF, FILEPASS).
# Of bytes without a name calamine says only that it does not know them.
_ENCRYPTED = re.compile(
    re.escape("EncryptedPackage".encode("utf-16-le")) + rb"|\x09\x08\x10\x00\x00\x06.{14}(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)
MOST_SECONDS = 300


def is_one(content: bytes) -> bool:
    """Return whether the bytes are a workbook's, whatever the file is called."""
    return content.startswith((_ZIP, _COMPOUND))


def sheets_of(content: bytes, path: Path) -> list[Sheet]:
    """Return the sheets of a workbook, a hidden one without its lines. Raises InputUnreadable."""
    return [
        Sheet(name, lines, not is_visible, hidden)
        for name, is_visible, lines, hidden in _read_apart(content, path)
    ]  # fmt: skip


def _read_apart(content: bytes, path: Path) -> list[tuple[str, bool, list[list[str]], list[int]]]:
    """Have a process of its own read the workbook: of a broken one the library may end in mid-air, in its own words."""
    command = [sys.executable, "-P", str(Path(__file__).with_name("_calamine.py"))]
    try:
        done = subprocess.run(command, input=content, capture_output=True, check=False, timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        raise _unreadable(path) from None
    if done.returncode == _calamine.UNDER_A_PASSWORD or (done.returncode and _ENCRYPTED.search(content)):
        raise InputUnreadable(
            _("the workbook {path} is under a password", path=path),
            expected=_("a workbook that opens without one"),
            remedy=_("Open it in Excel or WPS, take the password off, save it, and hand it in again."),
        )
    if done.returncode != 0:
        raise _unreadable(path)
    sheets: list[tuple[str, bool, list[list[str]], list[int]]] = json.loads(done.stdout)
    return sheets


def _unreadable(path: Path) -> InputUnreadable:
    return InputUnreadable(
        _("{path} cannot be read as a workbook", path=path),
        expected=_("a workbook (.xlsx or .xls), CSV or JSON Lines"),
        remedy=_("Open it in Excel or WPS and save it as .xlsx (另存为 .xlsx); see whether it was cut short."),
    )
