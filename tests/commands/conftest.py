"""A clerk whose office has a ledger, and a clock that stands where a test sets it."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import click.formatting
import pytest

from commands import wiring
from tests.conftest import STAFF
from tests.office import Clerk, say
from tests.postgres import Server


class Clock:
    """What time it is, for every command that is run."""

    def __init__(self) -> None:
        self.set("2020-07-02T01:00:00+00:00")

    def set(self, instant: str) -> None:
        self.instant = datetime.fromisoformat(instant)


@pytest.fixture(autouse=True)
def click_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command in Chinese changes how click wraps text, for the life of its process: here, for one test."""
    for name in ("term_len", "wrap_text"):
        monkeypatch.setattr(click.formatting, name, getattr(click.formatting, name))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(wiring, "now", lambda: clock.instant)
    return clock


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger that has the scheme (entry 1) and the seven people of the roster (entries 2 to 8)."""
    folder = tmp_path_factory.mktemp("founded")
    (folder / "roster.csv").write_text(STAFF, encoding="utf-8")
    said = say("init", "--roster", "roster.csv", "--by", "庚", folder=folder)
    assert said.status == 0, said.err
    return folder / "gongguo.db"


@pytest.fixture(scope="session")
def founded_schema(founded: Path, postgres: Server) -> str:
    """The same in a database, in the schema whose name is returned."""
    said = say("copy", "gongguo.db", postgres.office(), "--beside", "beside-the-database", folder=founded.parent)
    assert said.status == 0, said.err
    return postgres.keep_office("founded")


@pytest.fixture
def desk(clerk: Clerk, founded: Path, request: pytest.FixtureRequest) -> Clerk:
    """The clerk, in an office with a ledger: 甲 to 己 (T1 to T6) are assessed, 庚 (L1) leads and is not."""
    if clerk.url is None:
        shutil.copy(founded, clerk.folder / "gongguo.db")
    else:
        running: Server = request.getfixturevalue("postgres")
        clerk.url = running.office(like=request.getfixturevalue("founded_schema"))
    return clerk


@pytest.fixture
def write(clerk: Clerk) -> Iterator[Callable[[str, str | bytes], str]]:
    """Put a file into the clerk's folder; the name is returned."""

    def writes(name: str, content: str | bytes) -> str:
        raw = content if isinstance(content, bytes) else content.encode()
        (clerk.folder / name).write_bytes(raw)
        return name

    yield writes
