"""Empty workbooks to be filled in: the headings of a kind, lists to choose from, and one row as an example."""

from collections.abc import Sequence
from pathlib import Path

from commands.documents.workbook_files import check_place, put, save
from commands.intake.template_columns import Column
from ledger.texts import _

ROWS_TO_FILL = 500
# Excel takes no longer list of choices in a cell's own rule.
MOST_CHARACTERS_OF_A_LIST = 255
_GREY, _GREEN = "FF808080", "FFE2EFDA"


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
