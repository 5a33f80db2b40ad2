"""Long tables, aligned as tabulate aligns them: it looks at every cell many times, which is felt from a thousand rows.

A law in the tests holds these equal to tabulate's.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from projections.reports import Table

LONG = 500  # rows
_GAP = "  "
_LEAST_GAP = 2  # tabulate gives a heading as much room again as stands between columns


def is_long_and_plain(table: Table) -> bool:
    """Whether it is worth the while, and has no cell in which tabulate would see lines, colours or rules."""
    return len(table.rows) >= LONG and all(map(str.isprintable, chain.from_iterable(table.rows)))


def aligned(table: Table) -> str:
    """Return the table's lines: headings, a rule, the rows."""
    columns = [
        _column(heading, cells, is_right=place in table.numeric)
        for place, (heading, cells) in enumerate(zip(table.headings, zip(*table.rows, strict=True), strict=True))
    ]
    return "\n".join([_GAP.join(cells).rstrip() for cells in zip(*columns, strict=True)])


def _column(heading: str, cells: Sequence[str], *, is_right: bool) -> list[str]:
    """Return a heading, its rule and its cells, all of one width; of cells that say the same, one is looked at."""
    widths = {cell: _width(cell.strip()) for cell in {heading, *cells}}
    width = max(widths[heading] + _LEAST_GAP, *widths.values())
    room = {cell: " " * (width - taken) for cell, taken in widths.items()}
    texts = {cell: room[cell] + cell.strip() if is_right else cell.strip() + room[cell] for cell in room}
    return [texts[heading], "-" * width, *map(texts.__getitem__, cells)]


@lru_cache(maxsize=8192)
def _width(text: str) -> int:
    """Return how many columns a text takes: a Chinese character takes two."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    return wcswidth(text)
