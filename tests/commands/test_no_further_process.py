"""A login or a container that may have no further thread and no further process is answered the same, only later."""

import threading
from multiprocessing.process import BaseProcess

import pytest

from ledger.integrity import table
from tests.office import Clerk


@pytest.mark.parametrize("asked", ["bulletin --as-of 2020-06-30 --json", "verify --json"])
def test_what_is_said_is_the_same(desk: Clerk, monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    desk("record", "late-arrival", "甲", "--on", "2020-03-05", "--by", "庚")
    monkeypatch.setattr(table, "WORTH_ANOTHER_PROCESS", 1)
    with_others = desk(*asked.split())

    def refused(_one: object) -> None:
        raise RuntimeError("can't start new thread")

    def refused_a_process(_one: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(threading.Thread, "start", refused)
    monkeypatch.setattr(BaseProcess, "start", refused_a_process)
    alone = desk(*asked.split())
    assert with_others.status == 0
    assert (alone.status, alone.out, alone.err) == (with_others.status, with_others.out, with_others.err)
