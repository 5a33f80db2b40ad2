"""The shapes of input files: each gives rows of named texts, and every problem with its row and column."""

from collections.abc import Collection
from pathlib import Path

from commands.intake import comma_separated, json_lines, workbook
from commands.intake._rows import Rows
from commands.intake._text import InputUnreadable, content_of, text_in
from ledger.texts import _

__all__ = ["InputUnreadable", "Rows", "rows_of", "sheets_of"]


def rows_of(path: Path, headings: Collection[str] = ()) -> Rows:
    """Read a file by its content: a workbook, JSON Lines, else a table as text. Raises InputUnreadable.

    `headings` are further words by which the heading row of a table is known.
    """
    content = content_of(path)
    if workbook.is_one(content):
        return workbook.read(content, path, headings)
    text = text_in(content, path)
    start = text.lstrip()[:1]
    if start == "<" or text.startswith("MIME-Version:"):
        raise InputUnreadable(
            _("{path} is a web page or XML under the name of a table", path=path),
            expected=_("a workbook (.xlsx or .xls), CSV or JSON Lines"),
            found=f"“{text.lstrip()[:30]}”",
            remedy=_("Open it in Excel or WPS, save it as .xlsx (另存为 .xlsx), and hand that in."),
        )
    if start in {"{", "["} or path.suffix == ".jsonl":
        return json_lines.read(text, path.name)
    return comma_separated.read(text, path.name, headings)


def sheets_of(path: Path) -> list[tuple[str, list[list[str]]]]:
    """Return the cells of a table as texts: each sheet by its name, "" for a text file. Raises InputUnreadable."""
    content = content_of(path)
    if workbook.is_one(content):
        return workbook.sheets_of(content, path, [])
    return [("", comma_separated.lines_of(text_in(content, path)))]
