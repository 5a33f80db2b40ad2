"""The languages in which people read the ledger: texts through gettext, names as pairs of labels.

A text is written in English in the source and looked up in the catalogue of the language in use when it is
needed. A name that belongs to one kind, field or choice is a `Label` beside it, so that its file says all.
"""

import gettext
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

LOCALE_FOLDER = Path(__file__).with_name("locale")
DOMAIN = "gongguo"
LANGUAGES = ("zh", "en")

_language = "en"
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def use_language(language: str) -> None:
    """Read and write in `language` ("zh" or "en") from now on, in this process."""
    global _language, _catalogue
    _language = language
    _catalogue = gettext.translation(DOMAIN, LOCALE_FOLDER, languages=[language], fallback=True)


def language_in_use() -> str:
    """Return "zh" or "en"."""
    return _language


def _(message: str, /, **values: object) -> str:
    """Return `message` in the language in use, its {names} filled from `values`."""
    text = _catalogue.gettext(message)
    return text.format(**values) if values else text


def listing(things: Iterable[object]) -> str:
    """Return things as a list in the language in use: "a, b, c" or 甲、乙、丙."""
    return _(", ").join(map(str, things))


def later(message: str) -> str:
    """Mark a message for the catalogues that `_` will say later."""
    return message


class Label(NamedTuple):
    """The name of a kind, a field or a choice, in both languages."""

    en: str
    zh: str

    def __str__(self) -> str:
        return self.zh if _language == "zh" else self.en
