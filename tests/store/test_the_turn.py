"""Whose turn it is to record: nobody without a part in recording can hold the others up, and who does is named."""

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from ledger.store import troubles
from ledger.store.errors import ServerUnreachable
from ledger.store.places import place_called
from ledger.store.postgres import connecting
from ledger.store.postgres.turn import TAKE
from ledger.store.recorder import LedgerRecorder
from tests.house.pages import DOCS
from tests.store.units import Unit, forged, insert

MODES = ["ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE", "SHARE ROW EXCLUSIVE",
         "EXCLUSIVE", "ACCESS EXCLUSIVE"]  # fmt: skip
LATE = "record late-arrival 甲 --on 2020-03-06 --json"


@contextmanager
def holding_all_it_can(unit: Unit, login: str) -> Iterator[list[str]]:
    """Hold every lock that a login can get for the asking; yield the tables' among them."""
    held = []
    with unit.connected(login) as connection, connection.transaction():
        for table in ("turn", "entries", "documents"):
            for mode in MODES:
                with suppress(psycopg.Error), connection.transaction():
                    connection.execute(f"LOCK TABLE gongguo.{table} IN {mode} MODE NOWAIT")
                    held.append(f"{table} {mode}")
        connection.execute("SELECT pg_advisory_xact_lock(hashtext(key)) FROM unnest(ARRAY['gongguo', 'turn']) AS key")
        connection.execute("SELECT pg_advisory_xact_lock('gongguo.turn'::regclass::oid::bigint)")
        connection.execute(f"SELECT pg_advisory_xact_lock({int.from_bytes(b'gongguo', 'big')})")
        yield held


def test_a_reader_cannot_hold_up_who_records(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(troubles, "LOCK_SECONDS", 2)
    with holding_all_it_can(unit, "T2") as held:
        said = unit.as_("T3", LATE)
    assert held == ["turn ACCESS SHARE", "entries ACCESS SHARE", "documents ACCESS SHARE"]
    assert said.status == 0, said.err


@pytest.mark.parametrize(("waiting", "holds"), [("T3", "T5"), ("T5", "T5"), ("clerk", "L1")],
                         ids=["another", "oneself, elsewhere", "the server's keeper waits"])  # fmt: skip
def test_whoever_waits_too_long_is_told_for_whom(
    unit: Unit, monkeypatch: pytest.MonkeyPatch, waiting: str, holds: str
) -> None:
    """Since when, the server tells that login itself and its keeper, and nobody else."""
    monkeypatch.setattr(troubles, "LOCK_SECONDS", 0.1)
    with unit.connected(holds) as connection, connection.transaction():
        connection.execute("SET LOCAL search_path = gongguo")
        connection.execute("SET application_name = 'psql'")
        connection.execute(TAKE)
        said = unit.as_(waiting, LATE)
        process = connection.info.backend_pid
    error = said.error
    assert said.status == 1 and error["code"] == "store-locked", said
    assert error["found"].startswith(f"process {process} of {holds} (psql)")
    assert ("since 20" in error["found"]) == (waiting != "T3")
    assert f"pg_terminate_backend({process})" in error["message"]


def test_whoever_waits_for_a_row_put_in_past_the_program_is_told_for_whom(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """戊 puts a lateness in with psql and leaves it uncommitted."""
    monkeypatch.setattr(troubles, "LOCK_SECONDS", 0.1)
    row = forged(unit, lambda said: said.update(recorded_by={"login": "T5", "person": "T5"}))
    with unit.connected("T5") as connection, connection.transaction(force_rollback=True):
        insert(connection, row)
        said = unit.as_("T3", LATE)
        process = connection.info.backend_pid
    assert said.status == 1 and said.error["code"] == "store-locked", said
    assert said.error["found"].startswith(f"process {process} of T5")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_whoever_keeps_the_server_sees_who_holds_it(unit: Unit, language: str) -> None:
    page = (DOCS / f"postgres.{language}.md").read_text(encoding="utf-8")
    question = re.search(r"```sql\n(SELECT .*?)```", page, re.DOTALL)
    assert question is not None
    with unit.connected("T5") as connection, connection.transaction():
        connection.execute("SET LOCAL search_path = gongguo")
        connection.execute(TAKE)
        (row,) = unit.server.sql(unit.database, question[1])
        assert row[:2] == (connection.info.backend_pid, "T5") and row[-1] is not None


def test_whoever_falls_asleep_with_the_turn_loses_it_and_is_told_so(
    unit: Unit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """戊 takes the turn and is not heard of for long; 丙 waits, and records. Nothing of 戊's is there."""
    monkeypatch.setattr(connecting, "SILENT_SECONDS", 0.2)
    sleeper = LedgerRecorder(place_called(unit.url_of("T5"), tmp_path, Path).writing())
    before = sleeper.max_notification_id()
    with pytest.raises(ServerUnreachable) as refused, sleeper.writing() as connection:
        said = unit.as_("T3", LATE)
        connection.rows("SELECT 1", {})
    assert said.status == 0, said.err
    assert "Nothing was recorded" in refused.value.remedy
    assert sleeper.max_notification_id() == (before or 0) + 1


def test_what_is_broken_off_by_who_keeps_the_server_is_told_as_that(unit: Unit) -> None:
    """丙 waits for the turn, which 戊 has, and the keeper cancels that."""
    cancel = """SELECT pg_cancel_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'"""

    def cancel_when_awaited() -> None:
        give_up_at = time.monotonic() + 30
        while not unit.server.sql(unit.database, cancel) and time.monotonic() < give_up_at:
            time.sleep(0.01)

    with unit.connected("T5") as connection, connection.transaction():
        connection.execute("SET LOCAL search_path = gongguo")
        connection.execute(TAKE)
        keeper = threading.Thread(target=cancel_when_awaited)
        keeper.start()
        said = unit.as_("T3", LATE)
        keeper.join()
    assert said.status == 1 and said.error["code"] == "store-unavailable", said
    assert "Nothing was recorded" in said.error["remedy"] and "statement_timeout" in said.error["remedy"]
