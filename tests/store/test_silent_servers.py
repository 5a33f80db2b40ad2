"""A server that goes on holding the connection and says nothing more: it is waited for long, but not for ever."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from ledger.store.postgres import connecting
from ledger.store.postgres.turn import TAKE
from tests.conftest import STAFF
from tests.office import Clerk
from tests.postgres import OFFICE, Server

WAITING = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


@contextmanager
def stopped_while_it_waits(server: Server) -> Iterator[None]:
    """Hold the lock; stop the process of the server's that comes to wait for it, and only then let the lock go."""
    stopped: list[int] = []

    def stop() -> None:
        with psycopg.connect(f"host={server.socket} user=clerk dbname={OFFICE}") as holder:
            holder.execute("SET search_path = gongguo")
            holder.execute(TAKE)
            held.set()
            give_up_at = time.monotonic() + 30
            while not stopped and time.monotonic() < give_up_at:
                for (pid,) in server.sql(OFFICE, WAITING):
                    os.kill(int(str(pid)), signal.SIGSTOP)
                    stopped.append(int(str(pid)))

    held = threading.Event()
    thread = threading.Thread(target=stop)
    thread.start()
    assert held.wait(30)
    try:
        yield
    finally:
        thread.join()
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)
    assert len(stopped) == 1


def test_whoever_records_is_told_that_nothing_was_recorded(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "roster.csv").write_text(STAFF, encoding="utf-8")
    clerk = Clerk(tmp_path, postgres.office())
    assert clerk(*["init", "--roster", "roster.csv", "--by", "丙"]).status == 0
    monkeypatch.setattr(connecting, "SILENT_SECONDS", 0.5)
    with stopped_while_it_waits(postgres):
        said = clerk(*["record", "late-arrival", "甲", "--on", "2020-03-05", "--by", "丙", "--json"])
    assert said.status == 1 and said.error["code"] == "server-unreachable", said
    assert "0.5" in said.error["found"] and "Nothing was recorded" in said.err
    monkeypatch.undo()
    assert clerk("verify").status == 0
    assert clerk("log", "--json").json["entries"][-1]["kind"] == "person-enrolled"


def test_a_network_that_is_gone_is_noticed(postgres: Server, tmp_path: Path) -> None:
    """The system asks the other end whether it is there, and gives up in about a minute; an address can say else."""
    postgres.office()
    for more, expected in (("", "30"), ("&keepalives_idle=7", "7")):
        place = postgres.place(OFFICE, tmp_path)
        address = type(place.address)(place.address.url + more)
        with connecting.connected(address, "gongguo", expects_ledger=False) as connection:
            assert connection.info.get_parameters()["keepalives_idle"] == expected
