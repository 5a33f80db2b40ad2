"""Many entries written at once are those that would be there if each had been written by itself."""

from pathlib import Path
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent

from ledger.store.archive import Archive
from ledger.store.place import Place
from ledger.store.postgres.address import Address
from ledger.store.postgres.place import PostgresPlace
from ledger.store.recorder import LedgerRecorder
from ledger.store.sqlite.place import SQLiteFile
from tests.postgres import Server

MANY = 5003  # statements of 2,500 rows, and some rows by themselves


@pytest.fixture(params=["sqlite", "postgres"])
def recorder(request: pytest.FixtureRequest, tmp_path: Path) -> LedgerRecorder:
    place: Place = SQLiteFile(tmp_path / "gongguo.db")
    if request.param == "postgres":
        server: Server = request.getfixturevalue("postgres")
        place = PostgresPlace(Address(server.office()), tmp_path, f"many_{uuid4().hex}")
    place.create()
    return LedgerRecorder(place.writing())


def event(number: int) -> StoredEvent:
    return StoredEvent(f"person:{number % 7}", number // 7 + 1, "kind", f"{number} 迟".encode())


def test_each_of_many_is_there_in_its_turn(recorder: LedgerRecorder) -> None:
    assert recorder.insert_events([event(0)]) == [1]
    assert recorder.insert_events([event(number) for number in range(1, MANY)]) == list(range(2, MANY + 1))
    found = recorder.select_notifications(1, MANY + 1)
    assert [one.id for one in found] == list(range(1, MANY + 1))
    assert [StoredEvent(one.originator_id, one.originator_version, one.topic, one.state) for one in found] == [
        event(number) for number in range(MANY)
    ]


@pytest.mark.parametrize("wrong", [3, 2499, 2500, MANY - 1])
def test_one_whose_turn_is_taken_keeps_all_out(wrong: int, recorder: LedgerRecorder) -> None:
    events = [event(number) for number in range(MANY)]
    events[wrong] = event(0)
    with pytest.raises(IntegrityError):
        recorder.insert_events(events)
    assert recorder.max_notification_id() is None


@pytest.mark.parametrize("recorder", ["postgres"], indirect=True)
def test_the_way_to_many_keys_is_looked_for_each_time(recorder: LedgerRecorder) -> None:
    """A way that the server keeps is that of a small table, and an import lets it grow."""
    archive = Archive(recorder.rows)
    for part in range(8):
        assert not list(archive.entries_with_keys([f"{part}-{number}" for number in range(100)]))
        assert archive.last_number() == 0
    kept = [str(statement) for (statement,) in recorder.rows("SELECT statement FROM pg_prepared_statements", {})]
    assert any("MAX(number)" in one for one in kept)
    assert not any("source_key" in one for one in kept)
