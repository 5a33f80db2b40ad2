"""From the cells of one sheet to named rows: heading row, data, and the totals and signatures under it."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from commands.intake._headings import check_headings, has_meaning, heading_row_in
from commands.intake._rows import Place
from commands.intake._text import InputUnreadable
from ledger.decisions.drafts import Problem
from ledger.texts import _

# What stands under a table and is no row of it.
_TOTAL = re.compile(r"(合计|总计|小计|共计|total)[:：]?$", re.IGNORECASE)
_SIGNATURE = re.compile(r"(制表|填表|填报|审核|复核|负责|分管|监票|计票|唱票|备注|说明|注)\w{0,3}[:：]")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=\s*[年./-])")
# One cell alone in its line: a sentence, or one of several notes that are numbered.
_REMARK = re.compile(r"(\d{1,2}[.．、)）]|[(（]\d{1,2}[)）]|[①-⑩]|★|※|\*).+|.*[。；].*|.{20,}", re.DOTALL)


class Table(NamedTuple):
    """The rows of one table, numbered from `first_number`; `numbered` of them in all, empty ones counted."""

    rows: list[tuple[int, dict[str, str]]]
    problems: list[Problem]
    places: dict[int, Place]
    notes: list[str]
    numbered: int


def table_in(
    lines: Sequence[Sequence[str]],
    sheet: str | None = None,
    first_number: int = 1,
    further: Collection[str] = (),
    *,
    fallback: bool = False,
) -> Table | None:
    """Read a sheet's lines of cells; None if it has no heading row. With `fallback` its first filled row is it.

    Raises InputUnreadable for the same heading twice.
    """
    top = heading_row_in(lines, further)
    if top is None and fallback:
        top = next((place for place, cells in enumerate(lines) if _first_text(cells)), None)
    if top is None:
        return None
    headings = [cell.strip() for cell in lines[top]]
    check_headings(headings)
    letters = {heading: column_letter(place) for place, heading in enumerate(headings) if heading}
    table = Table([], [], {}, [], len(lines) - top - 1)
    end, year = _end_of_data(lines, top), _year_over(lines[:top])
    for place, cells in enumerate(lines[top + 1 : end], top + 1):
        number = first_number + place - top - 1
        if any(cell.strip() for cell in cells):
            table.places[number] = Place(sheet, place + 1, letters, top + 1, year)
            _read_row(table, number, headings, cells)
    table.notes.extend(_left_out(lines, end, sheet))
    return table


def _read_row(table: Table, number: int, headings: Sequence[str], cells: Sequence[str]) -> None:
    stray = next((cell for place, cell in enumerate(cells) if cell.strip() and not _heading_at(headings, place)), None)
    if stray is not None:
        table.problems.append(Problem(number, "", stray, _without_heading(headings)))
        return
    named = zip(headings, cells, strict=False)
    fields = {heading: cell for heading, cell in named if heading and has_meaning(heading)}
    if any(text.strip() for text in fields.values()):
        table.rows.append((number, fields))


def _year_over(titles: Sequence[Sequence[str]]) -> int | None:
    """Return the one year that is named over a table, None where none is, or several are."""
    years = {int(year) for cells in titles for cell in cells for year in _YEAR.findall(cell)}
    return years.pop() if len(years) == 1 else None


def _heading_at(headings: Sequence[str], place: int) -> str:
    return headings[place] if place < len(headings) else ""


def _end_of_data(lines: Sequence[Sequence[str]], top: int) -> int:
    """Return the place after the last row of data: under it only empty rows, totals and signatures."""
    end = len(lines)
    while end > top + 1 and _is_under_a_table(lines[end - 1]):
        end -= 1
    return end


def _is_under_a_table(cells: Sequence[str]) -> bool:
    text = _first_text(cells)
    if not text or _TOTAL.match(text) or _SIGNATURE.match(text):
        return True
    return sum(bool(cell.strip()) for cell in cells) == 1 and bool(_REMARK.fullmatch(text))


def _first_text(cells: Sequence[str]) -> str:
    return next(("".join(cell.split()) for cell in cells if cell.strip()), "")


def _left_out(lines: Sequence[Sequence[str]], end: int, sheet: str | None) -> Iterator[str]:
    for place, cells in enumerate(lines[end:], end + 1):
        text = _first_text(cells)
        if text:
            where = _("sheet {sheet}, line {line}", sheet=sheet, line=place) if sheet else _("line {line}", line=place)
            yield _("left out, for it stands under the table: {where} (“{text}”)", where=where, text=text[:30])


def column_letter(place: int) -> str:
    """Return the letter of a column as spreadsheets show it: 0 is A, 26 is AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _without_heading(headings: Sequence[str]) -> InputUnreadable:
    return InputUnreadable(
        _("the row has more cells than there are headings"),
        expected=_("at most {count} cells", count=sum(map(bool, headings))),
        remedy=_("Put a text that contains the separator in double quotes."),
    )
