"""Drafts: what somebody hands in, read from text but not yet judged against the ledger.

The fields arrive as text under English names or Chinese labels; every problem of a row is reported at once.
"""

import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple

import msgspec

from ledger.entry import Attachment
from ledger.errors import LedgerError
from ledger.facts import (
    Fact,
    UnknownKind,
    UnreadableValue,
    catalogue,
    fields_of,
    kind_called,
    read_day,
    read_text,
    required_fields,
)
from ledger.texts import _, listing

COMMON_HEADINGS = {
    "kind": ("类别", "种类", "事项"),
    "person": ("人员", "姓名", "工号"),
    "occurred_on": ("发生日期", "日期"),
    "note": ("备注",),
    "evidence": ("证据", "依据材料"),
    "source_key": ("来源编号",),
}


class UnknownField(LedgerError):
    """A field that the kind does not have."""

    code = "unknown-field"


class MissingField(LedgerError):
    """A field that the kind must have."""

    code = "missing-field"


class Problem(NamedTuple):
    """A refusal of one row of a file; `row` counts from 1, `column` and `value` are as the file has them."""

    row: int
    column: str
    value: str
    error: LedgerError


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """The entry whose mistake a draft puts right, why, and by whose authority (None where none is needed).

    `case` is the appeal by whose decision it is put right, None outside an appeal.
    """

    entry: int
    reason: str
    authority: str | None = None
    case: int | None = None


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A fact handed in. `person` is an id or a name; `row` is its place in the file, from 1.

    `remedies` are what the decision of an appeal makes: voids, corrections and what was missing, in this order.
    """

    fact: Fact
    person: str | None = None
    occurred_on: date | None = None
    note: str | None = None
    evidence: str | None = None
    source_key: str | None = None
    row: int = 1
    corrects: Correction | None = None
    attachments: tuple[Attachment, ...] = ()
    remedies: tuple["Draft", ...] = ()


Read = Draft | list[Problem]
"""What a row is read as: a draft, or everything that is wrong with it."""


class _Plan(NamedTuple):
    """How the columns of one kind are read."""

    names: dict[str, str]
    """Each heading, folded, with the name of its field."""
    required: tuple[str, ...]
    defaults: dict[str, Any]
    """What the fields of the kind are that are left out and have a default."""


@cache
def _plan(kind: type[Fact]) -> _Plan:
    names = {}
    common = {name: headings for name, headings in COMMON_HEADINGS.items() if _has(kind, name)}
    for name, headings in common.items():
        names.update(dict.fromkeys(map(fold_heading, (name, *headings)), name))
    for name, field in fields_of(kind).items():
        shown = (name, name.replace("_", "-"), field.label.en, field.label.zh, *field.headings)
        names.update(dict.fromkeys(map(fold_heading, shown), name))
    required = ["kind", *required_fields(kind)]
    required += [name for name in ("person", "occurred_on") if name in common]
    given = {name: field.default for name, field in fields_of(kind).items()}
    defaults = {name: fields_of(kind)[name].read(text) for name, text in given.items() if text is not None}
    return _Plan(names, tuple(required), defaults)


def _has(kind: type[Fact], name: str) -> bool:
    if name == "person":
        return kind.IS_ABOUT_A_PERSON
    return kind.IS_DATED if name == "occurred_on" else True


@lru_cache(maxsize=4096)
def fold_heading(heading: str) -> str:
    """Return a column heading as it is compared: all spaces out (姓　名), in lower case, full-width letters plain."""
    return "".join(unicodedata.normalize("NFKC", heading).split()).casefold()


@cache
def known_headings() -> frozenset[str]:
    """Return every heading, folded, that means a field of some kind."""
    return frozenset(heading for kind in catalogue().values() for heading in _plan(kind).names)


def draft_from(given: Mapping[str, str], row: int = 1) -> Read:
    """Read one entry from its fields as text; an empty text is a field left out. Returns all that is wrong."""
    present = {heading: trimmed for heading, text in given.items() if (trimmed := text.strip())}
    kind_heading = "kind" if "kind" in present else next(filter(means_kind, present), None)
    if kind_heading is None:
        return [Problem(row, "kind", "", _missing("kind"))]
    kind = kind_called(present[kind_heading])
    if kind is None or not kind.IS_RECORDED_BY_PEOPLE:
        return [Problem(row, kind_heading, present[kind_heading], unknown_kind(present[kind_heading]))]
    return _read_all(kind, present, row)


def field_called(kind: type[Fact], heading: str) -> str:
    """Return the name of the field that a heading means (分钟 is minutes); a heading that means none, as it is."""
    return _plan(kind).names.get(fold_heading(heading), heading)


def heading_of(given: Mapping[str, str], name: str) -> str:
    """Return the heading under which a row gives a field; the field's own name where it does not."""
    kind = kind_of_row(given)
    names = _plan(kind).names if kind is not None else {}
    return next((heading for heading in given if names.get(fold_heading(heading)) == name), name)


