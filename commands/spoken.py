"""One entry in words, as `record` takes it: KIND [PERSON] --on DATE [--FIELD VALUE …]."""

import shlex

from ledger.decisions.drafts import Draft, draft_from
from ledger.errors import LedgerError
from ledger.texts import _


class UnreadableWords(LedgerError):
    """Words that are not those of an entry."""

    code = "unreadable-words"


def draft_in_words(text: str, person: str | None = None) -> Draft:
    """Return the entry that the words give; `person` is whom it is about where they name nobody. Raises LedgerError."""
    draft = draft_from(_fields_of(text, person))
    if isinstance(draft, Draft):
        return draft
    raise draft[0].error


def _fields_of(text: str, person: str | None) -> dict[str, str]:
    try:
        words = shlex.split(text)
    except ValueError as error:
        raise _unreadable(text, str(error)) from None
    first = next((place for place, word in enumerate(words) if word.startswith("--")), len(words))
    if not 1 <= first <= 2 or (len(words) - first) % 2:
        raise _unreadable(text, _("something left out, or too much"))
    given = {"kind": words[0]}
    if first == 2:
        given["person"] = words[1]
    elif person is not None:
        given["person"] = person
    for place in range(first, len(words) - 1, 2):
        if not words[place].startswith("--"):
            raise _unreadable(text, words[place])
        name = words[place].removeprefix("--")
        given["occurred_on" if name == "on" else name] = words[place + 1]
    return given


def _unreadable(text: str, found: str) -> UnreadableWords:
    return UnreadableWords(
        _("these are not the words of an entry"),
        expected='"late-arrival 甲 --on 2020-03-05 --minutes 12"',
        found=f"{text} ({found})",
        column="add",
    )
