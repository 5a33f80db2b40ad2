"""Starting: what is waited for before anything is done."""

from tests.benchmarks import peers
from tests.benchmarks.contest import Contest
from tests.benchmarks.unit import Unit
from tests.benchmarks.works import EMPTY, HELP, LAST_DAY, Work, gongguo, says


def start_up(work: str, unit: Unit) -> Contest:
    """The help, against an empty interpreter."""
    return Contest(work, 0, unit.folder, HELP, [EMPTY])


def twenty_entries(work: str, unit: Unit) -> Contest:
    """The bulletin of a ledger of 20 entries, against the peers' balances of the same."""
    small = Unit(unit.folder.parent / "20", 20, each=10)
    small.make()
    ours = gongguo("bulletin", *LAST_DAY, check=says(f"known up to entry #{small.last}\n", "P00001"))
    return Contest(work, small.entries, small.folder, ours, [EMPTY, *peers.balances(small.sums)])


WORKS = [Work("start-up: --help", start_up, once=True), Work("start-up: bulletin of 20", twenty_entries, once=True)]
