"""No file is ever there by half: what fails in the middle, at each step and for each format, leaves what was there."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from ledger.store import placing
from tests.commands.conftest import Clock
from tests.hardship import environment
from tests.office import Clerk

HALF = ("bulletin", "--period", "2020-H1")
WORDS = {
    "bulletin.csv": HALF, "bulletin.docx": HALF, "bulletin.html": HALF, "bulletin.md": HALF, "bulletin.xlsx": HALF,
    "slips.html": ("slips",), "slips.docx": ("slips",), "losses.svg": ("chart", "losses"),
    "dossier.html": ("dossier", "甲"),
}  # fmt: skip
NAMES = [*WORDS, pytest.param("bulletin.pdf", marks=pytest.mark.browser)]  # it takes gongguo[pdf]
WORDS["bulletin.pdf"] = HALF
BEFORE = b"what was there before"


class Torn:
    """A file of which some bytes are written, and then the disk is full."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def write(self, content: bytes) -> int:
        self.file.write(content[: len(content) // 2])
        self.file.flush()
        raise OSError(28, os.strerror(28))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def while_it_is_written(patch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def half_open(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
        file = opened(path, mode, *more, **named)
        return _Managed(Torn(file)) if path.name.endswith(".unfinished") else file  # type: ignore[arg-type]

    patch.setattr(Path, "open", half_open)


class _Managed:
    def __init__(self, torn: Torn) -> None:
        self.torn = torn

    def __enter__(self) -> Torn:
        return self.torn

    def __exit__(self, *_error: object) -> None:
        self.torn.file.close()


def while_it_is_synced(patch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, os.strerror(28))

    patch.setattr(placing.os, "fsync", full)


def while_it_is_moved(patch: pytest.MonkeyPatch) -> None:
    def refused(_source: Path, target: Path) -> Path:
        raise PermissionError(13, os.strerror(13), str(target))

    patch.setattr(Path, "replace", refused)


STEPS = [while_it_is_written, while_it_is_synced, while_it_is_moved]


@pytest.mark.parametrize("step", STEPS, ids=[step.__name__.replace("_", " ") for step in STEPS])
@pytest.mark.parametrize("name", NAMES)
def test_a_failure_leaves_what_was_there(
    desk: Clerk, clock: Clock, name: str, step: Callable[[pytest.MonkeyPatch], None]
) -> None:
    desk("record", "late-arrival", "甲", "--on", "2020-03-05", "--by", "庚")
    (desk.folder / "out").mkdir()
    path = desk.folder / "out" / name
    path.write_bytes(BEFORE)
    with pytest.MonkeyPatch.context() as patch:
        step(patch)
        said = desk(*WORDS[name], "-o", str(path), "--json")
    assert said.status == 1 and said.error["found"] and said.out == ""
    assert [*path.parent.iterdir()] == [path] and path.read_bytes() == BEFORE


@pytest.mark.parametrize("name", NAMES)
def test_without_the_failure_each_is_written(desk: Clerk, clock: Clock, name: str) -> None:
    desk("record", "late-arrival", "甲", "--on", "2020-03-05", "--by", "庚")
    path = desk.folder / name
    path.write_bytes(BEFORE)
    said = desk(*WORDS[name], "-o", name)
    assert said.status == 0, said.err
    assert path.read_bytes() != BEFORE


@pytest.mark.parametrize("name", ["bulletin.docx", "slips.html"])
def test_a_program_that_is_killed_leaves_what_was_there(desk: Clerk, name: str) -> None:
    """It is stopped while its file is still a name of its own beside the place, and then killed."""
    path = desk.folder / name
    path.write_bytes(BEFORE)
    held = "import os, time; os.fsync = lambda _file: time.sleep(60); from commands.program import main; main()"
    command = [sys.executable, "-c", held, *WORDS[name], "-o", name]
    with subprocess.Popen(command, cwd=desk.folder, env=environment(), stderr=subprocess.PIPE) as program:
        while not any(desk.folder.glob(".*.unfinished")):
            assert program.poll() is None, program.stderr and program.stderr.read()
            time.sleep(0.02)
        program.kill()
    assert path.read_bytes() == BEFORE
    assert desk(*WORDS[name], "-o", name).status == 0 and path.read_bytes() != BEFORE
