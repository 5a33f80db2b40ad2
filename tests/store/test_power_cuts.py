"""Power cuts: the system calls of a real process that records, replayed onto a disk that loses what was not synced.

strace writes down every write, sync, cut and removal of the ledger's files, and every acknowledgement, in their order.
A cut comes after any of them: of each file there is what was synced, and of each later write, sector by sector, it may
have arrived or not. The ledger is opened on what is left. Somebody else has the ledger open meanwhile, so that entries
stay in the write-ahead log. With synchronous=NORMAL the same test must lose acknowledged entries, which shows that it
sees. (`pytest -n 0 -m power -s`; strace is a package of its own.)
"""

import random
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.hardship import environment
from tests.office import say
from tests.store.test_many_hands import ROSTER

pytestmark = pytest.mark.power
SECTOR = 512
CALLS = "openat,close,pwrite64,write,fdatasync,fsync,ftruncate,unlink,dup"
NORMALLY = """
import sys
from ledger.store.sqlite import writing
opened_fully = writing.opened
def opened(path):
    connection = opened_fully(path)
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection
writing.opened = opened
from tests.store.recording_hand import main
main(*sys.argv[1:])
"""


class Event(NamedTuple):
    """What a process did to a file: write, sync, cut or remove; or that it acknowledged (file "", the text in data)."""

    what: str
    file: str
    offset: int
    data: bytes


def traced(folder: Path, seconds: float, *, normally: bool) -> list[Event]:
    """Record for some time under strace; return what happened to the ledger's files, and each acknowledgement."""
    hand = ["-c", NORMALLY] if normally else ["-m", "tests.store.recording_hand"]
    trace = folder / "trace"
    command = ["strace", "-f", "-e", f"trace={CALLS}", "-xx", "-s", "200000", "-o", str(trace), sys.executable, *hand]
    subprocess.run(
        [*command, str(folder / "gongguo.db"), "h", str(seconds)], cwd=folder, env=environment(), check=True,
        stdout=subprocess.PIPE,
    )  # fmt: skip
    return list(events_of(trace.read_text(encoding="latin-1").splitlines(), folder))


STRING = r'"((?:\\x[0-9a-f]{2})*)"'
CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")


