"""What a field of an entry may hold: its labels, its unit, its bounds, and how it is read from people's text.

A kind annotates each of its fields with one of these: `minutes: Annotated[int | None, whole_number(...)]`.
A field whose type admits None may be left out; one with a `default` takes it, and the default is stored.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache

import msgspec

from ledger.errors import LedgerError
from ledger.texts import Label, _, listing
from ledger.values import plain_number

MOST_DIGITS = 18
MOST_CHARACTERS = 10_000
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_YES = {"yes", "true", "1", "是"}
_NO = {"no", "false", "0", "否"}


class UnreadableValue(LedgerError):
    """A value that its field cannot take."""

    code = "bad-value"


class Field(msgspec.Struct, frozen=True):
    """One field: `read` turns people's text, trimmed and not empty, into the value or an UnreadableValue."""

    label: Label
    read: Callable[[str], object]
    expects: Callable[[], str]
    """What the field takes, in words, in the language in use."""
    unit: Label | None = None
    default: str | None = None
    choices: Mapping[str, Label] | None = None
    headings: tuple[str, ...] = ()
    """Further column headings under which files give this field."""
    example: str = ""
    """A value that it can take, for the help."""
    holds: str = "text"
    """What sort of value it is: "number", "day", "yes-no", "choice" or "text"."""


def _refuse(expected: str, text: str) -> UnreadableValue:
    shown = text if len(text) <= 40 else text[:40] + "…"
    return UnreadableValue(_("the value cannot be read"), expected=expected, found=f"“{shown}”")


def read_decimal(text: str, expected: str) -> Decimal:
    """Read an exact decimal: NFKC, then ASCII digits with at most one sign and one point.

    Raises UnreadableValue for `0,002`, `1e3`, `--1`, `٣`, NaN, infinities and more than 18 digits.
    """
    normal = unicodedata.normalize("NFKC", text).strip()
    if not _NUMBER.fullmatch(normal) or sum(map(str.isdigit, normal)) > MOST_DIGITS:
        raise _refuse(expected, text)
    return Decimal(normal)


def whole_number(
    en: str, zh: str, *, at_least: int = 1, at_most: int | None = None, unit: Label | None = None,
    default: str | None = None, example: str = "",
) -> Field:  # fmt: skip
    """Make a field that counts: a whole number from `at_least` to `at_most`, both included."""

    def expects() -> str:
        if at_most is None:
            return _("a whole number of at least {least}", least=at_least)
        return _("a whole number from {least} to {most}", least=at_least, most=at_most)

    def read(text: str) -> int:
        number = read_decimal(text, expects())
        if number != int(number) or number < at_least or (at_most is not None and number > at_most):
            raise _refuse(expects(), text)
        return int(number)

    return Field(Label(en, zh), read, expects, unit, default, example=example or str(at_least), holds="number")


def decimal_number(
    en: str, zh: str, *, above: int | None = 0, at_least: int | None = None, at_most: int | None = None,
    unit: Label | None = None, default: str | None = None, example: str = "12",
) -> Field:  # fmt: skip
    """Make a field for an exact decimal: more than `above`, from `at_least` to `at_most` (both included).

    A bound of None does not apply; an amount that may be negative has `above=None`.
    """

    def expects() -> str:
        bounds = []
        if above is not None:
            bounds.append(_("more than {bound}", bound=above))
        if at_least is not None:
            bounds.append(_("at least {bound}", bound=at_least))
        if at_most is not None:
            bounds.append(_("at most {bound}", bound=at_most))
        number = _("a number such as 12 or 0.5")
        return f"{number} ({listing(bounds)})" if bounds else number

    def read(text: str) -> Decimal:
        number = read_decimal(text, expects())
        too_small = (above is not None and number <= above) or (at_least is not None and number < at_least)
        if too_small or (at_most is not None and number > at_most):
            raise _refuse(expects(), text)
        return Decimal(plain_number(number))

    return Field(Label(en, zh), read, expects, unit, default, example=example, holds="number")


def choice(en: str, zh: str, options: Mapping[str, Label], *, default: str | None = None) -> Field:
    """Make a field for one of `options`, given by its name or by its Chinese label."""

    def expects() -> str:
        return _("one of {options}", options=listing(f"{name} ({options[name]})" for name in options))

    called: dict[str, str] = {}
    for name, label in options.items():
        called.setdefault(name, name)
        called.setdefault(label.zh, name)

    def read(text: str) -> str:
        if text not in called:
            raise _refuse(expects(), text)
        return called[text]

    return Field(Label(en, zh), read, expects, default=default, choices=options, example=next(iter(options)),
                 holds="choice")  # fmt: skip


