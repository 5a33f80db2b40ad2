"""JSON Lines: one object a line; numbers keep the digits they were written with."""

import io
import json
from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from commands.intake._rows import Headings, Row, Rows, RowsAnew
from commands.intake._text import InputUnreadable
from ledger.decisions.drafts import Problem
from ledger.texts import _


class _Pairs(list[tuple[str, Any]]):
    """An object's pairs as they were written, so that a name given twice is seen."""


_decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_Pairs)
_texts_decoder = msgspec.json.Decoder(dict[str, str])


def read(content: bytes, file: str = "") -> Rows:
    """Return each line's fields as texts, with its number; empty lines are passed over. The content is in UTF-8."""
    headings: dict[Headings, None] = {}
    problems = []
    for number, line in _lines_of(content):
        try:
            headings[tuple(fields_in(line))] = None
        except InputUnreadable as error:
            problems.append(Problem(number, error.column, "", error))
    unreadable = {problem.row for problem in problems}
    return Rows(RowsAnew(lambda: _rows_of(content, unreadable), headings), problems, file=file)


def _rows_of(content: bytes, unreadable: Collection[int]) -> Iterator[Row]:
    return ((number, fields_in(line)) for number, line in _lines_of(content) if number not in unreadable)


def _lines_of(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each line that is not empty, with its number."""
    for number, line in enumerate(io.BytesIO(content), 1):
        if line.startswith(b"{") or line.decode().strip():
            yield number, line


def fields_in(line: bytes) -> dict[str, str]:
    """Return the fields of a line as texts. Raises InputUnreadable."""
    try:
        fields = _texts_decoder.decode(line)
        # Where every text has its two quotation marks and nothing else has any, no name was given twice.
        is_plain = line.count(b'"') == 4 * len(fields)
    except msgspec.MsgspecError:
        is_plain = False
    return fields if is_plain else read_in_full(line.decode().removesuffix("\n"))


def read_in_full(line: str) -> dict[str, str]:
    """Return the same of any line: with numbers in it, with a name given twice. Raises InputUnreadable."""
    try:
        pairs = _decoder.decode(line)
    except (json.JSONDecodeError, RecursionError) as error:
        place = getattr(error, "pos", 0)
        raise InputUnreadable(
            _("the line is not JSON"),
            expected=_("an object such as {example}", example='{"kind": "late-arrival", "person": "T1", …}'),
            found=_("“{text}” from character {place} on", text=line[place : place + 20], place=place + 1),
            remedy=_("See whether the file was cut short."),
        ) from None
    if not isinstance(pairs, _Pairs):
        raise InputUnreadable(
            _("the line is not an entry"),
            expected=_("an object such as {example}", example='{"kind": "late-arrival", "person": "T1", …}'),
            found=line[:40],
        )
    fields = dict(pairs)
    if len(fields) != len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputUnreadable(_("a field is given twice"), expected=_("each name once"), column=twice)
    for name, value in pairs:
        if value is None:
            fields[name] = ""
        elif isinstance(value, bool):
            fields[name] = "yes" if value else "no"
        elif not isinstance(value, str):
            raise InputUnreadable(
                _("a field holds more than one value"), expected=_("a text, a number, true or false"), column=name
            )
    return fields
