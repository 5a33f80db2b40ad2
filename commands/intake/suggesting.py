"""What was probably meant by a value that was refused: said to people, and never assumed."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from commands.intake.tolerance import day_as_written
from ledger.decisions.drafts import COMMON_HEADINGS, Problem, field_called, kind_of_row
from ledger.errors import LedgerError
from ledger.facts import Fact, Field, catalogue, fields_of, read_day
from ledger.people import People
from ledger.people.pinyin import sounding_like
from ledger.texts import _, listing

# 扣分 is no 分钟, 迟到分钟 is.
LIKE_ENOUGH_FOR_A_COLUMN = 0.6

_DIGITS = {sign: value for value, signs in enumerate(["零〇", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒",
                                                      "八捌", "九玖"]) for sign in signs}  # fmt: skip
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LIKE_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "。": ".", "、": ".", "·": "."})
_YES, _NO = frozenset("√✓✔对有"), frozenset("×✗✘错无")


def suggestion_for(problem: Problem, fields: Mapping[str, str], people: People, year: int | None = None) -> str:
    """Return what the value of a problem was probably meant to be, "" if nobody can say.

    `year` is the one that stands over the table, for a day without one.
    """
    code = problem.error.code
    if code == "person-unknown":
        alike = " / ".join(sorted(person.name for person in sounding_like(people, problem.value)))
        return alike or _several(problem.value, fields, people)
    kind = kind_of_row(fields)
    if code == "unknown-kind":
        kinds = [known for known in catalogue().values() if known.IS_RECORDED_BY_PEOPLE]
        return _alike(problem.value, [known.LABEL.zh for known in kinds])
    if kind is None:
        return ""
    if code == "unknown-field":
        given = {field_called(kind, heading) for heading in fields}
        meant = _alike(problem.column, _headings_of(kind), LIKE_ENOUGH_FOR_A_COLUMN)
        return meant if field_called(kind, meant) not in given else ""
    if code != "bad-value" or not problem.value:
        return ""
    name = field_called(kind, problem.column)
    field = fields_of(kind).get(name)
    if name == "occurred_on" or (field is not None and field.holds == "day"):
        return _day_in(problem.value, year)
    return next(_readable(field, problem.value), "") if field is not None else ""


def _headings_of(kind: type[Fact]) -> list[str]:
    return [*(shown[0] for shown in COMMON_HEADINGS.values()), *(field.label.zh for field in fields_of(kind).values())]


def _alike(text: str, options: list[str], enough: float = 0.5) -> str:
    return next(iter(get_close_matches(text, options, n=1, cutoff=enough)), "")


def _several(text: str, fields: Mapping[str, str], people: People) -> str:
    """Return how to write several people of the roster who stand in one cell (甲、乙); nothing for other texts."""
    names = [name.strip() for name in re.split(r"[、,，;；/]", text)]
    if len(names) < 2 or not all(len(people.with_name(name)) == 1 for name in names):
        return ""
    kind = kind_of_row(fields)
    if kind is not None and "coauthors" in fields_of(kind):
        others = listing(names[1:])
        return _("{first}, and {others} in a column 合署作者", first=names[0], others=others)
    return _("a row for each: {names}", names=listing(names))


def _readable(field: Field, text: str) -> Iterator[str]:
    """Yield what the text may have been meant to be, as far as the field can read it."""
    for meant in _meant(field, text):
        try:
            field.read(meant)
        except LedgerError:
            continue
        yield meant


def _meant(field: Field, text: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", text).strip()
    if field.holds == "number":
        yield _chinese_number(plain)
        yield plain.translate(_LIKE_DIGITS)
        if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", plain):
            yield plain.replace(",", "")
        numbers = re.findall(r"\d+(?:\.\d+)?", plain) if "," not in plain else []
        if len(numbers) == 1 and not plain.startswith("-"):
            yield numbers[0]
    elif field.holds == "choice" and field.choices:
        yield from _like_a_choice(plain, [label.zh for label in field.choices.values()])
        yield from _like_a_choice(plain.casefold(), list(field.choices))
    elif field.holds == "yes-no":
        yield "是" if plain in _YES else "否" if plain in _NO else ""


def _like_a_choice(text: str, options: list[str]) -> Iterator[str]:
    """Yield the choices of which the text is a part or that are a part of it, then one that is much alike.

    Of two words of three characters that share two (州残联, 省残联) neither is meant by the other.
    """
    for option in options:
        if text and (text in option or option in text):
            yield option
    yield from get_close_matches(text, options, n=1, cutoff=0.75)


def _chinese_number(text: str) -> str:
    """Return 一百二十三 as 123, 半 as 0.5, and a text that is no such number as nothing."""
    if text == "半":
        return "0.5"
    if not text or any(sign not in _DIGITS and sign not in _TENS for sign in text):
        return ""
    total, digit = 0, None
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            total, digit = total + (1 if digit is None else digit) * _TENS[sign], None
    return str(total + (digit or 0))


def _day_in(text: str, year: int | None) -> str:
    """Return the day that digits run together or a year of two digits mean, and 6月5日 in the year of the title."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if year is not None and re.fullmatch(r"(\d\d?)月(\d\d?)[日号]?", plain):
        plain = f"{year}年{plain}"
    run_together = re.fullmatch(r"(\d{4})(\d\d)(\d\d)", plain)
    if run_together:
        plain = "-".join(run_together.groups())
    elif re.fullmatch(r"\d\d[-/.年].+", plain):
        plain = f"20{plain}"
    meant = day_as_written(plain.rstrip("号").replace("、", "."))
    try:
        return read_day(meant).isoformat()
    except LedgerError:
        return ""
