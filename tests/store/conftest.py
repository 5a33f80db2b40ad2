import pytest

from tests.postgres import Server
from tests.store.units import Unit, founded_unit


@pytest.fixture(scope="module")
def unit(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> Unit:
    """A unit whose ledger is in a database with roles, one for the tests of a module."""
    return founded_unit(tmp_path_factory.mktemp("unit"), postgres)
