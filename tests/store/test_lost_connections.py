"""A connection that was lost while nothing was under way is not missed; one that is lost in a turn ends that turn."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ledger.store import troubles
from ledger.store.errors import ServerUnreachable, StoreLocked
from ledger.store.postgres import connecting
from ledger.store.postgres.turn import TAKE
from ledger.store.postgres.writing import WritingConnection
from tests.conftest import STAFF
from tests.office import Office
from tests.postgres import OFFICE, Server

LATE = {"kind": "late-arrival", "person": "甲", "occurred_on": "2020-03-05"}
FOUNDED = 8
OTHERS = "pid <> pg_backend_pid() AND datname = current_database()"
END = f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE {OTHERS}"
COUNT = f"SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND {OTHERS}"


@pytest.fixture
def office(postgres: Server, tmp_path: Path) -> Iterator[Office]:
    postgres.office()
    office = Office(postgres.place(OFFICE, tmp_path), STAFF)
    yield office
    office.application.close()


def end_all(postgres: Server) -> None:
    """Have the server end everybody's connection, as where it is started anew."""
    assert postgres.sql(OFFICE, END)


def take_the_turn(holder: psycopg.Connection[Any]) -> None:
    holder.execute("SET search_path = gongguo")
    holder.execute(TAKE)


def connections(postgres: Server) -> Any:
    return postgres.sql(OFFICE, COUNT)[0][0]


def test_one_that_is_found_dead_is_opened_anew_and_the_question_is_answered(postgres: Server, office: Office) -> None:
    for _time in range(2):
        end_all(postgres)
        assert office.ledger.archive.last_number() == FOUNDED
    assert connections(postgres) == 1


def test_an_entry_after_the_server_was_away_is_recorded_once(postgres: Server, office: Office) -> None:
    assert not office.hand_in(LATE).problems
    end_all(postgres)
    assert [entry.number for entry in office.hand_in(LATE).entries] == [FOUNDED + 2]
    assert connections(postgres) == 1


def test_the_turn_is_taken_on_a_new_one_where_the_kept_one_is_dead(postgres: Server, office: Office) -> None:
    recorder = office.application.recorder
    end_all(postgres)
    with recorder.writing() as connection:
        assert list(connection.rows("SELECT MAX(number) FROM entries", {})) == [(FOUNDED,)]
        with pytest.raises(psycopg.errors.LockNotAvailable):
            postgres.sql(OFFICE, "SET search_path = gongguo", "BEGIN", f"{TAKE} NOWAIT")


def test_the_turn_is_taken_on_a_new_one_where_the_kept_one_was_given_up(
    postgres: Server, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a commit nothing was heard of the server, so that it was closed; the commit had landed all the same."""

    def silent(connection: WritingConnection) -> None:
        commit(connection)
        connection.close()
        raise connecting.Silent

    commit = WritingConnection.commit
    with monkeypatch.context() as patch:
        patch.setattr(WritingConnection, "commit", silent)
        assert [entry.number for entry in office.hand_in(LATE).entries] == [FOUNDED + 1]
    with office.application.recorder.writing() as connection:
        assert list(connection.rows("SELECT MAX(number) FROM entries", {})) == [(FOUNDED + 1,)]


@pytest.mark.parametrize("then", ["ask", "write", "ask who is logged in"])
def test_one_that_is_lost_in_a_turn_is_not_replaced(postgres: Server, office: Office, then: str) -> None:
    """What was written on it is gone with it, and so is the turn: on another connection it would be no one's."""
    recorder = office.application.recorder
    with pytest.raises(ServerUnreachable) as refused, recorder.writing() as connection:
        end_all(postgres)
        if then == "ask":
            connection.rows("SELECT MAX(number) FROM entries", {})
        elif then == "write":
            recorder.keep(b"a page")
        else:
            recorder.login()
    assert "Nothing was recorded" in refused.value.remedy
    assert [entry.number for entry in office.hand_in(LATE).entries] == [FOUNDED + 1]


def test_one_that_is_lost_between_two_questions_asked_together_is_told(postgres: Server, office: Office) -> None:
    """They are asked of one connection; what is asked after it was heard on is not asked twice."""
    recorder = office.application.recorder
    with pytest.raises(ServerUnreachable), recorder.reading_together():
        assert office.ledger.archive.last_number() == FOUNDED
        end_all(postgres)
        office.ledger.archive.last_number()
    assert office.ledger.archive.last_number() == FOUNDED


def test_an_answer_whose_connection_was_lost_while_something_else_was_asked_is_told_so(
    postgres: Server, office: Office
) -> None:
    """What is asked next is asked on a new connection, which has not the cursor of the answer that is half read."""
    reading = office.place.reading()
    half_read = reading.rows("SELECT generate_series(1, 500)", {})
    assert next(half_read) == (1,)
    end_all(postgres)
    assert list(reading.rows("SELECT 1", {})) == [(1,)]
    with pytest.raises(ServerUnreachable):
        list(half_read)
    reading.close()


def test_in_a_turn_what_was_recorded_before_is_seen_however_the_database_is_set_up(
    postgres: Server, office: Office
) -> None:
    """The database's transactions see one state of it throughout, unless somebody says otherwise."""
    postgres.sql(OFFICE, f"ALTER DATABASE {OFFICE} SET default_transaction_isolation = 'repeatable read'")
    try:
        other = Office.at(office.place)
        with other.application.recorder.writing() as connection:
            assert list(connection.rows("SHOW transaction_isolation", {})) == [("read committed",)]
        other.application.close()
    finally:
        postgres.sql(OFFICE, f"ALTER DATABASE {OFFICE} RESET default_transaction_isolation")


def test_a_server_that_says_nothing_is_waited_for_once(
    postgres: Server, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else has the turn, and nothing is heard: whoever waits for long is told so, and waits no second time."""
    monkeypatch.setattr(connecting, "SILENT_SECONDS", 0.3)
    with psycopg.connect(f"host={postgres.socket} user=clerk dbname={OFFICE}") as holder:
        take_the_turn(holder)
        with pytest.raises(ServerUnreachable), office.application.recorder.writing():
            pass
        assert connections(postgres) == 2, "the holder, and whoever gave up, which the server notices later"


def test_whoever_waited_too_long_for_the_turn_records_when_it_is_free(
    postgres: Server, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(troubles, "LOCK_SECONDS", 0.1)
    other = Office.at(office.place)
    with psycopg.connect(f"host={postgres.socket} user=clerk dbname={OFFICE}") as holder:
        take_the_turn(holder)
        with pytest.raises(StoreLocked):
            other.hand_in(LATE)
    assert [entry.number for entry in other.hand_in(LATE).entries] == [FOUNDED + 1]
    other.application.close()
