"""A roster (花名册): one person a row, each an enrolment on the day given or on the first day of the period."""

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from commands.intake import Rows, opened, rows_of
from commands.intake.examples import without_examples
from ledger.decisions.drafts import MissingField, Problem, UnknownField, fold_heading
from ledger.schemes import Scheme
from ledger.texts import _, listing

# The columns of a roster, with the fields of the enrolment they give.
COLUMNS = {
    "id": "person", "工号": "person", "name": "name", "姓名": "name", "department": "department", "部室": "department",
    "部门": "department", "科室": "department", "所在部室": "department", "所在部门": "department",
    "post": "post", "岗位": "post", "party_member": "member", "党员": "member", "是否党员": "member",
    "政治面貌": "member", "enrolled_on": "occurred_on", "入职日期": "occurred_on", "assessed": "assessed",
    "考核对象": "assessed", "是否考核": "assessed", "aliases": "aliases", "别名": "aliases", "拼音": "aliases",
    "曾用名": "aliases",
}  # fmt: skip
# What rosters say of a life and the ledger has no business to know.
PERSONAL = frozenset({
    "性别", "民族", "籍贯", "出生年月", "出生日期", "年龄", "身份证号", "身份证号码", "公民身份号码", "学历", "学位",
    "毕业院校", "毕业学校", "专业", "职务", "职称", "职级", "级别", "编制", "编制类型", "人员类别", "参加工作时间",
    "入党时间", "联系电话", "手机", "手机号", "手机号码", "电话", "住址", "家庭住址", "备注",
})  # fmt: skip
_NO_MEMBERS = frozenset({"共青团员", "团员", "无党派", "无党派人士", "民主党派"})


def enrolments_of(path: Path, scheme: Scheme) -> Rows:
    """Read a roster as the fields of enrolments; an empty `enrolled_on` is the first day of the scheme's period.

    What is personal is passed over, and said to be; another column that rosters do not have is a problem of the first
    row that has it. Raises InputUnreadable.
    """
    read = without_examples(rows_of(opened(path)), of_a_roster=True)
    headings: dict[str, str] = {}
    passed_over: dict[str, None] = {}
    rows = []
    problems = list(read.problems)
    for number, row in read.rows:
        passed_over |= dict.fromkeys(heading for heading in row if _is_personal(heading))
        cells = {heading: text for heading, text in row.items() if not _is_personal(heading)}
        problems += _heading_problems(number, cells, headings)
        fields = {"kind": "person-enrolled", "occurred_on": scheme.first_day.isoformat()}
        known = {_field_under(heading): _said(heading, text) for heading, text in cells.items() if text.strip()}
        fields.update({field: text for field, text in known.items() if field in COLUMNS.values()})
        if "person" in fields:
            rows.append((number, fields))
        else:
            problems.append(_without_id(number, headings.get("person", "")))
    notes = [*read.notes]
    if passed_over:
        notes.append(_("passed over, for the ledger has no use for it: {columns}", columns=listing(passed_over)))
    return read._replace(rows=rows, problems=problems, headings=headings, notes=notes)


def _is_personal(heading: str) -> bool:
    return fold_heading(heading) in PERSONAL


def _said(heading: str, text: str) -> str:
    """Return what a cell says; 中共预备党员 under 政治面貌 is a member (reading E5), 共青团员 is none."""
    if fold_heading(heading) != "政治面貌":
        return text
    word = "".join(unicodedata.normalize("NFKC", text).split())
    return "群众" if word in _NO_MEMBERS else word.removeprefix("中共").removesuffix("(预备)")


def _without_id(number: int, column: str) -> Problem:
    remedy = _("Add a column 工号: ids are kept for ever, and tell namesakes apart.")
    column = column or "工号"
    missing = MissingField(_("a field is missing"), expected=column, remedy=remedy, column=column)
    return Problem(number, column, "", missing)


def _heading_problems(number: int, cells: Mapping[str, str], seen: dict[str, str]) -> Iterator[Problem]:
    """Yield a problem for each heading not seen before that rosters do not have, or that gives a field again."""
    for heading, text in cells.items():
        field = _field_under(heading)
        if seen.get(field) == heading:
            continue
        if field not in COLUMNS.values():
            error = UnknownField(_("a roster has no such column"), expected=listing(_columns_shown()),
                                 found=f"“{heading}”")  # fmt: skip
            yield Problem(number, heading, text, error)
        elif field in seen and seen[field] in cells:
            error = UnknownField(_("a field is given twice"), expected=_("one of {options}", options=seen[field]))
            yield Problem(number, heading, text, error)
        seen.setdefault(field, heading)


def _columns_shown() -> list[str]:
    """Return the first two headings of each field, in English and in Chinese."""
    shown: dict[str, list[str]] = {}
    for heading, field in COLUMNS.items():
        shown.setdefault(field, []).append(heading)
    return [" ".join(headings[:2]) for headings in shown.values()]


def _field_under(heading: str) -> str:
    return COLUMNS.get(fold_heading(heading), heading)
