"""What every shape of input gives: rows of named texts, each with its place in the file."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ledger.decisions.drafts import Problem


class Place(NamedTuple):
    """Where a row stands: its sheet (None in a text file), its line there from 1, and each heading's column letter.

    `top` is the line of the headings, 0 where there is none; `year` the one year named over them, None for none.
    """

    sheet: str | None
    line: int
    letters: Mapping[str, str] = {}
    top: int = 0
    year: int | None = None


class Rows(NamedTuple):
    """The rows of a file, each with its number from 1 (a heading row not counted), and the rows that cannot be read."""

    rows: list[tuple[int, dict[str, str]]]
    problems: list[Problem]
    headings: Mapping[str, str] = {}
    """For fields that stand under other headings in the file, the heading."""
    places: Mapping[int, Place] = {}
    """By the number of a row, where it stands."""
    notes: Sequence[str] = ()
    """What was left out of the file, and why, in words."""
    file: str = ""
    """The name of the file, for people."""
