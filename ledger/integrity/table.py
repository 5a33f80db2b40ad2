"""The table of entries as far as the database reads it: rows, their order, indexes; here or in a second process."""

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import NamedTuple

from ledger.entry import Attachment
from ledger.integrity.indexes import index_contents
from ledger.integrity.rows import rows_of
from ledger.integrity.sequence import Sequence, keys_used_again
from ledger.integrity.untruths import Untruth, cannot_be_read
from ledger.store.errors import StoreDamaged
from ledger.store.place import Ask, Checking, Place
from ledger.texts import language_in_use, use_language

WORTH_ANOTHER_PROCESS = 30_000
"""From so many entries on, starting a second process takes less time than it saves."""


class TableRead(NamedTuple):
    """What is untrue of it, and the files that entries name, each with the entry's number."""

    found: list[Untruth]
    attachments: list[tuple[int, Attachment]]


Answer = Callable[[], TableRead]


def table_read(ask: Ask, last: int, checking: Checking | None) -> TableRead:
    """Read the rows up to number `last`, and the indexes, as `checking` reads them (None: they are not read)."""
    read = TableRead([], [])
    try:
        _read(ask, last, read, checking)
    except (StoreDamaged, TypeError, ValueError) as error:
        read.found.append(cannot_be_read(error))
    return read


def _read(ask: Ask, last: int, read: TableRead, checking: Checking | None) -> None:
    sequence, indexes = Sequence(keys_used_again(ask), read.attachments), index_contents(checking) if checking else []
    for texts, columns in rows_of(ask, last, read.found):
        read.found.extend(sequence.take(texts))
        for index in indexes:
            index.take(columns)
    read.found.extend(sequence.finish(ask))
    for index in indexes:
        read.found.extend(index.untruths(ask, last))


@contextmanager
def table_read_meanwhile(ask: Ask, place: Place, last: int, *, with_indexes: bool) -> Iterator[Answer]:
    """Read the table of the ledger at `place`, which `ask` asks, in a process of its own if it is long.

    Should that come to nothing, it is read when the answer is asked for.
    """
    checking = place.checking if with_indexes else None
    if last < WORTH_ANOTHER_PROCESS:
        yield lambda: table_read(ask, last, checking)
        return
    with _another_process(place, last, with_indexes=with_indexes) as told:

        def answer() -> TableRead:
            try:
                return TableRead(*told.recv())
            except EOFError:
                return table_read(ask, last, checking)

        yield answer


@contextmanager
def _another_process(place: Place, last: int, *, with_indexes: bool) -> Iterator[Connection]:
    """Read the table in a process of its own; give where it tells what it read, or nothing if it came to nothing."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    # A new interpreter, not a copy of this one: threads and open databases are not to be copied.
    process = multiprocessing.get_context("spawn").Process(
        target=_answer, args=(sender, place, last, with_indexes, language_in_use()), daemon=True
    )
    with suppress(OSError):  # whoever this is may have as many processes as they have
        process.start()
    sender.close()
    try:
        yield receiver
    finally:
        if process.pid is not None:
            process.kill()
            process.join()
        receiver.close()


def _answer(sender: Connection, place: Place, last: int, with_indexes: bool, language: str) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this is interrupted too, and ends it
    gc.disable()  # this process makes no cycles, and lives for this alone
    use_language(language)
    sender.send(table_read(place.reading().rows, last, place.checking if with_indexes else None))
