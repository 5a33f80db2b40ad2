"""Writing at once: many hands in one ledger, each entry a commit of its own, exactly once and without a gap."""

import sys
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.contest import Check, Contest, Program
from tests.benchmarks.unit import Unit
from tests.benchmarks.works import Work
from tests.benchmarks.works.recording import copy_of, last_number_in

HANDS = [sys.executable, "-m", "tests.benchmarks.hands"]
WRITERS = (1, 4, 16)
MOST = 800


def many_hands(writers: int) -> Callable[[str, Unit], Contest]:
    """Return the contest of so many writers in one file, against raw commits by as many."""

    def contest(work: str, unit: Unit) -> Contest:
        entries = min(MOST, unit.entries // 10) // writers * writers or writers
        ours = copy_of(unit.folder / "gongguo.db", unit.folder / "hands.db")
        raw = copy_of(unit.folder / "raw.db", unit.folder / "raw_hands.db")
        return Contest(
            work, entries, unit.folder, _hands("gongguo", ours, writers, entries),
            [_hands("raw commits", raw, writers, entries, "--raw")],
        )  # fmt: skip

    return contest


def _hands(name: str, path: Path, writers: int, entries: int, *raw: str) -> Program:
    command = [*HANDS, path.name, str(writers), str(entries), *raw]
    return Program(name, command, each_once(lambda: last_number_in(path), entries), times_itself=True)


def each_once(last_number: Callable[[], int], entries: int) -> Check:
    """Return a check that the numbers that were said are the next ones, each once, and that no other was given."""
    before = [last_number()]

    def check(printed: str) -> str | None:
        first, last, said = (int(figure) for figure in printed.split()[:3])
        expected = (before[-1] + 1, before[-1] + entries, entries)
        before.append(last_number())
        if (first, last, said) == expected and before[-1] == last:
            return None
        return f"expected numbers {expected}; found {(first, last, said)}, the last of the ledger is {before[-1]}"

    return check


WORKS = [Work(f"{writers} writer{'s' * (writers > 1)}, one file", many_hands(writers), once=True)
         for writers in WRITERS]  # fmt: skip
