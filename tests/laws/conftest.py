from pathlib import Path

import pytest

from tests.laws.ledgers import ROSTER_TEXT, Ledgers
from tests.office import Office


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("founded") / "gongguo.db"
    office = Office(path, ROSTER_TEXT)
    office.application.close()
    return path


@pytest.fixture(scope="module")
def ledgers(founded: Path) -> Ledgers:
    return Ledgers(founded)
