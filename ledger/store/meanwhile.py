"""A question asked on a connection and a processor of its own, while whoever asked goes on."""

import threading
from collections.abc import Callable, Iterator, Mapping

from ledger.store.errors import StoreUnavailable
from ledger.store.place import Reading, Row


def asked_meanwhile(connect: Callable[[], Reading], sql: str, parameters: Mapping[str, object]) -> Iterator[Row]:
    """Start a query; wait for its rows when they are asked for.

    A database needs no interpreter while it counts, so whoever decodes entries meanwhile is not kept waiting.
    """
    answer: list[Row] = []
    failure: list[StoreUnavailable] = []

    def ask() -> None:
        try:
            connection = connect()
            answer.extend(connection.rows(sql, parameters))
            connection.close()
        except StoreUnavailable as error:
            failure.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()

    def rows() -> Iterator[Row]:
        asking.join()
        if failure:
            raise failure[0]
        yield from answer

    return rows()
