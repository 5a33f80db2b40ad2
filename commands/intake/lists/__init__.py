"""Lists that are known by their columns: what they are is said, and their columns are understood.

Every file of this folder without a leading underscore is one of them, with its `LIST`. A table that says the kind of
each row is left as it is.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path

from commands.intake._rows import Headings, Rows
from commands.intake.lists._base import OF_THE_PERSON, KnownList
from commands.intake.lists._others import NotOfEntries, check_is_of_entries
from ledger.decisions.drafts import Problem, field_called, fold_heading, kind_of_row, means_kind
from ledger.errors import LedgerError
from ledger.facts import catalogue, fields_of, kind_called, kind_name
from ledger.texts import _, listing

__all__ = ["KnownList", "NotOfEntries", "known_columns", "known_lists", "recognised"]


@cache
def known_lists() -> dict[str, KnownList]:
    """Return every list by the name of its file, in alphabetical order."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    return {name: import_module(f"{__name__}.{name}").LIST for name in names}


@cache
def known_columns() -> frozenset[str]:
    """Return every heading that means a field in one of the lists."""
    return frozenset(heading for known in known_lists().values() for heading in known.columns)


def recognised(rows: Rows) -> Rows:
    """Return rows with the kind that their table is of, and notes that say so, and which columns were passed over.

    Raises NotOfEntries for a roster, a list of leave, and attendance as a machine or DingTalk counts it.
    """
    if all(map(_says_its_kind_alone, rows.shapes())):
        return rows
    headings = dict(rows.headings)
    read, problems = [], list(rows.problems)
    meant: dict[str | None, KnownList] = {}
    passed_over: dict[str, None] = {}
    for number, row in rows.rows:
        sheet = rows.places[number].sheet if number in rows.places else None
        has = list(map(fold_heading, row))
        if any(map(means_kind, row)) or not all(has):
            of_the_person = [heading for heading in row if _is_of_the_person(heading, row)]
            passed_over |= dict.fromkeys(of_the_person)
            kept = {h: text for h, text in row.items() if h not in of_the_person} if of_the_person else row
            read.append((number, kept))
            continue
        check_is_of_entries(has, rows.file)
        known = _meant(has, sheet)
        if known is None:
            read.append((number, row))
            continue
        meant.setdefault(sheet, known)
        headings.update({known.columns[fold_heading(h)]: h for h in row if fold_heading(h) in known.columns})
        passed_over |= dict.fromkeys(h for h in row if fold_heading(h) in known.passed_over)
        problems += _unreadable_marks(number, row, known)
        read.append((number, _under_fields(row, known)))
    bad = {problem.row for problem in problems}
    read = [(number, row) for number, row in read if number not in bad] if problems != rows.problems else read
    notes = [*rows.notes, *_said(meant, passed_over)]
    return rows._replace(rows=read, problems=problems, headings=headings, notes=notes)


def _says_its_kind_alone(headings: Headings) -> bool:
    """Whether rows of these headings are of a table that says the kind of each, and nothing of the person."""
    return any(map(means_kind, headings)) and OF_THE_PERSON.isdisjoint(map(fold_heading, headings))


def _is_of_the_person(heading: str, row: Mapping[str, str]) -> bool:
    """Whether a column says what the roster says for the day, and the kind of the row has no field for it."""
    if fold_heading(heading) not in OF_THE_PERSON:
        return False
    kind = kind_of_row(row)
    return kind is not None and field_called(kind, heading) == heading


def _meant(has: Sequence[str], sheet: str | None) -> KnownList | None:
    """Return the list that the columns (else the sheet's name) mean, None for none."""
    for known in known_lists().values():
        if known.marks & set(has) or sum(_is_repeated(known, heading) for heading in has) > 1:
            return known
    kind = kind_called(sheet.strip()) if sheet else None
    return KnownList(kind_name(kind), frozenset(), {}, frozenset()) if kind is not None else None


def _is_repeated(known: KnownList, heading: str) -> bool:
    return known.repeated is not None and bool(known.repeated.fullmatch(heading))


def _under_fields(row: Mapping[str, str], known: KnownList) -> dict[str, str]:
    repeated = [h for h in row if _is_repeated(known, fold_heading(h))]
    fields = {
        known.columns.get(fold_heading(h), h): text
        for h, text in row.items()
        if h not in repeated and fold_heading(h) not in known.passed_over
    }
    together = " ".join(text for h in repeated if (text := _plain(row[h])))
    return {"kind": known.kind, **fields, **({known.into: together} if repeated else {})}


def _plain(text: str) -> str:
    """Return a mark without its unit, full-width digits plain: ８８．5分 is 88.5."""
    return unicodedata.normalize("NFKC", text).strip().removesuffix("分").rstrip()


def _unreadable_marks(number: int, row: Mapping[str, str], known: KnownList) -> Iterator[Problem]:
    """Yield a problem for each of the repeated cells that cannot be read, under its own heading."""
    for heading, text in row.items():
        if _is_repeated(known, fold_heading(heading)) and text.strip():
            try:
                fields_of(catalogue()[known.kind])[known.into].read(_plain(text))
            except LedgerError as error:
                yield Problem(number, heading, text, error)


def _said(meant: Mapping[str | None, KnownList], passed_over: Mapping[str, None]) -> Iterator[str]:
    for sheet, known in meant.items():
        label = catalogue()[known.kind].LABEL
        if sheet:
            yield _("the sheet {sheet} has no column of kinds; by its columns or its name it is read as {kind}",
                    sheet=sheet, kind=label)  # fmt: skip
        else:
            yield _("the file has no column of kinds; by its columns it is read as {kind}", kind=label)
    if passed_over:
        yield _("passed over, for the ledger has no use for it: {columns}", columns=listing(passed_over))
