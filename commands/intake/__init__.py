"""The shapes of input files: each gives rows of named texts, and every problem with its row and column."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from commands.intake import comma_separated, json_lines
from commands.intake._text import InputUnreadable, text_of
from ledger.decisions.drafts import Problem

__all__ = ["InputUnreadable", "Rows", "rows_of"]


class Rows(NamedTuple):
    """The rows of a file, each with its number from 1 (a heading row not counted), and the rows that cannot be read."""

    rows: list[tuple[int, dict[str, str]]]
    problems: list[Problem]
    headings: Mapping[str, str] = {}
    """For fields that stand under other headings in the file, the heading."""


def rows_of(path: Path) -> Rows:
    """Read a file by its content: JSON Lines, else a table with a heading row. Raises InputUnreadable."""
    text = text_of(path)
    read: Callable[[str], tuple[list[tuple[int, dict[str, str]]], list[Problem]]]
    read = json_lines.read if text.lstrip()[:1] in {"{", "["} or path.suffix == ".jsonl" else comma_separated.read
    return Rows(*read(text))
