"""Tables of known shapes, recognised by their columns: what they are is said, and their columns are understood.

A table that says the kind of each row is left as it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from commands.intake._rows import Rows
from ledger.decisions.drafts import fold_heading, means_kind
from ledger.errors import LedgerError
from ledger.facts import catalogue, kind_called, kind_name
from ledger.texts import _


class NotOfEntries(LedgerError):
    """A table whose rows are no entries: it is handed in another way, or not yet."""

    code = "not-of-entries"


class Shape(NamedTuple):
    """A kind whose lists have columns of their own: it is meant where one of `marks` is a heading."""

    kind: str
    marks: frozenset[str]
    columns: Mapping[str, str]
    """Headings with the field that each gives."""


_WHO = {"作者": "person", "第一作者": "person", "撰稿人": "person", "合作者": "coauthors"}
SHAPES = (
    Shape(
        "article-published",
        frozenset({"刊物级别", "文章级别", "文章题目", "文章标题"}),
        {**_WHO, "文章题目": "title", "文章标题": "title", "刊物级别": "level", "文章级别": "level",
         "发表日期": "occurred_on", "发表时间": "occurred_on"},
    ),
    Shape(
        "news-published",
        frozenset({"信息标题", "信息题目", "发布平台", "发布渠道", "刊发媒体"}),
        {**_WHO, "信息标题": "title", "信息题目": "title", "发布平台": "channel", "发布渠道": "channel",
         "刊发媒体": "channel", "发布日期": "occurred_on", "发布时间": "occurred_on"},
    ),
    Shape(
        "commendation-awarded",
        frozenset({"表彰名称", "荣誉名称", "表彰级别", "表彰文号", "受表彰人员", "受表彰人"}),
        {"表彰名称": "work", "荣誉名称": "work", "表彰级别": "level", "表彰文号": "document", "受表彰人员": "person",
         "受表彰人": "person", "表彰日期": "occurred_on", "表彰时间": "occurred_on"},
    ),
)  # fmt: skip
BALLOTS = "ballots-counted"
_BALLOT = re.compile(r"(第?\d{1,3}(号|张)?票|票\d{1,3}|ballot\d{1,3})", re.ASCII)
_BALLOT_COLUMNS = {"测评项": "part", "测评项目": "part", "评价主体": "part", "测评日期": "occurred_on",
                   "计票日期": "occurred_on", "被测评人": "person", "测评对象": "person"}  # fmt: skip
_OF_ATTENDANCE = re.compile(
    r"(迟到次数|早退次数|旷工天数|旷工迟到天数|(上班|下班)缺卡次数|(上班|下班)\d?打卡(时间|结果))"
)
_OF_ROSTERS = ({"姓名", "name"}, {"部室", "department", "部门"})
_OF_DAYS = re.compile(r"(.*(日期|时间)|occurred_on)")

KNOWN_BY_SHAPE = frozenset({*_BALLOT_COLUMNS, *(heading for shape in SHAPES for heading in shape.columns)})


def recognised(rows: Rows) -> Rows:
    """Return rows with the kind that their table is of, and a note that says so.

    Raises NotOfEntries for a roster, and for attendance as a machine or DingTalk counts it.
    """
    notes = list(rows.notes)
    headings = dict(rows.headings)
    read = []
    kinds: dict[str | None, str] = {}
    for number, row in rows.rows:
        sheet = rows.places[number].sheet if number in rows.places else None
        has = [fold_heading(heading) for heading in row]
        if any(map(means_kind, row)) or any(not text for text in has):
            read.append((number, row))
            continue
        _check_is_of_entries(has, rows.file)
        kind, columns = _meant(has, sheet)
        if kind:
            kinds.setdefault(sheet, kind)
            headings.update({columns[fold_heading(h)]: h for h in row if fold_heading(h) in columns})
        read.append((number, _under_fields(row, kind, columns)))
    notes += _said(kinds)
    return rows._replace(rows=read, headings=headings, notes=notes)


def _meant(has: Sequence[str], sheet: str | None) -> tuple[str, Mapping[str, str]]:
    """Return the kind that the columns (else the sheet's name) mean and the fields of its columns; "" for none."""
    if sum(bool(_BALLOT.fullmatch(heading)) for heading in has) > 1:
        return BALLOTS, _BALLOT_COLUMNS
    for shape in SHAPES:
        if shape.marks & set(has):
            return shape.kind, shape.columns
    kind = kind_called(sheet.strip()) if sheet else None
    return (kind_name(kind), {}) if kind is not None else ("", {})


def _under_fields(row: Mapping[str, str], kind: str, columns: Mapping[str, str]) -> dict[str, str]:
    if not kind:
        return dict(row)
    ballots = [h for h in row if kind == BALLOTS and _BALLOT.fullmatch(fold_heading(h))]
    fields = {columns.get(fold_heading(h), h): text for h, text in row.items() if h not in ballots}
    marks = " ".join(text for h in ballots if (text := row[h].strip()))
    return {"kind": kind, **fields, **({"scores": marks} if ballots else {})}


def _said(kinds: Mapping[str | None, str]) -> Iterator[str]:
    for sheet, kind in kinds.items():
        label = catalogue()[kind].LABEL
        if sheet:
            yield _("the sheet {sheet} has no column of kinds; by its columns or its name it is read as {kind}",
                    sheet=sheet, kind=label)  # fmt: skip
        else:
            yield _("the file has no column of kinds; by its columns it is read as {kind}", kind=label)


def _check_is_of_entries(has: Sequence[str], file: str) -> None:
    if sum(bool(_OF_ATTENDANCE.fullmatch(heading)) for heading in has) > 1:
        raise NotOfEntries(
            _("{file} is attendance as it was counted (月度汇总, 每日统计)", file=file),
            expected=_("entries that a person has confirmed"),
            remedy=_("Such rows are candidates to be confirmed: gongguo candidates read {file}.", file=file),
        )
    is_roster = all(headings & set(has) for headings in _OF_ROSTERS)
    if is_roster and not any(_OF_DAYS.fullmatch(heading) for heading in has if heading != "入职日期"):
        raise NotOfEntries(
            _("{file} is a roster", file=file),
            expected=_("a column 类别, or the columns of a known list"),
            remedy=_("Enrol the people of it: gongguo enrol {file}", file=file),
        )
