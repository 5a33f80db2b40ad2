"""What every shape of input gives: rows of named texts, each with its place in the file."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from ledger.decisions.drafts import Problem

Row = tuple[int, dict[str, str]]
"""The number of a row and its texts by their headings."""
Headings = tuple[str, ...]


class Place(NamedTuple):
    """Where a row stands: its sheet (None in a text file), its line there from 1, and each heading's column letter.

    `top` is the line of the headings, 0 where there is none; `year` the one year named over them, None for none.
    """

    sheet: str | None
    line: int
    letters: Mapping[str, str] = {}
    top: int = 0
    year: int | None = None


class RowsAnew:
    """Rows that are made anew each time they are gone through: those of a large file are never held together."""

    def __init__(self, make: Callable[[], Iterator[Row]], headings: Collection[Headings]) -> None:
        self._make = make
        self.headings = headings
        """The different headings that rows have."""

    def __iter__(self) -> Iterator[Row]:
        return self._make()


class Rows(NamedTuple):
    """The rows of a file, each with its number from 1 (a heading row not counted), and the rows that cannot be read."""

    rows: Sequence[Row] | RowsAnew
    problems: list[Problem]
    headings: Mapping[str, str] = {}
    """For fields that stand under other headings in the file, the heading."""
    places: Mapping[int, Place] = {}
    """By the number of a row, where it stands; a row without a place stands on the line of its number."""
    notes: Sequence[str] = ()
    """What was left out of the file, and why, in words."""
    file: str = ""
    """The name of the file, for people."""

    def place_of(self, number: int) -> Place:
        """Return where a row stands."""
        return self.places.get(number, Place(None, number))

    def shapes(self) -> Collection[Headings]:
        """Return the different headings that rows have, in the order in which they come up first."""
        if isinstance(self.rows, RowsAnew):
            return self.rows.headings
        return dict.fromkeys(tuple(row) for _number, row in self.rows)

    def numbered(self, numbers: Collection[int]) -> dict[int, dict[str, str]]:
        """Return the rows with some numbers, in order."""
        return {number: row for number, row in self.rows if number in numbers} if numbers else {}

    def renamed(self, rename: Callable[[dict[str, str]], dict[str, str]]) -> "Rows":
        """Return rows of which each has other headings, whatever its texts are."""
        shapes = [tuple(rename(dict.fromkeys(headings, ""))) for headings in self.shapes()]
        return self._replace(
            rows=RowsAnew(lambda: ((number, rename(row)) for number, row in self.rows), dict.fromkeys(shapes))
        )
