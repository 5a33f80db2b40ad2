"""A roster (花名册): one person a row, each an enrolment on the day given or on the first day of the period."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from commands.intake import Rows, rows_of
from ledger.decisions.drafts import MissingField, Problem, UnknownField, fold_heading
from ledger.schemes import Scheme
from ledger.texts import _, listing

# The columns of a roster, with the fields of the enrolment they give.
COLUMNS = {
    "id": "person", "工号": "person", "name": "name", "姓名": "name", "department": "department", "部室": "department",
    "post": "post", "岗位": "post", "party_member": "member", "党员": "member", "enrolled_on": "occurred_on",
    "入职日期": "occurred_on", "assessed": "assessed", "考核对象": "assessed", "aliases": "aliases", "别名": "aliases",
}  # fmt: skip


def enrolments_of(path: Path, scheme: Scheme) -> Rows:
    """Read a roster as the fields of enrolments; an empty `enrolled_on` is the first day of the scheme's period.

    A column that rosters do not have is a problem of the first row that has it. Raises InputUnreadable.
    """
    read = rows_of(path)
    headings: dict[str, str] = {}
    rows = []
    problems = list(read.problems)
    for number, cells in read.rows:
        problems += _heading_problems(number, cells, headings)
        fields = {"kind": "person-enrolled", "occurred_on": scheme.first_day.isoformat()}
        known = {_field_under(heading): text for heading, text in cells.items() if text.strip()}
        fields.update({field: text for field, text in known.items() if field in COLUMNS.values()})
        if "person" in fields:
            rows.append((number, fields))
        else:
            column = headings.get("person", "id")
            missing = MissingField(_("a field is missing"), expected=column, column=column)
            problems.append(Problem(number, column, "", missing))
    return read._replace(rows=rows, problems=problems, headings=headings)


def _heading_problems(number: int, cells: Mapping[str, str], seen: dict[str, str]) -> Iterator[Problem]:
    """Yield a problem for each heading not seen before that rosters do not have, or that gives a field again."""
    for heading, text in cells.items():
        field = _field_under(heading)
        if seen.get(field) == heading:
            continue
        if field not in COLUMNS.values():
            error = UnknownField(_("a roster has no such column"), expected=listing(COLUMNS), found=f"“{heading}”")
            yield Problem(number, heading, text, error)
        elif field in seen and seen[field] in cells:
            error = UnknownField(_("a field is given twice"), expected=_("one of {options}", options=seen[field]))
            yield Problem(number, heading, text, error)
        seen.setdefault(field, heading)


def _field_under(heading: str) -> str:
    return COLUMNS.get(fold_heading(heading), heading)
