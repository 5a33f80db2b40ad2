"""One entry in words, as `record` takes it: KIND [PERSON] --on DATE [--FIELD VALUE …], within another command."""

import shlex
from typing import Any

import click

from commands.entries.recording import field_texts, record_command
from ledger.decisions.drafts import Draft, draft_from, unknown_kind
from ledger.facts import kind_called, kind_name
from ledger.facts.entry_voided import EntryVoided
from ledger.texts import _


def draft_in_words(words: str, person: str | None = None) -> Draft:
    """Return the entry that the words give; `person` is whom it is about where they name nobody.

    Raises LedgerError for values that do not fit, click.UsageError for words that are not those of an entry.
    """
    name, *arguments = split(words) or [""]
    kind = kind_called(name)
    if kind is None or not kind.IS_RECORDED_BY_PEOPLE or kind is EntryVoided:
        raise click.UsageError(str(unknown_kind(name)))
    if person is not None and kind.IS_ABOUT_A_PERSON and (not arguments or arguments[0].startswith("-")):
        arguments = [person, *arguments]
    given = parsed(record_command(kind), arguments)
    given.pop("as_json")
    draft = draft_from({"kind": kind_name(kind), **field_texts(given)})
    if not isinstance(draft, Draft):
        raise draft[0].error
    return draft


def split(words: str) -> list[str]:
    """Return words as a shell takes them apart. Raises click.UsageError."""
    try:
        return shlex.split(words)
    except ValueError:
        raise click.UsageError(_("the quotes of “{words}” do not match", words=words)) from None


def parsed(command: click.Command, arguments: list[str]) -> dict[str, Any]:
    """Return what the words of another command give. Raises click.UsageError."""
    with command.make_context(str(command.name), arguments) as context:
        return dict(context.params)
