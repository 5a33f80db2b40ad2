"""Documents that are no schemes, refused with the file, the line, the key, what was expected and what was found."""

import re

from ledger.errors import LedgerError
from ledger.schemes.places import line_of
from ledger.texts import _, later

_AT = re.compile(r" - at `\$([^`]*)`")
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_TYPE = re.compile(r"Expected `([^`]+)`(?: of length (\d+))?, got `?([^`]+)`?$")
_MISSING = re.compile(r"Object missing required field `([^`]+)`")
_UNKNOWN = re.compile(r"Object contains unknown field `([^`]+)`")
_TOLD = re.compile(r"expected (?P<expected>.+); found (?P<found>.+)", re.DOTALL)

_TYPES = {
    "int": later("a whole number"), "decimal": later("a number"), "float": later("a number"), "str": later("a text"),
    "date": later("a day such as 2020-12-31"), "datetime": later("a moment"), "array": later("a list"),
    "object": later("a table"), "bool": later("true or false"),
}  # fmt: skip


class SchemeUnreadable(LedgerError):
    """A document that is not a scheme. `line` (from 1) and `key` say where; None and empty: the whole document."""

    code = "scheme-unreadable"
    file = ""
    line: int | None = None
    key = ""

    def as_json(self) -> dict[str, object]:
        """Return the error with its place."""
        place = {"file": self.file, "line": self.line, "key": self.key}
        return super().as_json() | {name: value for name, value in place.items() if value}


def unreadable(document: str, error: Exception, file: str) -> SchemeUnreadable:
    """Return the refusal of a document that could not be read, from what its readers said."""
    message = str(error)
    at_line = _AT_LINE.search(message)
    # The innermost place is said first: `$.totals[0]` of the rule at `$.parts[0].items[1].rules[1]`.
    path = "".join(reversed(_AT.findall(message)))
    told = _AT_LINE.sub("", _AT.sub("", message))
    key, expected, found = _said(path, told)
    line = int(at_line[1]) if at_line is not None else line_of(document, key)
    refusal = SchemeUnreadable(
        _("the scheme {file} cannot be read", file=file) if file else _("the scheme cannot be read"),
        expected=expected or _("a TOML document like the one of gongguo scheme show --toml"),
        found=found,
        remedy=_mend(line, key.removeprefix(".")),
    )
    refusal.file, refusal.line, refusal.key = file, line, key.removeprefix(".")
    return refusal


def _said(path: str, told: str) -> tuple[str, str, str]:
    """Return the key that is wrong, what was expected and what was found."""
    if match := _MISSING.match(told):
        return f"{path}.{match[1]}", _("the key {key}", key=match[1]), _("no such key")
    if match := _UNKNOWN.match(told):
        return f"{path}.{match[1]}", _("only the keys that such a table has"), match[1]
    if match := _TYPE.match(told):
        expected = _type_named(match[1])
        counted = _("{type} of {count}", type=expected, count=match[2]) if match[2] else expected
        return path, counted, _type_named(match[3])
    if told.startswith("Invalid decimal"):
        return path, _("a number"), _("a text")
    if told.startswith("Exceeds the limit"):  # so says int(), without a place
        return path, _("a number of at most 12 digits before the point"), _("one of thousands of digits")
    if match := _TOLD.match(told):
        return path, match["expected"], match["found"]
    return path, "", told


def _type_named(name: str) -> str:
    return _(_TYPES[name]) if name in _TYPES else name


def _mend(line: int | None, key: str) -> str:
    if line is not None and key:
        return _("Mend line {line}, key {key}.", line=line, key=key)
    if line is not None:
        return _("Mend line {line}.", line=line)
    return _("Mend the key {key}.", key=key) if key else _("Mend the file.")
