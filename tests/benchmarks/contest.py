"""Programs run in turn, round after round, each answer checked; and their figures as ratios within a round."""

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

LAUNCHER = Path(__file__).with_name("launcher.py")
ROOT = Path(__file__).parents[2]
# Without compiled modules every start would compile them anew, as no installed program does.
AWAY = ("GONGGUO_LEDGER", "GONGGUO_BY", "GONGGUO_KEY", "PYTHONDONTWRITEBYTECODE")
AROUND = {
    **{name: value for name, value in os.environ.items() if name not in AWAY},
    "GONGGUO_LANG": "en", "PYTHONPATH": str(ROOT), "BEANCOUNT_DISABLE_LOAD_CACHE": "1",
}  # fmt: skip

Check = Callable[[str], str | None]
"""From what a program printed to what is wrong with it; None if it is the right answer."""


class Program(NamedTuple):
    """One program that does a work; without a command it is not installed."""

    name: str
    command: Sequence[str]
    check: Check
    before: Callable[[], object] = lambda: None
    times_itself: bool = False  # it prints its own seconds last, without what it needed to get ready


class Contest(NamedTuple):
    """A work of some size: our program, and those it is held against."""

    work: str
    entries: int
    folder: Path
    ours: Program
    others: Sequence[Program]


class Taken(NamedTuple):
    """What one run took; `wrong` says what is the matter with its answer."""

    seconds: float
    processor_seconds: float
    peak_mb: float
    wrong: str | None = None


class Pair(NamedTuple):
    """What a program took, and what ours took in the same round."""

    it: Taken
    ours: Taken


class Figures(NamedTuple):
    """What a program took, round by round; no pairs if it is not installed."""

    work: str
    entries: int
    program: str
    is_ours: bool
    pairs: list[Pair]

    @property
    def wrong(self) -> str | None:
        """What is wrong with its answers; None if all were right."""
        return next((pair.it.wrong for pair in self.pairs if pair.it.wrong), None)

    @property
    def seconds(self) -> float:
        """The median of its times."""
        return statistics.median(pair.it.seconds for pair in self.pairs)

    @property
    def peak_mb(self) -> float:
        """The most memory that it took in any round."""
        return max(pair.it.peak_mb for pair in self.pairs)

    @property
    def ratios(self) -> list[float]:
        """How many times its time ours took, in each round."""
        return [pair.ours.seconds / pair.it.seconds for pair in self.pairs]

    @property
    def differences(self) -> list[float]:
        """How many seconds longer ours took, in each round."""
        return [pair.ours.seconds - pair.it.seconds for pair in self.pairs]


def run(program: Program, folder: Path) -> Taken:
    """Run a program once in a folder and check its answer."""
    program.before()
    with tempfile.TemporaryDirectory() as beside:
        output = Path(beside) / "output"
        said = subprocess.run(
            [sys.executable, "-I", "-S", str(LAUNCHER), str(output), *program.command],
            cwd=folder, env=AROUND, check=True, capture_output=True, text=True,
        )  # fmt: skip
        seconds, processor, peak, status = (float(figure) for figure in said.stdout.split())
        printed = output.read_text(encoding="utf-8")
    wrong = f"exit status {status:.0f}: {said.stderr[-300:]}" if status else program.check(printed)
    if program.times_itself and not wrong:
        seconds = float(printed.split()[-1])
    return Taken(seconds, processor, peak, wrong)


def held(contest: Contest, rounds: int, patience: float, tell: Callable[[str], object]) -> list[Figures]:
    """Run ours and the others in turn, `rounds` times after one to warm up (for one round, none); ours come first.

    What takes longer than `patience` seconds is in no need of warming up: its first run counts, and of another's
    program it is the only one.
    """
    ours: list[Pair] = []
    theirs: list[list[Pair]] = [[] for _other in contest.others]
    slow: set[str] = set()
    warm = rounds < 2
    while len(ours) < rounds:
        tell(f"{contest.work}, {contest.entries} entries, round {len(ours) + warm} of {rounds}")
        mine = run(contest.ours, contest.folder)
        warm = warm or mine.seconds > patience or mine.wrong is not None
        for other, pairs in zip(contest.others, theirs, strict=True):
            if other.command and other.name not in slow:
                its = run(other, contest.folder)
                slow |= {other.name} if its.seconds > patience else set()
                pairs += [Pair(its, mine)] if warm or other.name in slow or its.wrong else []
        ours += [Pair(mine, mine)] if warm else []
        warm = True
    programs = [("gongguo", True, ours)]
    programs += [(other.name, False, pairs) for other, pairs in zip(contest.others, theirs, strict=True)]
    return [Figures(contest.work, contest.entries, *program) for program in programs]
