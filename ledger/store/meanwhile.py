"""A question asked on a connection and a processor of its own, while whoever asked goes on."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from queue import Queue

from ledger.store.place import Reading, Row

_ANSWERS_AHEAD = 8


def asked_meanwhile(connect: Callable[[], Reading], sql: str, each: Sequence[Mapping[str, object]]) -> Iterator[Row]:
    """Start a query, asked with each of some parameters in turn; wait for its rows when they are asked for.

    A database needs no interpreter while it counts or joins, so whoever decodes entries meanwhile is not kept waiting;
    but it does for every row, so such a query has few. Its answers are made somewhat ahead of whoever reads them.
    """
    answers: Queue[list[Row] | Exception | None] = Queue(_ANSWERS_AHEAD)
    is_read = True

    def ask() -> None:
        try:
            connection = connect()
            for parameters in each:
                answers.put(list(connection.rows(sql, parameters)))
                if not is_read:
                    break
            connection.close()
            answers.put(None)
        except Exception as error:  # whoever waits has to hear of anything at all, or waits for ever
            answers.put(error)

    def rows() -> Iterator[Row]:
        nonlocal is_read
        try:
            while (answer := answers.get()) is not None:
                if isinstance(answer, Exception):
                    raise answer
                yield from answer
        finally:
            is_read = False
            while not answers.empty():
                answers.get()

    try:
        threading.Thread(target=ask, daemon=True).start()
    except RuntimeError:  # whoever this is has as many threads as they may have; it only takes longer
        return _asked_when_wanted(connect, sql, each)
    return rows()


def _asked_when_wanted(
    connect: Callable[[], Reading], sql: str, each: Sequence[Mapping[str, object]]
) -> Iterator[Row]:  # fmt: skip
    connection = connect()
    try:
        for parameters in each:
            yield from connection.rows(sql, parameters)
    finally:
        connection.close()
