"""JSON Lines: one object a line; numbers keep the digits they were written with."""

import json
from typing import Any

from commands.intake._rows import Place, Rows
from commands.intake._text import InputUnreadable
from ledger.decisions.drafts import Problem
from ledger.texts import _


class _Pairs(list[tuple[str, Any]]):
    """An object's pairs as they were written, so that a name given twice is seen."""


_decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_Pairs)


def read(text: str, file: str = "") -> Rows:
    """Return each line's fields as texts, with its number; empty lines are passed over."""
    rows = []
    problems = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            rows.append((number, _fields(line)))
        except InputUnreadable as error:
            problems.append(Problem(number, error.column, "", error))
    numbers = [number for number, _row in rows] + [problem.row for problem in problems]
    return Rows(rows, problems, {}, {number: Place(None, number) for number in numbers}, (), file)


def _fields(line: str) -> dict[str, str]:
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
