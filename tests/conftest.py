import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ledger.texts import use_language
from tests.office import Clerk, Office
from tests.postgres import QUICKLY, Server, server

settings.register_profile(
    "laws", max_examples=500, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)  # fmt: skip
settings.load_profile("laws")

STAFF = """id,name,department,post,party_member,enrolled_on,assessed
T1,甲,办公室,office-publicity,yes,,yes
T2,乙,办公室,office-finance,no,,yes
T3,丙,组织教育就业人事部,org-levy,no,,yes
T4,丁,组织教育就业人事部,org-assistance,yes,,yes
T5,戊,康复部,rehab-children,no,,yes
T6,己,驻村工作队,village-assistant,no,,yes
L1,庚,理事会,,yes,,no
"""


@pytest.fixture(autouse=True)
def in_english() -> None:
    use_language("en")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server of PostgreSQL's, one for all the tests of a process."""
    with server(*QUICKLY) as running:
        yield running


@pytest.fixture
def kept_in(request: pytest.FixtureRequest) -> str:
    """Where the ledger of a test is kept: in a file, unless `on_both` says otherwise."""
    return getattr(request, "param", "sqlite")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """The 2020 scheme with seven people: 甲 to 己 are assessed, 庚 leads and is not."""
    return Office(tmp_path / "gongguo.db", STAFF)


@pytest.fixture
def clerk(tmp_path: Path, kept_in: str, request: pytest.FixtureRequest) -> Clerk:
    """A clerk at a terminal in an empty folder with a roster file."""
    (tmp_path / "roster.csv").write_text(STAFF, encoding="utf-8")
    os.environ.pop("GONGGUO_LEDGER", None)
    if kept_in == "sqlite":
        return Clerk(tmp_path)
    running: Server = request.getfixturevalue("postgres")
    return Clerk(tmp_path, running.office())
