"""While many rows are being put in, whatever else is asked of the connection waits for them."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import ClassVar

import pytest
from eventsourcing.persistence import StoredEvent

from ledger.store.appending import MANY, AppendsMeanwhile, _Appending
from ledger.store.errors import StoreUnavailable
from ledger.store.place import IN_SQLITE, Errors, Row, Writing
from ledger.store.recorder import LedgerRecorder

ROWS: list[Row] = [(number,) for number in range(MANY)]


class SlowConnection:
    """A connection that notes in which order things were done on it, and is slow to put rows in."""

    def __init__(self, wrong: Exception | None = None) -> None:
        self.done: list[str] = []
        self._wrong = wrong

    def begin(self) -> None:
        self.done.append("begun")

    def commit(self) -> None:
        self.done.append("committed")

    def rollback(self) -> None:
        self.done.append("rolled back")

    def rows(self, sql: str, parameters: Mapping[str, object]) -> Iterator[Row]:
        self.done.append("asked")
        return iter([(0,)])

    def run(self, sql: str, parameters: Mapping[str, object]) -> None:
        self.done.append("run")

    def append(self, rows: Sequence[Row]) -> None:
        time.sleep(0.02)
        if self._wrong is not None:
            raise self._wrong
        self.done.append(f"{len(rows)} in")

    def login(self) -> str | None:
        self.done.append("login")
        return None


ASKED: dict[str, Callable[[AppendsMeanwhile], object]] = {
    "committed": lambda connection: connection.commit(),
    "rolled back": lambda connection: connection.rollback(),
    "asked": lambda connection: connection.rows("SELECT 1", {}),
    "run": lambda connection: connection.run("", {}),
    "login": lambda connection: connection.login(),
    "1 in": lambda connection: connection.append(ROWS[:1]),
}


@pytest.mark.parametrize("what", ASKED)
def test_it_comes_after_the_rows(what: str) -> None:
    slow = SlowConnection()
    connection = AppendsMeanwhile(slow)
    connection.append(ROWS)
    assert slow.done == []  # whoever gave the rows goes on
    ASKED[what](connection)
    assert slow.done == [f"{MANY} in", what]


@pytest.mark.parametrize("what", [what for what in ASKED if what != "rolled back"])
def test_it_hears_what_went_wrong_with_the_rows(what: str) -> None:
    slow = SlowConnection(wrong=ValueError("the disk is full"))
    connection = AppendsMeanwhile(slow)
    connection.append(ROWS)
    with pytest.raises(ValueError, match="the disk is full"):
        ASKED[what](connection)
    connection.rollback()
    assert slow.done == ["rolled back"]


def test_where_no_thread_is_to_be_had_rows_are_put_in_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_thread: _Appending) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(_Appending, "start", refused)
    slow = SlowConnection()
    connection = AppendsMeanwhile(slow)
    connection.append(ROWS)
    assert slow.done == [f"{MANY} in"]
    connection.commit()
    assert slow.done == [f"{MANY} in", "committed"]


class SlowDatabase:
    """A database of one connection, which closes it as the others do where something went wrong."""

    JOINING: ClassVar = IN_SQLITE
    ERRORS: ClassVar[Errors] = ()

    def __init__(self) -> None:
        self.slow = SlowConnection()

    @contextmanager
    def connected(self) -> Iterator[Writing]:
        try:
            yield self.slow
        except BaseException:
            self.slow.done.append("closed")
            raise

    def close(self) -> None:
        raise NotImplementedError

    def refusal_of(self, error: BaseException | None, *, while_writing: bool) -> StoreUnavailable:
        raise NotImplementedError

    def is_conflict(self, error: BaseException) -> bool:
        raise NotImplementedError

    def is_lost(self, error: BaseException | None) -> bool:
        raise NotImplementedError


def test_an_interrupt_while_the_last_rows_are_waited_for_closes_nothing_under_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of the last rows of a file nothing is asked any more: it is before the commit that they are waited for."""

    def interrupted(_thread: _Appending) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(_Appending, "join", interrupted)
    database = SlowDatabase()
    stored = [StoredEvent("a", version, "b", b"") for version in range(MANY)]
    recorder = LedgerRecorder(database)
    with pytest.raises(KeyboardInterrupt), recorder.writing():
        recorder.insert_events(stored)
    assert database.slow.done[-3:] == [f"{MANY} in", "rolled back", "closed"]
