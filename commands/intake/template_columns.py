"""The columns of the empty workbooks that are filled in: headings, what they take, what may be chosen, an example."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from ledger.decisions.drafts import COMMON_HEADINGS
from ledger.facts import Fact, Field, fields_of, fields_of_an_example, kind_name, required_fields
from ledger.texts import _

EXAMPLE_DAY = date(2020, 3, 5)
EXAMPLE_PERSON = "甲"


class Column(NamedTuple):
    """One column: its heading, what it takes in words, an example ("" for none), and what may be chosen from."""

    heading: str
    takes: str
    example: str | int | date = ""
    is_required: bool = False
    options: Sequence[str] = ()
    is_day: bool = False


def columns_of(kind: type[Fact], language: str) -> list[Column]:
    """Return the columns of the entries of a kind, under headings in a language."""
    name = kind.LABEL.zh if language == "zh" else kind_name(kind)
    columns = [Column(_common("kind", language), _("the kind of entry"), name, True, [name])]
    if kind.IS_ABOUT_A_PERSON:
        columns.append(Column(_common("person", language), _("an id or a name of the roster"), EXAMPLE_PERSON, True))
    if kind.IS_DATED:
        columns.append(_day(_common("occurred_on", language), _("the day on which it happened (YYYY-MM-DD)"), True))
    required = required_fields(kind)
    shown = fields_of_an_example(kind)
    for called, field in fields_of(kind).items():
        columns.append(_of_field(called, field, called in required, called in shown, language))
    proof = Column(_common("evidence", language), _("what proves it, in words"))
    return [*columns, Column(_common("note", language), _("a note")), proof]


def roster_columns(language: str) -> list[Column]:
    """Return the columns of a roster, under headings in a language."""
    zh = language == "zh"
    yes_no = _yes_no(language)
    return [
        Column("工号" if zh else "id", _("an id, kept for ever"), "A01", True),
        Column("姓名" if zh else "name", _("the name"), EXAMPLE_PERSON, True),
        Column("部室" if zh else "department", _("the department"), "办公室", True),
        Column("岗位" if zh else "post", _("a post of the scheme (gongguo scheme show); may be empty")),
        Column("党员" if zh else "party_member", _("yes or no (是 or 否)"), yes_no[1], True, yes_no),
        Column("入职日期" if zh else "enrolled_on", _("left out: the first day of the period"), is_day=True),
        Column("考核对象" if zh else "assessed", _("yes or no (是 or 否)"), yes_no[0], False, yes_no),
        Column("别名" if zh else "aliases", _("other names or pinyin by which files know the person")),
    ]


def _common(name: str, language: str) -> str:
    return COMMON_HEADINGS[name][0] if language == "zh" else name


def _day(heading: str, takes: str, is_required: bool) -> Column:
    return Column(heading, takes, EXAMPLE_DAY if is_required else "", is_required, is_day=True)


def _of_field(name: str, field: Field, is_required: bool, is_shown: bool, language: str) -> Column:
    heading = field.label.zh if language == "zh" else name
    if field.holds == "day":
        return _day(heading, field.expects(), is_required)
    options = _options(field, language)
    example = options[0] if options else field.example.strip("'")
    shown = int(example) if field.holds == "number" and example.isdigit() else example
    return Column(heading, field.expects(), shown if is_shown else "", is_required, options)


def _options(field: Field, language: str) -> list[str]:
    if field.holds == "yes-no":
        return _yes_no(language)
    choices = field.choices or {}
    return [label.zh if language == "zh" else name for name, label in choices.items()]


def _yes_no(language: str) -> list[str]:
    return ["是", "否"] if language == "zh" else ["yes", "no"]