def text_of(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def events_of(lines: list[str], folder: Path) -> list[Event]:
    files: dict[int, str] = {}
    events = []
    for line in lines:
        call = CALL.match(line)
        if call is None or int(call[3]) < 0:
            continue
        name, arguments = call[1], call[2]
        strings = [text_of(found) for found in re.findall(STRING, arguments)]
        number = int(re.match(r"-?\d+", arguments)[0]) if re.match(r"-?\d+", arguments) else -1  # type: ignore[index]
        if name == "openat":
            place = Path(strings[0].decode())
            files.pop(int(call[3]), None)
            if place.name.startswith("gongguo.db") and not place.name.endswith("-shm"):
                files[int(call[3])] = place.name
        elif name == "close":
            files.pop(number, None)
        elif name == "dup" and number in files:
            files[int(call[3])] = files[number]
        elif name == "unlink" and strings[0].decode().startswith(str(folder)):
            events.append(Event("remove", Path(strings[0].decode()).name, 0, b""))
        elif name == "write" and number == 1:
            events.append(Event("acknowledge", "", 0, strings[0]))
        elif number in files:
            events += _of_a_file(name, files[number], arguments, strings)
    return events


def _of_a_file(name: str, file: str, arguments: str, strings: list[bytes]) -> list[Event]:
    last = int(arguments.rsplit(",", 1)[-1]) if "," in arguments else 0
    if name == "pwrite64":
        return [Event("write", file, last, strings[0])]
    if name == "ftruncate":
        return [Event("cut", file, last, b"")]
    return [Event("sync", file, 0, b"")] if name in {"fdatasync", "fsync"} else []


class Disk:
    """Files as they are after the last sync of each, and what was done to each since."""

    def __init__(self, folder: Path) -> None:
        self.synced = {path.name: path.read_bytes() for path in folder.glob("gongguo.db*")}
        self.since: dict[str, list[Event]] = {}
        self.acknowledged: list[str] = []

    def take(self, event: Event) -> None:
        if event.what == "acknowledge":
            self.acknowledged += event.data.decode().split("\n")[:-1]
        elif event.what == "sync":
            content = bytearray(self.synced.get(event.file, b""))
            for earlier in self.since.pop(event.file, []):
                content = applied(content, earlier)
            self.synced[event.file] = bytes(content)
        else:
            self.since.setdefault(event.file, []).append(event)

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files as a cut leaves them: of what was not synced, any part may be there."""
        left = dict(self.synced)
        for name, events in self.since.items():
            content: bytearray | None = bytearray(left.pop(name, b""))
            for event in events:
                content = torn(content, event, chance)
            if content is not None:
                left[name] = bytes(content)
        return left


def applied(content: bytearray, event: Event) -> bytearray:
    if event.what == "remove":
        return bytearray()
    if event.what == "cut":
        return content[: event.offset].ljust(event.offset, b"\0")
    end = event.offset + len(event.data)
    content = content.ljust(end, b"\0")
    content[event.offset : end] = event.data
    return content


def torn(content: bytearray | None, event: Event, chance: random.Random) -> bytearray | None:
    """Apply an event that was not synced: whole, not at all, or some of its sectors."""
    if content is None:
        content = bytearray()
    if event.what != "write":
        if chance.random() < 0.5:
            return content
        return None if event.what == "remove" else applied(content, event)
    whole, none = chance.random() < 0.3, chance.random() < 0.4
    for start in range(0, len(event.data), SECTOR):
        if whole or (not none and chance.random() < 0.5):
            part = Event("write", event.file, event.offset + start, event.data[start : start + SECTOR])
            content = applied(content, part)
    return content


def lost_after(files: dict[str, bytes], acknowledged: list[str], place: Path) -> str:
    """Open the ledger on what is left; say how it is."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, content in files.items():
        (place / name).write_bytes(content)
    try:
        connection = sqlite3.connect(place / "gongguo.db")
        found = dict(connection.execute("SELECT source_key, number FROM entries WHERE source_key IS NOT NULL"))
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
    except sqlite3.DatabaseError:
        return "damaged"
    if not sound:
        return "damaged"
    wanted = {key: int(number) for number, key in (line.split(" ") for line in acknowledged)}
    return "whole" if wanted.items() <= found.items() else "lost"


def cuts(tmp_path: Path, times: int, *, normally: bool) -> Counter[str]:
    folder = tmp_path / ("normal" if normally else "full")
    folder.mkdir()
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    assert say("init", "--roster", "roster.csv", "--by", "乙", folder=folder).status == 0
    before = Disk(folder)
    synced = dict(before.synced)
    somebody_else = sqlite3.connect(folder / "gongguo.db")
    somebody_else.execute("SELECT COUNT(*) FROM entries").fetchone()
    events = traced(folder, 1.5, normally=normally)
    somebody_else.close()
    assert sum(event.what == "acknowledge" for event in events) > 10
    chance = random.Random(times)
    at = Counter(chance.randrange(len(events)) for _time in range(times))
    disk, ends = Disk(folder), Counter[str]()
    disk.synced, disk.since, disk.acknowledged = synced, {}, []
    for place, event in enumerate(events):
        disk.take(event)
        for _time in range(at[place]):
            ends[lost_after(disk.after_a_cut(chance), disk.acknowledged, tmp_path / "after")] += 1
    return ends


def test_no_power_cut_loses_what_was_acknowledged_and_with_normal_some_would(tmp_path: Path) -> None:
    full, normal = cuts(tmp_path, 300, normally=False), cuts(tmp_path, 300, normally=True)
    print(f"\n300 power cuts: {dict(full)}; with synchronous=NORMAL: {dict(normal)}")
    assert set(full) == {"whole"}
    assert normal["lost"] > 0


@pytest.mark.campaign
def test_two_thousand_power_cuts(tmp_path: Path) -> None:
    full, normal = cuts(tmp_path, 2000, normally=False), cuts(tmp_path, 2000, normally=True)
    print(f"\n2,000 power cuts: {dict(full)}; with synchronous=NORMAL: {dict(normal)}")
    assert set(full) == {"whole"}
    assert normal["lost"] > 0
