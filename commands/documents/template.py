"""Empty workbooks to be filled in: the headings of a kind, lists to choose from, and one row as an example."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from commands.documents.workbook_files import check_place, put, save
from commands.recording import fields_of_an_example
from ledger.decisions.drafts import COMMON_HEADINGS
from ledger.facts import Fact, Field, fields_of, kind_name, required_fields
from ledger.texts import _, language_in_use

ROWS_TO_FILL = 500
# Excel takes no longer list of choices in a cell's own rule.
MOST_CHARACTERS_OF_A_LIST = 255
EXAMPLE_DAY = date(2020, 3, 5)
EXAMPLE_PERSON = "甲"
_GREY, _GREEN = "FF808080", "FFE2EFDA"


class Column(NamedTuple):
    """One column: its heading, what it takes in words, an example ("" for none), and what may be chosen from."""

    heading: str
    takes: str
    example: str | int | date = ""
    is_required: bool = False
    options: Sequence[str] = ()
    is_day: bool = False


def columns_of(kind: type[Fact]) -> list[Column]:
    """Return the columns of the entries of a kind, under headings in the language in use."""
    name = kind.LABEL.zh if language_in_use() == "zh" else kind_name(kind)
    columns = [Column(_common("kind"), _("the kind of entry"), name, True, [name])]
    if kind.IS_ABOUT_A_PERSON:
        columns.append(Column(_common("person"), _("an id or a name of the roster"), EXAMPLE_PERSON, True))
    if kind.IS_DATED:
        columns.append(_day(_common("occurred_on"), _("the day on which it happened (YYYY-MM-DD)"), True))
    required = required_fields(kind)
    shown = fields_of_an_example(kind)
    columns += [_of_field(name, field, name in required, name in shown) for name, field in fields_of(kind).items()]
    return [*columns, Column(_common("note"), _("a note")), Column(_common("evidence"), _("what proves it, in words"))]


def _common(name: str) -> str:
    return COMMON_HEADINGS[name][0] if language_in_use() == "zh" else name


def _day(heading: str, takes: str, is_required: bool) -> Column:
    return Column(heading, takes, EXAMPLE_DAY if is_required else "", is_required, is_day=True)


def _of_field(name: str, field: Field, is_required: bool, is_shown: bool) -> Column:
    heading = field.label.zh if language_in_use() == "zh" else name
    if field.holds == "day":
        return _day(heading, field.expects(), is_required)
    options = _options(field)
    example = options[0] if options else field.example.strip("'")
    shown = int(example) if field.holds == "number" and example.isdigit() else example
    return Column(heading, field.expects(), shown if is_shown else "", is_required, options)


def _options(field: Field) -> list[str]:
    if field.holds == "yes-no":
        return ["是", "否"] if language_in_use() == "zh" else ["yes", "no"]
    choices = field.choices or {}
    return [label.zh if language_in_use() == "zh" else name for name, label in choices.items()]


def write_template(title: str, columns: Sequence[Column], path: Path) -> None:
    """Write a workbook with these columns and an example row. Raises WorkbookNotWritten."""
    from openpyxl import Workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    check_place(path)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title[:31]
    for place, column in enumerate(columns, 1):
        letter, heading, example = get_column_letter(place), sheet.cell(1, place), sheet.cell(2, place)
        put(heading, column.heading)
        heading.font = Font(bold=column.is_required)
        heading.fill = PatternFill("solid", fgColor=_GREEN)
        heading.comment = Comment(_("{takes} (must be given)", takes=column.takes) if column.is_required
                                  else column.takes, "gongguo")  # fmt: skip
        if column.example != "":
            put(example, column.example)
            example.font = Font(color=_GREY)
        sheet.column_dimensions[letter].width = 16
        for line in range(2, ROWS_TO_FILL + 2):
            # As text an id keeps its zeros, and a spreadsheet makes no day of 3-1.
            plain = "@" if isinstance(column.example, str) else "General"
            sheet.cell(line, place).number_format = "yyyy-mm-dd" if column.is_day else plain
        if column.options and len(chosen := ",".join(column.options)) <= MOST_CHARACTERS_OF_A_LIST:
            rule = DataValidation(type="list", formula1=f'"{chosen}"', allow_blank=not column.is_required)
            rule.add(f"{letter}2:{letter}{ROWS_TO_FILL + 1}")
            sheet.add_data_validation(rule)
    sheet.freeze_panes = "A2"
    save(book, path)
