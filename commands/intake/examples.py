"""The example row of a template: left in by mistake it is nobody's, and alone it shows how a row is written.

It is known by the whole of its table: the headings of the template, in their order, and every cell as it came.
"""

from collections.abc import Mapping, Sequence

from commands.intake._rows import Rows
from commands.intake.template_columns import Column, columns_of, roster_columns
from ledger.decisions.drafts import kind_of_row
from ledger.facts import Fact
from ledger.texts import LANGUAGES, _


def without_examples(rows: Rows, *, of_a_roster: bool = False) -> Rows:
    """Return rows without a template's example, which is named; a file of nothing else keeps it, and says so."""
    tops = {number for number, place in rows.places.items() if place.top and place.line == place.top + 1}
    examples = [number for number, row in rows.numbered(tops).items() if _is_example(row, of_a_roster)]
    if not examples:
        return rows
    lines = [rows.places[number].line for number in examples]
    if {number for number, _row in rows.rows} == set(examples) and not rows.problems:
        note = _("line {line} is the example of the template: nothing else was filled in", line=lines[0])
        return rows._replace(notes=[*rows.notes, note])
    kept = [(number, row) for number, row in rows.rows if number not in examples]
    left_out = [_("left out, for it is the example of the template: line {line}", line=line) for line in lines]
    return rows._replace(rows=kept, notes=[*rows.notes, *left_out])


def _is_example(row: Mapping[str, str], of_a_roster: bool) -> bool:
    kind = None if of_a_roster else kind_of_row(row)
    if kind is None and not of_a_roster:
        return False
    return any(_as_texts(columns) == dict(row) and [column.heading for column in columns] == list(row)
               for columns in _templates(kind))  # fmt: skip


def _templates(kind: type[Fact] | None) -> list[list[Column]]:
    return [roster_columns(language) if kind is None else columns_of(kind, language) for language in LANGUAGES]


def _as_texts(columns: Sequence[Column]) -> dict[str, str]:
    return {column.heading: str(column.example) for column in columns}
