"""The sheets of any table file as lines of cells: workbooks, and text with commas, tabs or spaces between the cells."""

import csv
import io
from pathlib import Path
from typing import NamedTuple

from commands.intake import workbook
from commands.intake._text import content_of, text_in
from commands.intake.comma_separated import delimiter_of


class Sheet(NamedTuple):
    """The cells of one sheet; `name` is None for a text file."""

    name: str | None
    lines: list[list[str]]


def sheets_in(path: Path) -> list[Sheet]:
    """Return the visible sheets of a file that have something in them. Raises InputUnreadable."""
    content = content_of(path)
    if workbook.is_one(content):
        return [Sheet(name, lines) for name, lines in workbook.sheets_of(content, path, [])]
    text = text_in(content, path)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text)))
    except csv.Error:
        lines = [line.split() for line in text.splitlines()]
    return [Sheet(None, lines)]
