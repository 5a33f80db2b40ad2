"""Tables as text: a heading row, then a row an entry, separated by commas, semicolons or tabs."""

import csv
import io

from commands.intake._text import InputUnreadable
from ledger.decisions.drafts import Problem
from ledger.texts import _, listing

MOST_CHARACTERS = 1_000_000
csv.field_size_limit(MOST_CHARACTERS)


def read(text: str) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """Return each row's fields by heading, with its number from 1; empty rows are passed over but counted.

    Raises InputUnreadable for a file without headings, or with the same heading twice.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        lines = list(reader)
    except csv.Error as error:
        raise _no_table(str(error), reader.line_num) from None
    if not lines or not any(cell.strip() for cell in lines[0]):
        raise InputUnreadable(_("the file is empty"), expected=_("a heading row, then a row for each entry"))
    headings = [cell.strip() for cell in lines[0]]
    _check_headings(headings)
    rows = []
    problems = []
    for number, cells in enumerate(lines[1:], 1):
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(headings) :]):
            problems.append(Problem(number, "", cells[len(headings)], _too_long(headings)))
        else:
            rows.append((number, {heading: cell for heading, cell in zip(headings, cells, strict=False) if heading}))
    return rows, problems


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


def _delimiter(text: str) -> str:
    first_line = text.partition("\n")[0]
    return max(",;\t，", key=first_line.count) if first_line else ","


def _check_headings(headings: list[str]) -> None:
    twice = sorted({heading for heading in headings if heading and headings.count(heading) > 1})
    if twice:
        raise InputUnreadable(
            _("a column is there twice"), expected=_("each heading once"), found=listing(twice), column=twice[0]
        )


def _too_long(headings: list[str]) -> InputUnreadable:
    return InputUnreadable(
        _("the row has more cells than there are headings"),
        expected=_("at most {count} cells", count=len(headings)),
        remedy=_("Put a text that contains the separator in double quotes."),
    )
