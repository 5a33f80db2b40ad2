"""No import is ever half done: after a kill, an interrupt or a full disk there are all of its rows or none.

The same file again records what is missing, and nothing twice. The build runs each a few times on 12,000 rows;
`pytest -n 0 -m campaign -s` runs the long form on 100,000.
"""

import random
import shutil
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.benchmarks import workload
from tests.hardship import start, stopped, with_room_for
from tests.office import say

IMPORT = ("import", "entries.jsonl")
STAFF = 100


def founded(folder: Path, each: int) -> tuple[Path, float]:
    """A folder with a ledger of a hundred people and a file of entries; and how long the import of them takes."""
    workload.write(folder, STAFF, each)
    assert say("init", "--roster", "roster.csv", folder=folder).status == 0
    trial = folder.with_name(folder.name + ".trial")
    shutil.copytree(folder, trial)
    began = time.perf_counter()
    assert start(trial, *IMPORT).wait() == 0
    shutil.rmtree(trial)
    return folder, time.perf_counter() - began


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    return _made(tmp_path_factory, 120)


@pytest.fixture(scope="module")
def large_office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    return _made(tmp_path_factory, 1000)


def _made(factory: pytest.TempPathFactory, each: int) -> tuple[Path, float]:
    folder = factory.mktemp("office") / "office"
    folder.mkdir()
    return founded(folder, each)


def rows_recorded(folder: Path, each: int) -> str:
    """Say whether all rows or none are in the ledger; it has to be true in any case."""
    verified = say("verify", "--json", folder=folder)
    assert verified.status == 0, verified.out + verified.err
    recorded = verified.json["entries"] - 1 - STAFF
    assert recorded in {0, STAFF * each}, f"half done: {recorded} of {STAFF * each}"
    return "all" if recorded else "none"


def the_rest_is_recorded_once(folder: Path, each: int) -> None:
    again = say(*IMPORT, "--json", folder=folder).json
    assert again["recorded"] + again["skipped"] == STAFF * each
    assert rows_recorded(folder, each) == "all"


def falls(
    office: tuple[Path, float], each: int, how: signal.Signals, times: int, tmp: Path, *, signals: int = 1
) -> Counter[str]:  # fmt: skip
    """Let the import fall so many times, at moments spread over it; count how each ended."""
    folder, whole = office
    ends: Counter[str] = Counter()
    for time_of_fall in random.Random(how).choices([place / 40 for place in range(1, 44)], k=times):
        place = tmp / f"{how.name}-{sum(ends.values())}"
        shutil.copytree(folder, place)
        done = stopped(place, IMPORT, how, whole * time_of_fall, signals)
        assert "Traceback" not in done.stderr and done.returncode in {0, 1, 130, -how}, done
        ends[rows_recorded(place, each)] += 1
        if sum(ends.values()) % 5 == 1:
            the_rest_is_recorded_once(place, each)
        shutil.rmtree(place)
    return ends


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=lambda how: how.name)
def test_an_import_that_is_stopped_has_recorded_all_or_nothing(
    how: signal.Signals, office: tuple[Path, float], tmp_path: Path
) -> None:
    falls(office, 120, how, 6, tmp_path)


def test_an_import_interrupted_by_quick_fingers_is_interrupted_once(office: tuple[Path, float], tmp_path: Path) -> None:
    falls(office, 120, signal.SIGINT, 6, tmp_path, signals=4)


def on_a_full_disk(office: tuple[Path, float], each: int, rooms: list[int], tmp: Path) -> Counter[str]:
    folder, _whole = office
    ends: Counter[str] = Counter()
    for kilobytes in rooms:
        place = tmp / f"room-{kilobytes}"
        shutil.copytree(folder, place)
        done = with_room_for(place, kilobytes, "gongguo import entries.jsonl --json; gongguo log --entry 1 > /dev/null")
        assert "Traceback" not in done.stderr and done.returncode == 0, done.stderr
        end = rows_recorded(place, each)
        assert end == "all" or '"disk-full"' in done.stderr, done.stderr
        the_rest_is_recorded_once(place, each)
        ends[end] += 1
        shutil.rmtree(place)
    return ends


def test_an_import_that_fills_the_disk_has_recorded_nothing_and_the_ledger_goes_on(
    office: tuple[Path, float], tmp_path: Path
) -> None:
    assert on_a_full_disk(office, 120, [64, 2000, 9000], tmp_path)["none"] >= 2


@pytest.mark.campaign
def test_a_hundred_thousand_rows_fall_a_hundred_times(large_office: tuple[Path, float], tmp_path: Path) -> None:
    for how, signals in ((signal.SIGKILL, 1), (signal.SIGINT, 1), (signal.SIGINT, 4)):
        ends = falls(large_office, 1000, how, 50, tmp_path, signals=signals)
        print(f"\n100,000 rows, {signals} x {how.name}: {dict(ends)}")
    rooms = [64, 1000, 10_000, 30_000, 45_000, 60_000, 75_000, 90_000, 105_000, 130_000]
    print(f"100,000 rows, full disk with so many kB of room {rooms}: "
          f"{dict(on_a_full_disk(large_office, 1000, rooms, tmp_path))}")  # fmt: skip
