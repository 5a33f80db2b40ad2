"""The recorder under the eventsourcing library's own test cases, on a real file and in a real database."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import pytest
from eventsourcing.persistence import ApplicationRecorder
from eventsourcing.tests import persistence as library

from ledger.store.place import Place
from ledger.store.postgres.address import Address
from ledger.store.postgres.place import PostgresPlace
from ledger.store.recorder import LedgerRecorder
from ledger.store.sqlite.place import SQLiteFile
from tests.postgres import Server


class OnAPlace:
    """Makes each recorder at a place of its own."""

    def place(self) -> Place:
        raise NotImplementedError

    def create_recorder(self) -> ApplicationRecorder:
        place = self.place()
        place.create()
        return LedgerRecorder(place.writing())

    def new_originator_id(self) -> str:
        return f"person:{uuid4()}"


class OnAFile(OnAPlace):
    """Files in a folder of the test's own."""

    @pytest.fixture(autouse=True)
    def _folder(self) -> Iterator[None]:
        with TemporaryDirectory() as folder:
            self.folder = Path(folder)
            yield

    def place(self) -> Place:
        return SQLiteFile(self.folder / f"{uuid4()}.db")


class InADatabase(OnAPlace):
    """Schemas of a database."""

    @pytest.fixture(autouse=True)
    def _office(self, postgres: Server) -> None:
        self.url = postgres.office()

    def place(self) -> Place:
        return PostgresPlace(Address(self.url), Path(), f"recorder_{uuid4().hex}")


class TestTheRecorder(OnAFile, library.ApplicationRecorderTestCase[Any]):
    """Inserting, selecting, conflicts, concurrency."""


class TestNumbersWithoutGaps(OnAFile, library.NonInterleavingNotificationIDsBaseCase):
    """Two writers at once never interleave their numbers."""


class TestTheRecorderInPostgres(InADatabase, library.ApplicationRecorderTestCase[Any]):
    """The same, in a database."""


class TestNumbersWithoutGapsInPostgres(InADatabase, library.NonInterleavingNotificationIDsBaseCase):
    """The same, in a database."""


del OnAFile, InADatabase, OnAPlace
