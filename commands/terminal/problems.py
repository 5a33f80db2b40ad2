"""What is wrong with a file, told so that it can be mended: sheet, line, column, value, and what was probably meant."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from typing import Any, NamedTuple

from commands.intake import Rows
from commands.intake.suggesting import suggestion_for
from ledger.decisions.drafts import COMMON_HEADINGS, Problem, heading_of, kind_of_row
from ledger.errors import LedgerError
from ledger.facts import fields_of
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.people import People
from ledger.texts import _, language_in_use

MOST_CHARACTERS_SHOWN = 30


class Told(NamedTuple):
    """A problem with its place in the file, as people find it there.

    `row` counts rows of data from 1, `line` the lines of the sheet; `sheet` and `letter` are "" where there is none.
    """

    row: int
    column: str
    value: str
    error: LedgerError
    file: str = ""
    sheet: str = ""
    line: int | None = None
    letter: str = ""
    suggestion: str = ""
    label: str = ""
    """What a field that has no column in the file is called."""

    def as_json(self) -> dict[str, Any]:
        """Return the problem as the contract gives it, with what else is known of its place."""
        told = {
            "row": self.row, "column": self.column, "value": self.value,
            "code": self.error.code, "message": str(self.error),
        }  # fmt: skip
        # Of JSON Lines the row is the line.
        more = {
            "sheet": self.sheet, "line": self.line if self.line != self.row else None, "suggestion": self.suggestion,
            "cell": f"{self.letter}{self.line}" if self.letter else "",
        }  # fmt: skip
        return told | {name: value for name, value in more.items() if value}

    def __str__(self) -> str:
        """Return one line: 考勤.xlsx[三月] 第7行F列「分钟」="一"：应为…；是否 1？"""
        return self._said(self._where())

    def in_its_row(self) -> str:
        """Return the problem as it is said in the row itself: 「分钟」="一"：应为…"""
        column = _("“{column}”", column=self.label or self.column)
        return self._said(f'{column}="{_short(self.value)}"' if self.value else column)

    @property
    def is_of_the_column(self) -> bool:
        """Whether the same is wrong with every row: a column that there is not to be, or that is missing."""
        return self.error.code == "unknown-field" or (self.error.code == "missing-field" and not self.letter)

    def _said(self, where: str) -> str:
        problem = self._problem().rstrip(".。")
        if self.suggestion:
            return _("{where}: {problem}; perhaps {suggestion}?", where=where, problem=problem,
                     suggestion=self.suggestion)  # fmt: skip
        return _("{where}: {problem}.", where=where, problem=problem)

    def _where(self) -> str:
        file = f"{self.file}[{self.sheet}]" if self.sheet else self.file
        where = _("{file} line {line}", file=file, line=self.line if self.line is not None else self.row)
        if self.letter:
            where = _("{where} column {letter}", where=where, letter=self.letter)
        if self.column:
            where = _("{where} “{column}”", where=where, column=self.label or self.column)
        return f'{where}="{_short(self.value)}"' if self.value else where

    def _problem(self) -> str:
        """Return what is wrong; of a value that stands before it, only what it should be."""
        if self.error.code == "bad-value" and self.error.expected and not self.error.remedy and self.value:
            return _("expected {expected}", expected=self.error.expected)
        error = copy(self.error)
        if self.suggestion:
            error.remedy = ""  # what was probably meant says better what to do
        return str(error)


def lines_of(mistakes: Sequence[Told]) -> list[str]:
    """Return a line for each problem; one that every row has of a column is said once, with how many have it."""
    alike: dict[object, list[Told]] = {}
    for place, mistake in enumerate(mistakes):
        alike.setdefault((mistake.sheet, mistake.column, mistake.error.code) if mistake.is_of_the_column else place,
                         []).append(mistake)  # fmt: skip
    return [str(first) if not others else _("{problem} In further lines too: {count}.", problem=first,
                                            count=len(others)) for first, *others in alike.values()]  # fmt: skip


def told(rows: Rows, problems: Iterable[Problem], people: People) -> list[Told]:
    """Return problems by their rows, each under the heading and with the value that the file has."""
    ordered = sorted(problems, key=_row)
    fields = rows.numbered({problem.row for problem in ordered})
    return [_placed(rows, fields.get(problem.row, {}), problem, people) for problem in ordered]


def unknown_people(rows: Rows, problems: Iterable[Problem], people: People) -> Iterator[Problem]:
    """Yield a problem for each row that cannot be read whose person, moreover, nobody is.

    A row that cannot be read is not judged: without this its second problem would show only when the first is mended.
    """
    found = {(problem.row, problem.column) for problem in problems}
    unread = rows.numbered({row for row, _column in found})
    if unread and any(kind_of_row(row) is PersonEnrolled for _number, row in rows.rows):
        return
    for number, fields in sorted(unread.items()):
        kind, heading = kind_of_row(fields), heading_of(fields, "person")
        name = fields.get(heading, "").strip()
        if kind is None or not kind.IS_ABOUT_A_PERSON or not name or (number, heading) in found:
            continue
        try:
            people.called(name)
        except LedgerError as error:
            yield Problem(number, heading, name, error)


def _row(problem: Problem) -> int:
    return problem.row


def _placed(rows: Rows, fields: dict[str, str], problem: Problem, people: People) -> Told:
    named = problem.column if problem.column in fields else heading_of(fields, problem.column)
    column = rows.headings.get(problem.column) or rows.headings.get(named) or named
    shown = problem._replace(value=fields.get(named, "").strip() or problem.value)
    place = rows.place_of(problem.row)
    suggestion = suggestion_for(shown._replace(column=named), fields, people, place.year)
    label = _label_of(fields, column) if problem.error.code == "missing-field" else ""
    letter = place.letters.get(column, "")
    return Told(shown.row, column, shown.value, shown.error, rows.file, place.sheet or "", place.line, letter,
                suggestion, "" if letter else label)  # fmt: skip


def _label_of(fields: Mapping[str, str], name: str) -> str:
    """Return what a field is called in the language in use; nothing for what is none."""
    kind = kind_of_row(fields)
    if name in COMMON_HEADINGS:
        return COMMON_HEADINGS[name][0] if language_in_use() == "zh" else name
    field = fields_of(kind).get(name) if kind is not None else None
    return str(field.label) if field is not None else ""


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MOST_CHARACTERS_SHOWN else text[: MOST_CHARACTERS_SHOWN - 1] + "…"
