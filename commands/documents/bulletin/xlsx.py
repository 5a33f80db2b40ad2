"""A bulletin as the 明细表: a sheet of results and a sheet of every item; totals are formulas over the items.

It prints on landscape A4, as wide as the page, with the headings repeated.
"""

import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.documents.bulletin_told import Line, Told
from ledger.schemes.rules import State
from ledger.texts import _
from projections.reports._sheets import STATES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDEST, NARROWEST = 46, 6  # characters
LINE = 14  # points
_FIGURE = "0.###;-0.###;0"


def content_of(told: Told, template: Path | None) -> bytes:
    """Return the workbook; its bytes differ from run to run, for it says when it was made."""
    from openpyxl import Workbook

    book = Workbook()
    book.properties.creator = told.issuer
    results = book.worksheets[0]
    results.title = _("results")
    items = book.create_sheet(_("items"))
    last = _fill_items(items, told)
    _fill_results(results, items.title, last, told)
    book.calculation.fullCalcOnLoad = True
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _fill_items(sheet: "Worksheet", told: Told) -> int:
    """Write a row for each item of each person; return the last row. Points are a formula: full − lost + gained."""
    headings = (_("id"), _("name"), _("department"), _("part"), _("item"), _("clause"), _("full"),
                _("nominal loss"), _("lost"), _("gained"), _("points"), _("state"))  # fmt: skip
    _write(sheet, 1, headings)
    labels = {part["id"]: part["label"] for row in told.document["rows"] for part in row["summary"]["parts"]}
    at = 1
    for row in told.document["rows"]:
        for name, item in row["items"].items():
            at += 1
            words = told.law.item(row["post"], name)
            figures = [Decimal(item[figure]) for figure in ("full", "nominal", "lost", "gained")]
            state = State(item["state"])
            who = (row["id"], row["name"], row["department"])
            what = (labels.get(words.part, words.part), words.label, words.clause)
            said = "" if state is State.STANDING else _(STATES[state])
            _write(sheet, at, (*who, *what, *figures, "", said))
            points = "" if state is State.UNDECIDED else f"=G{at}-I{at}+J{at}"
            if points:
                sheet.cell(at, 11, points)
            sheet.cell(at, 11).number_format = _FIGURE
    _finish(sheet, at, len(headings), freeze="C2")
    return at


def _fill_results(sheet: "Worksheet", items: str, last: int, told: Told) -> None:
    parts = told.parts
    headings = (_("rank"), _("id"), _("name"), _("department"), *(part.heading for part in parts), _("bonus"),
                _("total"), _("out of"), _("net"), _("grade"), _("main causes (entries)"), _("remarks"))  # fmt: skip
    _write(sheet, 1, headings)
    for at, line in enumerate(told.lines, 2):
        _write(sheet, at, (int(line.rank) if line.rank else "", line.id, line.name, line.department))
        _write_sums(sheet, at, f"'{items}'!", last, told, line)
        _write(sheet, at, (line.grade, line.all_causes, line.remarks), first=9 + len(parts))
    at = len(told.lines) + 1
    _finish(sheet, at, len(headings), freeze="D2")
    for place, text in enumerate((told.title, told.basis, *told.notes), at + 2):
        _write(sheet, place, (text,))


def _write_sums(sheet: "Worksheet", at: int, items: str, last: int, told: Told, line: Line) -> None:
    """Write the formulas of a person: of each part without bonuses, of the bonuses, of all, what it is out of, net."""
    from openpyxl.utils import get_column_letter as letter

    of_person = f"{items}$A$2:$A${last},$B{at}"
    first, parts = 5, told.parts
    labels = {part.id: part.label for part in parts}
    for place, part in enumerate(parts, first):
        label = labels[part.id].replace('"', '""')
        ranges = f'{of_person},{items}$D$2:$D${last},"{label}"'
        points = f"SUMIFS({items}$K$2:$K${last},{ranges})-SUMIFS({items}$J$2:$J${last},{ranges})"
        sheet.cell(at, place, _("undecided") if line.parts[place - first] == _("undecided") else f"=ROUND({points},6)")
    bonus = first + len(parts)
    sheet.cell(at, bonus, f"=ROUND(SUMIFS({items}$J$2:$J${last},{of_person}),6)")
    sheet.cell(at, bonus + 1, f"=ROUND(SUM({letter(first)}{at}:{letter(bonus)}{at}),6)")
    undecided = _(STATES[State.UNDECIDED])
    out_of = f'SUMIFS({items}$G$2:$G${last},{of_person},{items}$L$2:$L${last},"<>{undecided}")'
    sheet.cell(at, bonus + 2, f"=ROUND({out_of},6)")
    sheet.cell(at, bonus + 3, f"=ROUND({letter(bonus + 1)}{at}-{letter(bonus + 2)}{at},6)")
    for place in range(first, bonus + 4):
        sheet.cell(at, place).number_format = _FIGURE


def _write(sheet: "Worksheet", at: int, values: Sequence[Any], first: int = 1) -> None:
    """Write values from a column on; a text is a text, whatever it begins with."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    for place, value in enumerate(values, first):
        cell = sheet.cell(at, place)
        if isinstance(value, str):
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.data_type = "s"
            cell.quotePrefix = value.startswith("=")
        else:
            cell.value = value
            cell.number_format = _FIGURE if isinstance(value, Decimal) else "0"


def _finish(sheet: "Worksheet", last: int, columns: int, *, freeze: str) -> None:
    """Set the widths, the lines and how the sheet is printed."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    thin = Side(style="thin", color="9AA5B1")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    lines = [1] * (last + 1)
    for place in range(1, columns + 1):
        widths = [_columns_of(sheet.cell(at, place).value) for at in range(1, last + 1)]
        width = min(WIDEST, max(NARROWEST, *widths) + 2)
        sheet.column_dimensions[get_column_letter(place)].width = width
        for at, needed in enumerate(widths, 1):
            lines[at] = max(lines[at], -(-needed // (width - 2)))
            cell = sheet.cell(at, place)
            cell.border = border
            cell.alignment = Alignment(horizontal=_side_of(cell.value), vertical="center", wrap_text=True)
        heading = sheet.cell(1, place)
        heading.font, heading.fill = Font(bold=True), PatternFill("solid", fgColor="EAF0F6")
        heading.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for at in range(1, last + 1):
        sheet.row_dimensions[at].height = LINE * lines[at] + 3
    sheet.freeze_panes = freeze
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    assert sheet.sheet_properties.pageSetUpPr is not None and sheet.oddFooter is not None
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    assert sheet.oddFooter.center is not None
    sheet.oddFooter.center.text = "&P / &N"


def _columns_of(value: Any) -> int:
    """Return how many characters of the default typeface a value takes; a formula gives a figure."""
    from wcwidth import wcswidth

    text = "" if value is None else str(value)
    return 7 if text.startswith("=") else max(0, wcswidth(text))


def _side_of(value: Any) -> str | None:
    """Return where a value stands in its cell: figures right, ranks in the middle, texts where texts stand."""
    if isinstance(value, int):
        return "center"
    return "right" if isinstance(value, Decimal) or str(value).startswith(("=ROUND", "=G")) else None