def kind_of_row(given: Mapping[str, str]) -> type[Fact] | None:
    """Return the kind that a row names under one of its headings, None if it names none that there is."""
    headings = kind_headings(tuple(given))
    return kind_called(given[headings[0]].strip()) if headings else None


@lru_cache(maxsize=4096)
def kind_headings(headings: tuple[str, ...]) -> list[str]:
    """Return those headings under which the kind of an entry stands: one, or the row says it more than once."""
    return list(filter(means_kind, headings))


@lru_cache(maxsize=4096)
def means_kind(heading: str) -> bool:
    """Return whether the kind of an entry stands under this heading."""
    folded = fold_heading(heading)
    return folded == "kind" or folded in COMMON_HEADINGS["kind"]


class _Column(NamedTuple):
    """How one column of a row is read."""

    heading: str
    name: str
    """The name of its field; the heading itself if the kind has no such field."""
    is_of_the_kind: bool
    """Whether the field is the kind's own, and not one that entries of any kind have."""
    read: Callable[[str], Any]


@lru_cache(maxsize=4096)
def _columns(kind: type[Fact], headings: tuple[str, ...]) -> tuple[list[_Column], list[str]]:
    """Return how a row of these headings is read, but for its kind, and the names of the fields that it has to have.

    The rows of a file have few different headings between them.
    """
    plan = _plan(kind)
    columns = [_column(kind, heading, plan.names.get(fold_heading(heading))) for heading in headings]
    seen: set[str] = set()
    for place, column in enumerate(columns):
        if column.name in seen:
            columns[place] = column._replace(read=_refusing(_given_twice, column.name))
        seen.add(column.name)
    is_the_kind = next((place for place, column in enumerate(columns) if column.name == "kind"), len(columns))
    return [*columns[:is_the_kind], *columns[is_the_kind + 1 :]], [name for name in plan.required if name not in seen]


def _column(kind: type[Fact], heading: str, name: str | None) -> _Column:
    own = fields_of(kind)
    if name is None:
        return _Column(heading, heading, False, _refusing(_unknown_field, kind, heading))
    if name in own:
        return _Column(heading, name, True, own[name].read)
    return _Column(heading, name, False, read_day if name == "occurred_on" else read_text)


def _refusing(refusal: Callable[..., LedgerError], *about: Any) -> Callable[[str], Any]:
    def read(_text: str) -> Any:
        raise refusal(*about)

    return read


def _read_all(kind: type[Fact], present: Mapping[str, str], row: int) -> Read:
    """Return the draft of a row, or a problem for each of its fields that is unknown, unreadable or missing."""
    columns, missing = _columns(kind, tuple(present))
    own = _plan(kind).defaults.copy()
    common: dict[str, Any] = {}
    problems = []
    for heading, name, is_of_the_kind, read in columns:
        try:
            (own if is_of_the_kind else common)[name] = read(present[heading])
        except LedgerError as error:
            error.column = error.column or name
            problems.append(Problem(row, heading, present[heading], error))
    problems += [Problem(row, name, "", _missing(name, kind)) for name in missing]
    if problems:
        return problems
    try:
        return Draft(fact=kind.made_from(own), row=row, **common)
    except UnreadableValue as error:
        return [Problem(row, error.column, error.found, error)]


def _missing(name: str, kind: type[Fact] | None = None) -> LedgerError:
    return MissingField(
        _("a field is missing"),
        expected=_shown(name, kind),
        remedy=_("Give it, or see gongguo record KIND --help."),
        column=name,
    )


def _given_twice(name: str) -> LedgerError:
    return UnknownField(_("a field is given twice"), expected=_("one value for {name}", name=name), column=name)


def unknown_kind(name: str) -> LedgerError:
    """Return the refusal of a kind that there is not, or that people do not record, with those that are alike."""
    from difflib import get_close_matches  # imported late: it is wanted where somebody mistyped

    kinds = [known for known, kind in catalogue().items() if kind.IS_RECORDED_BY_PEOPLE]
    alike = get_close_matches(name, [*kinds, *(catalogue()[known].LABEL.zh for known in kinds)], n=3)
    return UnknownKind(
        _("there is no such kind of entry"),
        expected=_("a kind of gongguo record --help"),
        found=f"“{name}”",
        remedy=_("Perhaps {options}?", options=listing(alike)) if alike else "",
        column="kind",
    )


def _unknown_field(kind: type[Fact], heading: str) -> LedgerError:
    has = [name for name in (*COMMON_HEADINGS, *fields_of(kind)) if name in _plan(kind).names]
    return UnknownField(
        _("this kind of entry has no such field"),
        expected=_("one of {options}", options=listing(_shown(name, kind) for name in has)),
        found=heading,
    )


def _shown(name: str, kind: type[Fact] | None) -> str:
    """Return a field's name with its Chinese heading: both stand over the columns of files."""
    if name in COMMON_HEADINGS:
        return f"{name} ({COMMON_HEADINGS[name][0]})"
    field = None if kind is None else fields_of(kind).get(name)
    return name if field is None else f"{name} ({field.label.zh})"
