"""The tables of a file, one after another: their rows numbered through, and what was not read named."""

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from commands.intake._rows import Row, Rows
from commands.intake._sheet import Sheet
from commands.intake._table import Table, table_in
from commands.intake._text import InputUnreadable
from ledger.decisions.drafts import Problem
from ledger.texts import _, listing

MOST_LINES_NAMED = 10


def rows_in(sheets: Sequence[Sheet], path: Path, further: Collection[str] = ()) -> Rows:
    """Return the rows of all sheets that have a heading row; empty rows are passed over but counted.

    The heading row is found by its words (`further` ones too); in a text file without them it is the first.
    Raises InputUnreadable for a file without a table, or with the same heading twice.
    """
    rows: list[Row] = []
    problems: list[Problem] = []
    places = {}
    notes: list[str] = []
    unread = []
    number = 1
    for sheet in sheets:
        table = _table(sheet, number, further)
        if table is None:
            unread.append(sheet)
            continue
        rows += table.rows
        problems += table.problems
        places.update(table.places)
        notes += [*table.notes, *_hidden_lines_of(sheet, table)]
        number += table.numbered
    if number == 1 and not places:
        raise _no_table(path, sheets)
    return Rows(rows, problems, {}, places, [*_not_read(unread), *notes], path.name)


def _table(sheet: Sheet, number: int, further: Collection[str]) -> Table | None:
    if sheet.is_hidden:
        return None
    try:
        return table_in(sheet.lines, sheet.name, number, further, fallback=sheet.name is None)
    except InputUnreadable as error:
        if sheet.name is not None:
            error.found = _("{found} in the sheet {sheet}", found=error.found, sheet=sheet.name)
        raise


def _not_read(sheets: Sequence[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        if sheet.is_hidden:
            yield _("not read, for it is hidden: the sheet {sheet}", sheet=sheet.name)
    without = [sheet.name or "" for sheet in sheets if sheet.lines and not sheet.is_hidden]
    if without:
        yield _("not read, for no row of headings was found: {sheets}", sheets=listing(without))


def _hidden_lines_of(sheet: Sheet, table: Table) -> Iterator[str]:
    """Say which lines were read that nobody sees who opens the file: a filter hides them."""
    lines = [place.line for place in table.places.values() if place.line in sheet.hidden_lines]
    if lines:
        named = [*map(str, lines[:MOST_LINES_NAMED]), *(["…"] if len(lines) > MOST_LINES_NAMED else [])]
        yield _("read although they are hidden, by a filter perhaps: lines {lines} of the sheet {sheet}",
                lines=listing(named), sheet=sheet.name)  # fmt: skip


def _no_table(path: Path, sheets: Sequence[Sheet]) -> InputUnreadable:
    if any(sheet.name is None for sheet in sheets):
        return InputUnreadable(_("the file is empty"), expected=_("a heading row, then a row for each entry"))
    names = [sheet.name or "" for sheet in sheets if sheet.lines and not sheet.is_hidden]
    return InputUnreadable(
        _("no sheet of {path} has a row of headings", path=path),
        expected=_("a row such as 类别, 人员, 发生日期 among the first ten of a sheet"),
        found=listing(names) or _("no sheet with anything in it"),
        remedy=_("gongguo template KIND -o FILE.xlsx writes a workbook with the headings that a kind has."),
    )
