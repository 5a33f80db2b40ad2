"""A bulletin as the 明细表: a sheet of results and a sheet of every item; totals are formulas over the items.

It prints on landscape A4, as wide as the page, with the headings repeated. Beside each formula stands the document's
figure, for what shows a workbook without computing it.
"""

import io
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commands.documents.bulletin_told import Line, Told
from commands.documents.formula_values import with_values
from commands.documents.sheet_layout import finish, speak
from ledger.schemes.rules import State
from ledger.texts import _
from projections.reports._sheets import STATES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FIGURE = "0.###;-0.###;0"
_Values = dict[str, Decimal]
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*|[1-9][0-9]{0,14}")


def content_of(told: Told, template: Path | None) -> bytes:
    """Return the workbook; its bytes differ from run to run, for it says when it was made."""
    from openpyxl import Workbook

    book = Workbook()
    speak(book)
    book.properties.creator = told.issuer
    results = book.worksheets[0]
    results.title = _("results")
    items = book.create_sheet(_("items"))
    last, points = _fill_items(items, told)
    sums = _fill_results(results, items.title, last, told)
    book.calculation.fullCalcOnLoad = True
    written = io.BytesIO()
    book.save(written)
    return with_values(written.getvalue(), [sums, points])


def _fill_items(sheet: "Worksheet", told: Told) -> tuple[int, _Values]:
    """Write a row for each item of each person; return the last row. Points are a formula: full − lost + gained."""
    headings = (_("id"), _("name"), _("department"), _("part"), _("item"), _("clause"), _("full"),
                _("nominal loss"), _("lost"), _("gained"), _("points"), _("state"))  # fmt: skip
    _write(sheet, 1, headings)
    labels = {part["id"]: part["label"] for row in told.document["rows"] for part in row["summary"]["parts"]}
    at, values = 1, _Values()
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
            if state is not State.UNDECIDED:
                values |= _formula(sheet, at, 11, f"G{at}-I{at}+J{at}", Decimal(item["points"]))
    finish(sheet, at, len(headings), freeze="C2", title=told.title, middle=(1, 2, 12))
    return at, values


class _Sums:
    """Formulas of the sums of a person's items, whose id stands in column B of the person's row."""

    def __init__(self, items: str, last: int, ids: Sequence[str]) -> None:
        self.items, self.last = items, last
        # SUMIFS takes 0012 for 12, tells numbers of sixteen digits from none, and an asterisk for anything.
        are_plain = all(map(_PLAIN.fullmatch, ids)) and len({id_.casefold() for id_ in ids}) == len(ids)
        self.shape = self._quick if are_plain else self._literal

    def of(self, column: str, at: int, **labels: str) -> str:
        """Return the sum of a column over the items of the person of row `at`, whose columns have these labels."""
        quoted = {self._range(name): '"' + label.replace('"', '""') + '"' for name, label in labels.items()}
        return self.shape(self._range(column), {self._range("A"): f"$B{at}", **quoted})

    def _range(self, column: str) -> str:
        return f"{self.items}${column}$2:${column}${self.last}"

    def _quick(self, summed: str, wanted: Mapping[str, str]) -> str:
        return f"SUMIFS({summed},{','.join(f'{range_},{value}' for range_, value in wanted.items())})"

    def _literal(self, summed: str, wanted: Mapping[str, str]) -> str:
        return f"SUMPRODUCT({'*'.join(f'({range_}={value})' for range_, value in wanted.items())},{summed})"


def _fill_results(sheet: "Worksheet", items: str, last: int, told: Told) -> _Values:
    parts, values = told.parts, _Values()
    headings = (_("rank"), _("id"), _("name"), _("department"), *(part.heading for part in parts), _("bonus"),
                _("total"), _("out of"), _("net"), _("grade"), _("main causes (entries)"), _("remarks"))  # fmt: skip
    _write(sheet, 1, [heading.replace("(", "\n(").replace(" \n", "\n") for heading in headings])
    sums = _Sums(f"'{items}'!", last, [line.id for line in told.lines])
    for at, line in enumerate(told.lines, 2):
        _write(sheet, at, (int(line.rank) if line.rank else "", line.id, line.name, line.department))
        values |= _write_sums(sheet, at, sums, told, line)
        _write(sheet, at, (line.grade, line.all_causes, line.remarks), first=9 + len(parts))
    at = len(told.lines) + 1
    finish(sheet, at, len(headings), freeze="D2", title=told.title, middle=(1, 2, 3, 9 + len(parts)))
    for place, text in enumerate((told.title, told.basis, *told.notes), at + 2):
        _write(sheet, place, (text,))
    return values


def _write_sums(sheet: "Worksheet", at: int, sums: _Sums, told: Told, line: Line) -> _Values:
    """Write the formulas of a person: of each part without bonuses, of the bonuses, of all, what it is out of, net."""
    from openpyxl.utils import get_column_letter as letter

    first, values = 5, _Values()
    for place, (part, shown) in enumerate(zip(told.parts, line.parts, strict=True), first):
        if shown == _("undecided"):
            _write(sheet, at, (shown,), first=place)
        else:
            points = f"{sums.of('K', at, D=part.label)}-{sums.of('J', at, D=part.label)}"
            values |= _formula(sheet, at, place, points, Decimal(shown.rstrip("*")))
    bonus = first + len(told.parts)
    full, undecided = sums.of("G", at), sums.of("G", at, L=_(STATES[State.UNDECIDED]))
    formulas = (
        (sums.of("J", at), sum(map(Decimal, line.bonus.split()), Decimal(0))),
        (f"SUM({letter(first)}{at}:{letter(bonus)}{at})", Decimal(line.total)),
        (f"{full}-{undecided}", Decimal(line.out_of)),
        (f"{letter(bonus + 1)}{at}-{letter(bonus + 2)}{at}", Decimal(line.net)),
    )
    for place, (formula, value) in enumerate(formulas, bonus):
        values |= _formula(sheet, at, place, formula, value)
    return values


def _formula(sheet: "Worksheet", at: int, place: int, formula: str, value: Decimal) -> _Values:
    """Write a formula of sums, to six places; return its cell and what it gives."""
    cell = sheet.cell(at, place)
    cell.value, cell.number_format = f"=ROUND({formula},6)", _FIGURE
    return {cell.coordinate: value}


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