def yes_no(
    en: str, zh: str, *, yes: frozenset[str] = frozenset(), no: frozenset[str] = frozenset(),
    default: str | None = None, headings: tuple[str, ...] = (),
) -> Field:  # fmt: skip
    """Make a field for yes or no; `yes` and `no` are further words for each."""

    def expects() -> str:
        words = [*sorted(yes), *sorted(no)]
        return _("yes or no (是 or 否)") + (f" ({listing(words)})" if words else "")

    def read(text: str) -> bool:
        word = unicodedata.normalize("NFKC", text).casefold()
        if word in _YES or word in yes:
            return True
        if word in _NO or word in no:
            return False
        raise _refuse(expects(), text)

    return Field(Label(en, zh), read, expects, default=default, headings=headings, example="yes", holds="yes-no")


def membership(en: str, zh: str, *, default: str | None = None, headings: tuple[str, ...] = ()) -> Field:
    """Make a field for party membership; probationary members (预备党员) are members (reading E5)."""
    return yes_no(
        en, zh, yes=frozenset({"党员", "预备党员", "中共党员"}), no=frozenset({"群众"}),
        default=default, headings=headings,
    )  # fmt: skip


def read_text(text: str) -> str:
    """Read free text: at most 10,000 characters, none for control and none broken. Raises UnreadableValue."""
    if len(text) > MOST_CHARACTERS:
        raise _refuse(_("a text of at most {most} characters; this one has {count}", most=MOST_CHARACTERS,
                        count=len(text)), text)  # fmt: skip
    if not text.isprintable() and _CONTROL_CHARACTER.search(text):  # the first is quick, and true of most
        raise _refuse(_("text without control characters"), text)
    return text


def text(en: str, zh: str, *, headings: tuple[str, ...] = (), example: str = "") -> Field:
    """Make a field for free text."""
    return Field(Label(en, zh), read_text, lambda: _("text"), headings=headings, example=example or zh)


def read_day(text: str) -> date:
    """Read a civil day, YYYY-MM-DD. Raises UnreadableValue for any other form and for 2020-02-30."""
    written = _day_written(text)
    if written is None:
        raise _refuse(_("a day that exists, written YYYY-MM-DD"), text)
    return written


@lru_cache(maxsize=4096)
def _day_written(text: str) -> date | None:
    normal = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", normal):
        return None
    try:
        return date.fromisoformat(normal)
    except ValueError:
        return None


def day(en: str, zh: str) -> Field:
    """Make a field for a civil day."""
    return Field(Label(en, zh), read_day, lambda: _("a day that exists, written YYYY-MM-DD"), example="2020-07-01",
                 holds="day")  # fmt: skip


def marks(en: str, zh: str) -> Field:
    """Make a field for ballots: each valid ballot's mark from 0 to 100, separated by spaces, at least one."""

    def expects() -> str:
        return _("marks from 0 to 100, separated by spaces")

    def read(text: str) -> tuple[Decimal, ...]:
        numbers = tuple(read_decimal(mark, expects()) for mark in text.split())
        if not numbers or any(not 0 <= number <= 100 for number in numbers):
            raise _refuse(expects(), text)
        return tuple(Decimal(plain_number(number)) for number in numbers)

    return Field(Label(en, zh), read, expects, example="'95 88 90'")


def entry_number(en: str, zh: str) -> Field:
    """Make a field for the number of an entry: 57 or #57."""

    def expects() -> str:
        return _("an entry number such as 57")

    return Field(Label(en, zh), lambda text: _entry_number(text, expects()), expects, example="57")


def entry_reference(en: str, zh: str) -> Field:
    """Make a field that names an entry: its number (57 or #57), or `key:` and its source key."""

    def expects() -> str:
        return _("an entry number such as 57, or key: and a source key")

    def read(text: str) -> int | str:
        return read_text(text) if text.startswith("key:") and text != "key:" else _entry_number(text, expects())

    return Field(Label(en, zh), read, expects, example="57")


def _entry_number(text: str, expected: str) -> int:
    number = read_decimal(text.removeprefix("#"), expected)
    if number != int(number) or number < 1:
        raise _refuse(expected, text)
    return int(number)


def entry_numbers(en: str, zh: str) -> Field:
    """Make a field that lists entries by their numbers: `57 61`, with or without the sign #."""

    def expects() -> str:
        return _("entry numbers such as 57 61")

    def read(text: str) -> tuple[int, ...]:
        numbers = [
            read_decimal(number.removeprefix("#"), expects()) for number in re.split(r"[\s,，、]+", text.strip())
        ]
        if any(number != int(number) or number < 1 for number in numbers):
            raise _refuse(expects(), text)
        return tuple(dict.fromkeys(int(number) for number in numbers))

    return Field(Label(en, zh), read, expects, example="57,61")


def texts(en: str, zh: str) -> Field:
    """Make a field that lists texts, one a line."""

    def read(text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(read_text(line.strip()) for line in text.splitlines() if line.strip()))

    return Field(Label(en, zh), read, lambda: _("texts, one a line"))
