"""Every row by itself: its number follows, and its columns say what its bytes say.

The bytes are read as text here, without what a kind makes of them: whether they are an entry is told where it is judged
again (`judging`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache, lru_cache
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from ledger.codec import EntryIndex, instant_as_text
from ledger.entry import Attachment
from ledger.facts import stored_name
from ledger.facts.entry_voided import EntryVoided
from ledger.integrity.untruths import Untruth
from ledger.store.place import Ask
from ledger.texts import _

_AT_ONCE = 1000
_SQL = f"SELECT {', '.join(EntryIndex._fields)}, blob FROM entries WHERE number <= :last ORDER BY number"
_VOID = stored_name(EntryVoided)

Columns = Sequence[Sequence[Any]]
"""The values of many rows, a list for each field of `EntryIndex`."""


class FactText(msgspec.Struct, gc=False):
    """What of a fact concerns the ledger as a whole; the rest is the kind's own."""

    kind: str
    entry: Any = None
    replaced_by: int | None = None
    document: str | None = None


class EntryText(msgspec.Struct, kw_only=True, gc=False):
    """The bytes of an entry as text."""

    number: int
    stream: str
    version: int
    recorded_at: str
    fact: FactText
    person: str | None = None
    occurred_on: str | None = None
    source_key: str | None = None
    corrects: int | None = None
    attachments: tuple[Attachment, ...] = ()

    @property
    def voids(self) -> Any:
        """The entry that this one voids, None for what is no void."""
        return self.fact.entry if self.fact.kind == _VOID else None


class Rows(NamedTuple):
    """Many rows that follow one another."""

    texts: list[EntryText]
    """What the bytes say, as far as they say anything."""
    columns: Columns


def rows_of(ask: Ask, last: int, found: list[Untruth]) -> Iterator[Rows]:
    """Yield all rows up to number `last`, many at once; what is untrue of them is put into `found`."""
    read = msgspec.json.Decoder(EntryText).decode
    asked, following = ask(_SQL, {"last": last}), 1
    while rows := list(islice(asked, _AT_ONCE)):
        *columns, blobs = zip(*rows, strict=True)
        if columns[0] != tuple(range(following, following + len(rows))):
            found += _number_untruths(columns[0], following)
        following = columns[0][-1] + 1
        try:
            texts = list(map(read, blobs))
        except msgspec.MsgspecError:
            texts = list(_texts_of_spoilt(rows, read, found))
        else:
            if _columns_of(texts) != list(map(list, columns)):
                for row, text in zip(rows, texts, strict=True):
                    found += _column_untruths(row, text)
        yield Rows(texts, columns)


def _columns_of(texts: Sequence[EntryText]) -> list[list[Any]]:
    """Return what the columns of many rows have to be."""
    kinds = [text.fact.kind for text in texts]
    return [
        [text.number for text in texts],
        [text.stream for text in texts],
        [text.version for text in texts],
        kinds,
        list(map(_kind_name, kinds)),
        [text.person for text in texts],
        [text.occurred_on for text in texts],
        [column_of_instant(text.recorded_at) for text in texts],
        [text.source_key for text in texts],
        [text.voids for text in texts],
    ]


@cache
def _kind_name(stored: str) -> str:
    return stored.rpartition(".")[0]


@lru_cache(maxsize=16)
def column_of_instant(text: str) -> str:
    """Return an instant of an entry's bytes as its column has it; anything else as it is."""
    try:
        return instant_as_text(msgspec.convert(text, datetime))
    except msgspec.MsgspecError:
        return text


def _texts_of_spoilt(
    rows: Iterable[Sequence[Any]], read: Callable[[bytes], EntryText], found: list[Untruth]
) -> Iterator[EntryText]:
    for row in rows:
        try:
            text = read(row[-1])
        except msgspec.MsgspecError:
            continue  # that they are no entry is told where entries are judged
        found += _column_untruths(row, text)
        yield text


def _number_untruths(numbers: Iterable[int], following: int) -> Iterator[Untruth]:
    for number in numbers:
        if number != following:
            yield Untruth(number, _("a number is missing"), str(following), str(number))
        following = number + 1


def _column_untruths(row: Sequence[Any], text: EntryText) -> Iterator[Untruth]:
    index = [column[0] for column in _columns_of([text])]
    for column, expected, found in zip(EntryIndex._fields, index, row, strict=False):
        if found != expected:
            what = _("the column {column} differs from the entry", column=column)
            yield Untruth(row[0], what, str(expected), str(found))
