"""One sheet of cells, as every kind of table file gives it."""

from collections.abc import Sequence
from typing import NamedTuple


class Sheet(NamedTuple):
    """The cells of one sheet as texts, line by line; `name` is None for a text file.

    Of a sheet that is hidden nothing is read. `hidden_lines`, from 1, are read, and whoever opens the file does not
    see them.
    """

    name: str | None
    lines: list[list[str]]
    is_hidden: bool = False
    hidden_lines: Sequence[int] = ()
