"""How wide the columns of a table are: no word or figure is torn, and the whole is as short as it can be."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

WORD = 10
"""The columns of a terminal that a run of Chinese keeps together at least: five characters."""
LATIN_WORD = 14
"""The columns that a Latin word is given at most: one that is longer is broken, before it takes a quarter of a page."""
LOOKED_AT = 100
"""How many rows are weighed, at most, when room is given away, from first to last; all, for what may not be torn."""

Rows = Sequence[Sequence[str]]


def column_widths(rows: Rows, room: int, *, per_column: int, padding: int) -> list[int]:
    """Return the widths of the columns, together `room`, in its unit.

    The first row holds the headings, whose lines stand as they are; `per_column` is what a column of a terminal takes,
    half a Chinese character, and `padding` what is left free in a cell.
    """
    places = range(len(rows[0]))
    least = [max(_kept_together(row[place]) for row in rows) for place in places]
    longest = [max(_longest_line(row[place]) for row in rows) for place in places]
    columns = (room - padding * len(least)) // per_column
    widths = _given_away(rows[1 :: len(rows) // LOOKED_AT + 1], least, longest, columns)
    shown = [width * per_column + padding for width in widths]
    if sum(shown) > room:
        return [width * room // sum(shown) for width in shown]
    left, more = divmod(room - sum(shown), len(shown))
    return [width + left + (place < more) for place, width in enumerate(shown)]


def _given_away(rows: Rows, least: Sequence[int], longest: Sequence[int], columns: int) -> list[int]:
    """Give room away, a step at a time, to the column where it shortens the table the most for what it takes."""
    if sum(longest) <= columns:
        return list(longest)
    widths = list(least)
    needed = [[_width(text) for text in row] for row in rows]
    while (left := columns - sum(widths)) > 1:
        steps = [step for place, most in enumerate(longest) if (step := _step(needed, widths, place, most, left))]
        if steps:
            _shorter, more, place = max(steps)
        else:
            place = max(range(len(widths)), key=lambda place: longest[place] - widths[place])
            more = min(left, longest[place] - widths[place])
            if more <= 0:
                break
        widths[place] += more
    return widths


def _step(
    needed: Sequence[Sequence[int]], widths: Sequence[int], place: int, most: int, left: int
) -> tuple[Fraction, int, int] | None:
    """Return the lines that a column saves for a column of a terminal, how much wider it gets for that, and its place.

    It is the step that saves the most for what it takes, of those within the room left; None where none saves a line.
    """
    now, width = _height(needed, widths), widths[place]
    wider = {-(-row[place] // lines) for row in needed for lines in range(1, -(-row[place] // width))}
    steps = []
    for more in sorted(one - width for one in wider if one <= min(most, width + left)):
        saved = now - _height(needed, [width + more * (at == place) for at, width in enumerate(widths)])
        if saved:
            steps.append((Fraction(saved, more), more, place))
    return max(steps, default=None)


def _height(needed: Sequence[Sequence[int]], widths: Sequence[int]) -> int:
    """Return how many lines the rows of a table take together."""
    return sum(max(-(-text // width) for text, width in zip(row, widths, strict=True)) for row in needed)


@cache
def _width(text: str) -> int:
    from wcwidth import wcswidth

    return max(0, wcswidth(text))


def _longest_line(text: str) -> int:
    return max(map(_width, text.split("\n")))


def _kept_together(text: str) -> int:
    """Return how wide the longest word of a text is; Chinese may be broken, but not at every character."""
    words = text.split() or [""]
    return max(1, *(min(_width(word), LATIN_WORD if word.isascii() else WORD) for word in words))
