"""The same fact twice: source keys, and the keys made for rows that have none.

The same key with the same content, while the first stands, is the same fact and is skipped. So is a row whose entry
was voided by another row of the very same file, or corrected since: the same file twice records nothing twice.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from functools import cached_property

import msgspec

from ledger.decisions.drafts import Draft, Read
from ledger.decisions.register import Register
from ledger.entry import Entry
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.facts.entry_voided import EntryVoided
from ledger.texts import _

_encoder = msgspec.json.Encoder(order="sorted", decimal_format="string")


class SameKeyOtherContent(LedgerError):
    """A source key under which something else stands."""

    code = "same-key-other-content"


class Sameness(Enum):
    """Whether a draft's fact is in the ledger already."""

    NEW = "new"
    RECORDED = "recorded"


def with_made_keys(rows: Iterable[Read]) -> Iterator[Read]:
    """Give each draft without a source key one made from its content and its ordinal among equal rows.

    The content has the person as the file names them, so that a later change of the roster changes no key.
    """
    seen: Counter[bytes] = Counter()
    for row in rows:
        if isinstance(row, Draft) and row.source_key is None:
            content = _encoder.encode([row.fact, row.person, row.occurred_on, row.note, row.evidence])
            digest = hashlib.sha256(content).digest()[:16]
            seen[digest] += 1
            yield msgspec.structs.replace(row, source_key=f"row:{digest.hex()}:{seen[digest]}")
        else:
            yield row


class KeysOfFile:
    """The source keys of all rows of a file, those still to be judged too; gone through when first asked for."""

    def __init__(self, read: Callable[[], Iterable[Read]]) -> None:
        self._read = read

    def __contains__(self, key: str | None) -> bool:
        return key in self._keys

    @cached_property
    def _keys(self) -> set[str]:
        return {row.source_key for row in self._read() if isinstance(row, Draft) and row.source_key is not None}


def keys_asked(rows: Iterable[Read]) -> set[str]:
    """Return every source key that judging these drafts will ask for."""
    keys = set()
    for row in rows:
        if isinstance(row, Draft):
            if row.source_key is not None:
                keys.add(row.source_key)
            if isinstance(row.fact, EntryVoided) and row.fact.named_by is not None:
                keys.add(row.fact.named_by.removeprefix("key:"))
    return keys


def sameness(draft: Draft, person_id: str | None, register: Register, keys_of_file: KeysOfFile) -> Sameness:
    """Return whether the draft's fact is recorded already. Raises SameKeyOtherContent."""
    if draft.source_key is None:
        return Sameness.NEW
    standing, voided = register.with_key(draft.source_key)
    if any(_says_the_same(draft, person_id, e) and _voided_by_this_file(e, register, keys_of_file) for e in voided):
        return Sameness.RECORDED
    if standing is None:
        return Sameness.NEW
    if not any(_says_the_same(draft, person_id, entry) for entry in _with_corrected(standing, register)):
        raise _other_content(draft, standing)
    return Sameness.RECORDED


def check_key_is_free(draft: Draft, register: Register) -> None:
    """Check that nothing stands under the key of an entry recorded anew. Raises SameKeyOtherContent."""
    standing, _voided = register.with_key(draft.source_key) if draft.source_key is not None else (None, [])
    if standing is not None:
        raise _other_content(draft, standing)


def _other_content(draft: Draft, standing: Entry[Fact]) -> SameKeyOtherContent:
    return SameKeyOtherContent(
        _("the source key {key} stands for something else", key=draft.source_key),
        expected=_("the content of entry #{number}", number=standing.number),
        found=_("other content"),
        remedy=_("Void or correct that entry first, or give the new fact a key of its own."),
        column="source_key",
    )


def _with_corrected(entry: Entry[Fact], register: Register) -> Iterator[Entry[Fact]]:
    """Yield an entry, the entry that it corrects, and so on back to the first."""
    at: Entry[Fact] | None = entry
    while at is not None:
        yield at
        at = register.entry(at.corrects) if at.corrects is not None else None


def _says_the_same(draft: Draft, person_id: str | None, entry: Entry[Fact]) -> bool:
    if type(draft.fact) is not type(entry.fact) or not draft.fact.same_as(entry.fact):
        return False
    if draft.fact.IS_ABOUT_A_PERSON and person_id != entry.person:
        return False
    mine = (draft.occurred_on, draft.note, draft.evidence, draft.attachments)
    return mine == (entry.occurred_on, entry.note, entry.evidence, entry.attachments)


def _voided_by_this_file(entry: Entry[Fact], register: Register, keys_of_file: KeysOfFile) -> bool:
    """Whether the void of an entry recorded earlier is itself a row of the file that is being read again."""
    void = register.entry(register.void_of(entry.number) or 0)
    return void is not None and void.source_key in keys_of_file and not register.is_accepted_now(entry.number)
