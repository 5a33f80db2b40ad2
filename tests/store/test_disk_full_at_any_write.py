"""The disk is full at any write: with every room there can be, a writing is whole or it is not there at all.

A small disk is filled until so much room is left, from none to what the writing needs, 4 KiB (a page) at a time. It
is mounted where only a process of its own sees it, and that runs this file: `python -m … OFFICE DISK WRITING`.
"""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import STAFF
from tests.hardship import ROOT, UNSHARE, environment
from tests.office import say

PAGE = 4096
DISK_PAGES = 1024
FOUNDED = 28  # the scheme, the seven of the roster and twenty latenesses
ROWS = 200
WRITINGS = {
    "record": (1, ("record", "absence", "甲", "--on", "2020-04-01", "--note", "字" * 2000, "--source-key", "旷工-1")),
    "import": (ROWS, ("import", "more.csv")),
}


def latenesses(first: int, count: int) -> str:
    rows = "".join(f"late-arrival,乙,2020-03-05,{number},{'雨' * 40}\n" for number in range(first, first + count))
    return "kind,person,occurred_on,source_key,note\n" + rows


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    (folder / "roster.csv").write_text(STAFF, encoding="utf-8")
    (folder / "first.csv").write_text(latenesses(0, FOUNDED - 8), encoding="utf-8")
    (folder / "more.csv").write_text(latenesses(100, ROWS), encoding="utf-8")
    assert say("init", "--roster", "roster.csv", folder=folder).status == 0
    assert say("import", "first.csv", folder=folder).status == 0
    return folder


@pytest.mark.parametrize("writing", WRITINGS)
def test_with_any_room_a_writing_is_whole_or_not_there(writing: str, office: Path, tmp_path: Path) -> None:
    line = (
        'mount -t tmpfs -o size="$1" disk "$2" && exec "$3" -m tests.store.test_disk_full_at_any_write "$4" "$2" "$5"'
    )
    done = subprocess.run(
        [*UNSHARE, "bash", "-c", line, "-", str(DISK_PAGES * PAGE), tmp_path, sys.executable, office, writing],
        cwd=ROOT, env=environment(), capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    ends = json.loads(done.stdout)
    print(f"\n{writing} in {sum(ends.values())} rooms: {ends}, half 0")
    assert ends["none"] >= 5 and ends["whole"] == 10


def entries(folder: Path) -> int | None:
    """How many entries can be read; None where there is not even the room that reading takes."""
    said = say("log", "--json", folder=folder)
    if said.status != 0:
        assert (said.status, said.error["code"]) == (1, "disk-full"), said.err
        return None
    return len(said.json["entries"])


def fill(disk: Path, room: int) -> Path:
    """Leave so many bytes of room on a disk; return the file that takes the rest."""
    ballast = disk / "ballast"
    state = os.statvfs(disk)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, state.f_bavail * state.f_frsize - room)
    state = os.statvfs(disk)
    assert state.f_bavail * state.f_frsize == room
    return ballast


def end_of(folder: Path, room: int, writing: str) -> str:
    """Write with so much room, then with enough: say whether the first writing is there whole, or not at all."""
    added, words = WRITINGS[writing]
    words = (*words, "--json", "--by", "庚")
    ballast = fill(folder.parent, room)
    said = say(*words, folder=folder)
    acknowledged = FOUNDED + (added if said.status == 0 else 0)
    if said.status != 0:
        assert (said.status, said.error["code"]) == (1, "disk-full"), said.err
        assert all(said.error[part] for part in ("expected", "found", "remedy"))
    while_full = entries(folder)
    assert while_full in {acknowledged, None}
    ballast.unlink()
    verified = say("verify", "--json", folder=folder)
    assert (verified.status, verified.json["entries"]) == (0, acknowledged), f"half done in {room}: {verified.out}"
    assert say(*words, folder=folder).status == 0
    assert entries(folder) == FOUNDED + added, "a writing that was there is not written again"
    assert say("verify", folder=folder).status == 0
    return "whole" if said.status == 0 else "none" if while_full else "none, nor read"


def main(office: Path, disk: Path, writing: str) -> None:
    """Write with each room, from none on, until it has been enough ten times in a row."""
    ends: list[str] = []
    while ends[-10:] != ["whole"] * 10:
        folder = disk / str(len(ends))
        shutil.copytree(office, folder)
        ends.append(end_of(folder, len(ends) * PAGE, writing))
        shutil.rmtree(folder)
    print(json.dumps(Counter(ends)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
