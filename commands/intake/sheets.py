"""A file that is handed in, opened: the one way into it, whatever it is. It holds sheets of cells, or lines of JSON."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from commands.intake import comma_separated, workbook
from commands.intake._sheet import Sheet
from commands.intake._text import InputUnreadable, content_of, in_utf8, start_of
from ledger.texts import _

__all__ = ["Opened", "Sheet", "opened"]


class Opened(NamedTuple):
    """A file's sheets (a text file has one, without a name), or JSON Lines in UTF-8, which have none."""

    path: Path
    sheets: Sequence[Sheet]
    json: bytes | None = None


def opened(path: Path) -> Opened:
    """Open a file by its content: a workbook, JSON Lines, else a table as text. Raises InputUnreadable."""
    content = content_of(path)
    if workbook.is_one(content):
        return Opened(path, workbook.sheets_of(content, path))
    text = in_utf8(content, path)
    start = start_of(text)
    if start == "<" or text.startswith(b"MIME-Version:"):
        raise InputUnreadable(
            _("{path} is a web page or XML under the name of a table", path=path),
            expected=_("a workbook (.xlsx or .xls), CSV or JSON Lines"),
            found=f"“{' '.join(text.decode().split())[:30]}”",
            remedy=_("Open it in Excel or WPS, save it as .xlsx (另存为 .xlsx), and hand that in."),
        )
    if start in {"{", "["} or path.suffix == ".jsonl":
        return Opened(path, (), text)
    return Opened(path, [Sheet(None, comma_separated.lines_of(text.decode()))])
