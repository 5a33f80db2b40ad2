"""Tables as text: cells separated by commas, semicolons or tabs."""

import csv
import io
from collections import Counter

from commands.intake._headings import ROWS_SEARCHED
from commands.intake._text import InputUnreadable
from ledger.texts import _

MOST_CHARACTERS = 1_000_000
csv.field_size_limit(MOST_CHARACTERS)


def lines_of(text: str) -> list[list[str]]:
    """Return the cells of each line. Raises InputUnreadable."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise _no_table(str(error), reader.line_num) from None


def _no_table(reason: str, line: int) -> InputUnreadable:
    """Return the refusal of a text that breaks off, or is no table, at a line."""
    if "unexpected end" in reason:
        return InputUnreadable(
            _("the table breaks off in line {line}", line=line),
            expected=_("a double quote that closes the last text"),
            found=_("the end of the file"),
            remedy=_("See whether the file was cut short; hand it in again whole."),
        )
    if "field limit" in reason:
        return InputUnreadable(
            _("a cell in line {line} is too long", line=line),
            expected=_("at most {most} characters", most=MOST_CHARACTERS),
            remedy=_("See whether a double quote is missing, or whether this is the right file."),
        )
    return InputUnreadable(
        _("line {line} is no row of a table", line=line),
        expected=_("cells separated by commas, semicolons or tabs"),
        found=reason,
        remedy=_("Put a text that contains the separator in double quotes."),
    )


def delimiter_of(text: str) -> str:
    """Return what separates the cells of a text: what the most of its first lines have equally often.

    A note may be full of Chinese commas; but no two notes alike, and the headings not at all.
    """
    lines = text.lstrip("\n").split("\n", ROWS_SEARCHED)[:ROWS_SEARCHED]

    def agreeing(delimiter: str) -> tuple[int, int]:
        counts = Counter(filter(None, (line.count(delimiter) for line in lines)))
        return max(counts.values(), default=0), sum(times * lines_ for times, lines_ in counts.items())

    return max(",;\t，", key=agreeing)
