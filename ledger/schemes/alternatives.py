"""A scheme read otherwise than as adopted: the same items and rules with the values that an alternative sets.

Nothing is recorded by it. An alternative is data of the scheme, so that a page of what-ifs can be computed again.
"""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from ledger.errors import LedgerError
from ledger.schemes.model import Item, Scheme
from ledger.schemes.readings import Alternative, Change, Reading
from ledger.schemes.rules import Rule, RuleParameters, rule_name
from ledger.texts import _, listing

Taken = Mapping[str, str]
"""The alternative taken of each reading, by their ids."""

S = TypeVar("S", bound=msgspec.Struct)


class NoSuchAlternative(LedgerError):
    """A reading that the scheme does not have, or one that cannot be taken otherwise, or not so."""

    code = "no-such-alternative"


def selectable(scheme: Scheme) -> Iterator[tuple[Reading, Alternative]]:
    """Yield every alternative by which scores can be computed, in the order of the scheme's readings."""
    for reading in scheme.readings:
        for alternative in reading.alternatives:
            yield reading, alternative


def taken_from(text: str, scheme: Scheme) -> tuple[str, str]:
    """Return the reading and the alternative that `E10=overflow` names. Raises NoSuchAlternative."""
    reading_id, _equals, name = text.partition("=")
    alternative_called(scheme, reading_id.strip(), name.strip())
    return reading_id.strip(), name.strip()


def alternative_called(scheme: Scheme, reading_id: str, name: str) -> tuple[Reading, Alternative]:
    """Return the reading and its alternative. Raises NoSuchAlternative."""
    options = [(reading.id, alternative.id) for reading, alternative in selectable(scheme)]
    if (reading_id, name) not in options:
        raise NoSuchAlternative(
            _("the scheme has no such reading to take"),
            expected=_("one of {options}", options=listing(map("=".join, options)) or _("(the scheme has none)")),
            found=f"{reading_id}={name}",
        )
    return next(
        (reading, alternative)
        for reading, alternative in selectable(scheme)
        if (reading.id, alternative.id) == (reading_id, name)
    )


def read_otherwise(scheme: Scheme, taken: Taken) -> Scheme:
    """Return the scheme with these alternatives taken. Raises NoSuchAlternative."""
    for reading_id, name in taken.items():
        _reading, alternative = alternative_called(scheme, reading_id, name)
        for change in alternative.changes:
            scheme = _changed(scheme, change)
    return scheme


def _changed(scheme: Scheme, change: Change) -> Scheme:
    """Return the scheme with one change made. Raises ValueError if the values do not fit."""
    if change.item is None and change.rule is None:
        return msgspec.structs.replace(scheme, grades=_set(scheme.grades, change.set))
    parts = tuple(
        msgspec.structs.replace(part, items=_items(part.items, change), bonuses=_items(part.bonuses, change))
        for part in scheme.parts
    )
    posts = tuple(msgspec.structs.replace(post, items=_items(post.items, change)) for post in scheme.posts)
    return msgspec.structs.replace(scheme, parts=parts, posts=posts)


def _items(items: tuple[Item, ...], change: Change) -> tuple[Item, ...]:
    return tuple(_item(item, change) if change.item in {None, item.id} else item for item in items)


def _item(item: Item, change: Change) -> Item:
    if change.rule is None:
        return _set(item, change.set)
    rules = tuple(_rule(rule, change.set) if rule_name(rule) == change.rule else rule for rule in item.rules)
    return msgspec.structs.replace(item, rules=rules)


def _rule(rule: Rule, values: Mapping[str, Any]) -> Rule:
    assert isinstance(rule, RuleParameters)
    return _set(rule, values)


def _set(table: S, values: Mapping[str, Any]) -> S:
    """Return a table with some values set, each checked for its field. Raises ValueError."""
    fields = {field.name: field.type for field in msgspec.structs.fields(type(table))}
    unknown = sorted(set(values) - set(fields))
    if unknown:
        message = f"expected one of {', '.join(fields)}; found {', '.join(unknown)}"
        raise ValueError(message)
    try:
        made = {name: msgspec.convert(value, fields[name]) for name, value in values.items()}
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None
    return msgspec.structs.replace(table, **made)
