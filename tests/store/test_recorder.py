"""The recorder under the eventsourcing library's own test cases, on a real file."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import pytest
from eventsourcing.persistence import ApplicationRecorder
from eventsourcing.tests import persistence as library

from ledger.store.recorder import LedgerRecorder
from ledger.store.sqlite.place import SQLiteFile


class OnAFile:
    """Makes the recorder of each test in a folder of its own."""

    @pytest.fixture(autouse=True)
    def _folder(self) -> Iterator[None]:
        with TemporaryDirectory() as folder:
            self.folder = Path(folder)
            yield

    def create_recorder(self) -> ApplicationRecorder:
        place = SQLiteFile(self.folder / f"{uuid4()}.db")
        place.create()
        return LedgerRecorder(place.writing())

    def new_originator_id(self) -> str:
        return f"person:{uuid4()}"


class TestTheRecorder(OnAFile, library.ApplicationRecorderTestCase[Any]):
    """Inserting, selecting, conflicts, concurrency."""


class TestNumbersWithoutGaps(OnAFile, library.NonInterleavingNotificationIDsBaseCase):
    """Two writers at once never interleave their numbers."""


del OnAFile
