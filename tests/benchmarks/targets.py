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
        self._all = {(one.work, one.entries, one.program): one for one in figures if one.pairs and not one.wrong}

    def _ours(self, work: str) -> list[Figures]:
        """Return ours at every size, the least first."""
        found = [one for one in self._all.values() if one.work == work and one.is_ours]
        return sorted(found, key=lambda one: one.entries)

    def ratio(self, work: str, program: str) -> float | None:
        """Return the median of how many times a program's time ours takes at a million."""
        found = self._all.get((work, PROVINCE, program))
        return statistics.median(found.ratios) if found else None

    def growth(self, work: str) -> float | None:
        """Return how many times longer an entry takes at a million than at the least size."""
        ours = self._ours(work)
        if len(ours) < 2 or ours[-1].entries != PROVINCE:
            return None
        return ours[-1].seconds / ours[0].seconds / (ours[-1].entries / ours[0].entries)

    def above(self, work: str, program: str) -> float | None:
        """Return how many seconds longer ours takes than a program, at the size at which it is most."""
        found = [self._all.get((work, one.entries, program)) for one in self._ours(work)]
        return max((statistics.median(one.differences) for one in found if one), default=None)

    def peak(self, work: str) -> float | None:
        """Return our peak memory in MB at a million."""
        found = self._all.get((work, PROVINCE, "gongguo"))
        return found.peak_mb if found else None

    def record_beside_its_start(self) -> float | None:
        """Return how many times a raw commit and our own start-up a recorded entry takes at a million."""
        names = ("raw commit and start-up", "empty interpreter", "gongguo: --help")
        found = [one for name in names if (one := self._all.get(("record one entry", PROVINCE, name)))]
        if len(found) < len(names):
            return None
        rounds = zip(*(one.pairs for one in found), strict=True)
        return statistics.median(
            raw.ours.seconds / (raw.it.seconds - empty.it.seconds + start.it.seconds) for raw, empty, start in rounds
        )


def _growth(work: str) -> Target:
    return Target(f"{work}: growth of the time ÷ growth of the entries", 1, lambda found: found.growth(work))


TARGETS = [
    Target("bulletin ÷ sqlite3 GROUP BY of the same rows", 2.5,
           lambda found: found.ratio("bulletin", "sqlite3 GROUP BY, the rows")),
    Target("bulletin ÷ ledger's balances alone", 0.2, lambda found: found.ratio("bulletin", "ledger: all balances")),
    Target("bulletin: peak MB", 400, lambda found: found.peak("bulletin")),
    *map(_growth, ("bulletin", "verify", "import a file")),
    Target("why --no-rank − an empty interpreter, in seconds, at every size", 0.4,
           lambda found: found.above("why --no-rank", "empty interpreter")),
    Target("record ÷ (raw commit + an empty interpreter)", 3,
           lambda found: found.ratio("record one entry", "raw commit and start-up")),
    Target("record ÷ (raw commit + gongguo --help)", 3, Results.record_beside_its_start),
    Target("import ÷ raw insert, with the same indexes", 4,
           lambda found: found.ratio("import a file", "raw insert, with the indexes")),
    Target("import ÷ raw insert, bare table", 4, lambda found: found.ratio("import a file", "raw insert, bare table")),
    Target("attendance candidates ÷ calamine reading the cells", 10,
           lambda found: found.ratio("attendance candidates", "calamine: its cells")),
]  # fmt: skip


def judged(figures: Sequence[Figures]) -> list[Met]:
    """Return every target with what was measured."""
    results = Results(figures)
    return [Met(target.wanted, target.at_most, target.measure(results)) for target in TARGETS]
