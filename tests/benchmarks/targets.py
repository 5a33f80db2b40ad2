"""What is wanted at a province's size: a million entries of 10,000 people; and whether it is so."""

import statistics
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.benchmarks.contest import Figures

PROVINCE = 1_000_000


class Target(NamedTuple):
    """A figure that is wanted: at most so much of what is measured; `measure` finds None if that was not measured."""

    wanted: str
    at_most: float
    measure: Callable[["Results"], float | None]


class Met(NamedTuple):
    """A target with what was measured; None: not measured."""

    wanted: str
    at_most: float
    measured: float | None

    @property
    def verdict(self) -> str:
        """Say whether it was met."""
        if self.measured is None:
            return "not measured"
        return "met" if self.measured <= self.at_most else "missed"


class Results:
    """The figures by work, size and program."""

    def __init__(self, figures: Sequence[Figures]) -> None:
        self.all = {(one.work, one.entries, one.program): one for one in figures if one.pairs and not one.wrong}
        self.sizes = sorted({one.entries for one in figures if one.work == "bulletin"})

    def ratio(self, work: str, program: str, entries: int = PROVINCE) -> float | None:
        """Return the median of how many times a program's time ours takes."""
        found = self.all.get((work, entries, program))
        return statistics.median(found.ratios) if found else None

    def growth(self, work: str) -> float | None:
        """Return how many times longer an entry takes at a million than at the least size."""
        ends = [self.all.get((work, entries, "gongguo")) for entries in (self.sizes[:1] + self.sizes[-1:])]
        if len(ends) < 2 or not all(ends) or self.sizes[-1] != PROVINCE or len(self.sizes) < 2:
            return None
        small, great = (one for one in ends if one)
        return great.seconds / small.seconds / (great.entries / small.entries)

    def above(self, work: str, program: str) -> float | None:
        """Return the most seconds that ours takes longer than a program, of the medians at every size."""
        found = [self.all.get((work, entries, program)) for entries in self.sizes]
        medians = [statistics.median(one.differences) for one in found if one]
        return max(medians, default=None)

    def peak(self, work: str) -> float | None:
        """Return our peak memory in MB at a million."""
        found = self.all.get((work, PROVINCE, "gongguo"))
        return found.peak_mb if found else None


TARGETS = [
    Target("bulletin ÷ sqlite3 GROUP BY of the same rows", 2.5,
           lambda found: found.ratio("bulletin", "sqlite3 GROUP BY, the rows")),
    Target("bulletin ÷ ledger's balances alone", 0.2, lambda found: found.ratio("bulletin", "ledger: all balances")),
    Target("bulletin: peak MB", 400, lambda found: found.peak("bulletin")),
    Target("bulletin: growth ÷ growth of the entries", 1, lambda found: found.growth("bulletin")),
    Target("verify: growth ÷ growth of the entries", 1, lambda found: found.growth("verify")),
    Target("import: growth ÷ growth of the entries", 1, lambda found: found.growth("import a file")),
    Target("why --no-rank − empty interpreter, seconds, at every size", 0.4,
           lambda found: found.above("why --no-rank", "empty interpreter")),
    Target("record ÷ (raw commit and start-up)", 3,
           lambda found: found.ratio("record one entry", "raw commit and start-up")),
    Target("import ÷ raw insert, with the indexes", 4,
           lambda found: found.ratio("import a file", "raw insert, with the indexes")),
    Target("import ÷ raw insert, bare table", 4, lambda found: found.ratio("import a file", "raw insert, bare table")),
]  # fmt: skip


def judged(figures: Sequence[Figures]) -> list[Met]:
    """Return every target with what was measured."""
    results = Results(figures)
    return [Met(target.wanted, target.at_most, target.measure(results)) for target in TARGETS]
