"""Many hands at once, and hands that fall: what was acknowledged is there once, in order, and the ledger is true.

The build does it shortly; `pytest -n 0 -m campaign -s` for a minute, and with 1,000 kills.
"""

import random
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledger.application import RecordingLedger
from ledger.entry import RecordedBy
from ledger.store.sqlite.place import SQLiteFile
from tests.hardship import environment
from tests.office import say
from tests.store.recording_hand import lateness

ROSTER = "id,name,department,post\nT1,甲,办公室,office-publicity\n"
FOUNDED = 2


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hands") / "office"
    folder.mkdir()
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    assert say("init", "--roster", "roster.csv", "--by", "乙", folder=folder).status == 0
    return folder


def hand(folder: Path, name: str, seconds: float, where: str = "gongguo.db") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.recording_hand", where, name, str(seconds)],
        cwd=folder, env=environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def acknowledged(out: str) -> dict[str, int]:
    """Return each key with its number, of the lines that were said whole."""
    lines = out.split("\n")[:-1]
    return {key: int(number) for number, key in (line.split(" ") for line in lines)}


def recorded(folder: Path) -> dict[str, int]:
    """Return each key with its number, as the ledger has them; it has to be true, and no key twice."""
    assert say("verify", folder=folder).status == 0
    entries = say("log", "--json", folder=folder).json["entries"][FOUNDED:]
    keys = {entry["source_key"]: entry["entry"] for entry in entries}
    assert len(keys) == len(entries)
    return keys


def many_at_once(folder: Path, count: int, seconds: float) -> int:
    hands = [hand(folder, f"h{number}", seconds) for number in range(count)]
    acks: dict[str, int] = {}
    for each in hands:
        out, err = each.communicate(timeout=seconds + 120)
        assert each.returncode == 0, err
        mine = acknowledged(out)
        assert sorted(mine.values()) == list(mine.values())
        acks.update(mine)
    assert recorded(folder) == acks
    assert sorted(acks.values()) == list(range(FOUNDED + 1, FOUNDED + 1 + len(acks)))
    return len(acks)


def test_eight_hands_record_at_once_and_every_entry_is_there_once(founded: Path, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    shutil.copytree(founded, folder)
    assert many_at_once(folder, 8, 3) > 50


def killed(folder: Path, chance: random.Random, round_number: int) -> tuple[int, int]:
    """Kill a hand at some moment; return how many entries it had acknowledged, and how many more had landed."""
    name = f"k{round_number}"
    before = recorded(folder)
    victim = hand(folder, name, 60)
    assert victim.stdout is not None
    first = victim.stdout.readline()
    time.sleep(chance.random() * 0.4)
    victim.kill()
    rest = victim.stdout.read()  # communicate() would leave out the lines that came with the first
    victim.communicate()
    acks = acknowledged(first + rest)
    now = recorded(folder)
    assert acks.items() <= now.items() and before.items() <= now.items()
    landed = len(now) - len(before) - len(acks)
    assert landed in {0, 1}
    the_same_again_records_nothing_twice(folder, name, len(acks))
    return len(acks), landed


def the_same_again_records_nothing_twice(folder: Path, name: str, next_place: int) -> None:
    application = RecordingLedger.open(SQLiteFile(folder / "gongguo.db"), lambda: datetime.now(UTC))
    by = RecordedBy(login="hand", name=name)
    for place in (0, next_place - 1, next_place, next_place):
        application.record([lateness(f"{name}-{place}")], by)
    application.close()
    keys = [key for key in recorded(folder) if key.startswith(f"{name}-")]
    assert len(keys) == next_place + 1


def falls(founded: Path, tmp_path: Path, times: int) -> tuple[int, int]:
    chance = random.Random(times)
    total = landed = 0
    folder = tmp_path / "office"
    for round_number in range(times):
        if round_number % 10 == 0:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(founded, folder)
        acks, more = killed(folder, chance, round_number)
        total, landed = total + acks, landed + more
    return total, landed


def test_a_hand_that_is_killed_loses_nothing_that_was_acknowledged(founded: Path, tmp_path: Path) -> None:
    total, _landed = falls(founded, tmp_path, 5)
    assert total > 5


@pytest.mark.campaign
def test_eight_hands_for_a_minute(founded: Path, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    shutil.copytree(founded, folder)
    print(
        f"\n8 processes for a minute: {many_at_once(folder, 8, 60)} entries, each acknowledged one there once, in order"
    )


@pytest.mark.campaign
def test_a_thousand_kills(founded: Path, tmp_path: Path) -> None:
    total, landed = falls(founded, tmp_path, 1000)
    print(f"\n1,000 kills: {total} acknowledged, 0 lost, {landed} landed without their acknowledgement")
