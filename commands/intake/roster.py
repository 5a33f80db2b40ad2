"""A roster (花名册): one person a row, each an enrolment on the day given or on the first day of the period."""

from pathlib import Path

from commands.intake import Rows, rows_of
from ledger.decisions.drafts import MissingField, Problem, fold_heading
from ledger.schemes import Scheme
from ledger.texts import _

# The columns of a roster, with the fields of the enrolment they give.
COLUMNS = {
    "id": "person", "工号": "person", "name": "name", "姓名": "name", "department": "department", "部室": "department",
    "post": "post", "岗位": "post", "party_member": "member", "党员": "member", "enrolled_on": "occurred_on",
    "入职日期": "occurred_on", "assessed": "assessed", "考核对象": "assessed", "aliases": "aliases", "别名": "aliases",
}  # fmt: skip


def enrolments_of(path: Path, scheme: Scheme) -> Rows:
    """Read a roster as the fields of enrolments; an empty `enrolled_on` is the first day of the scheme's period.

    Raises InputUnreadable; an unknown column is a problem of the row that uses it, a missing id of its row.
    """
    read = rows_of(path)
    rows = []
    problems = list(read.problems)
    for number, cells in read.rows:
        fields = {"kind": "person-enrolled", "occurred_on": scheme.first_day.isoformat()}
        fields.update({_field(heading): text for heading, text in cells.items() if text.strip()})
        if "person" in fields:
            rows.append((number, fields))
        else:
            missing = MissingField(_("a field is missing"), expected="id", column="id")
            problems.append(Problem(number, "id", "", missing))
    return Rows(rows, problems)


def _field(heading: str) -> str:
    return COLUMNS.get(fold_heading(heading), heading)
