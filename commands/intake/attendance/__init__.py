"""Attendance files: every file of this folder without a leading underscore is one shape of them.

What they show are candidates (待核) that somebody has to confirm, and never entries: a machine knows no leave, and a
missing punch is no absence.
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from commands.intake.attendance._candidates import Candidate, Hours, Lines

__all__ = ["Candidate", "Hours", "Lines", "Shape", "shape_of", "shapes"]


class Shape(Protocol):
    """One shape of attendance file."""

    LABEL: str
    """What the office calls it."""

    def is_one(self, lines: Lines) -> bool:
        """Whether a sheet has this shape."""

    def candidates_in(self, lines: Lines, hours: Hours) -> list[Candidate]:
        """Return what a sheet shows, in its order. Raises InputUnreadable."""

    def lines_unread(self, lines: Lines) -> list[int]:
        """Return the lines, from 1, that say something of somebody which cannot be read."""


@cache
def shapes() -> dict[str, Shape]:
    """Return every shape by the name of its file, in alphabetical order."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    return {name: cast(Shape, import_module(f"{__name__}.{name}")) for name in names}


def shape_of(lines: Sequence[Sequence[str]]) -> Shape | None:
    """Return the shape that a sheet has, None if it is no attendance file."""
    return next((shape for shape in shapes().values() if shape.is_one(lines)), None)
