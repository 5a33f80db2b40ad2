"""Speed and memory, held against what the machine cannot do without and against peers, in one run.

python -m tests.benchmarks [--sizes 50k,300k,1M] [--rounds 5] [--only bulletin] [--keep FOLDER] [--json FILE]

Every program is a whole process, its answer is checked, and programs of a work take turns: machines drift, ratios
within a round stay. Nothing fails for being slow; a wrong answer of ours does.
"""

import argparse
import os
import platform
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.benchmarks import peers, table
from tests.benchmarks.contest import Figures, held
from tests.benchmarks.targets import judged
from tests.benchmarks.unit import Unit
from tests.benchmarks.works import all_works

UNITS = {"k": 1000, "m": 1_000_000}


def main(words: Sequence[str]) -> int:
    """Run what was asked for and print the tables; return the exit status, 1 if an answer of ours was wrong."""
    asked = _parser().parse_args(words)
    with tempfile.TemporaryDirectory(prefix="gongguo-benchmarks-") as temporary:
        figures = measured(asked, Path(asked.keep or temporary).absolute())
    met, about = judged(figures), _about()
    print(table.as_table(figures, met))
    print("\n" + "; ".join(f"{name} {value}" for name, value in about.items()))
    if asked.json:
        Path(asked.json).write_text(table.as_json(figures, met, about), encoding="utf-8")
    if asked.csv:
        Path(asked.csv).write_text(table.as_csv(figures), encoding="utf-8")
    return int(any(one.wrong for one in figures if one.is_ours))


def measured(asked: argparse.Namespace, folder: Path) -> list[Figures]:
    """Run every work that was asked for at every size."""
    figures: list[Figures] = []
    units = [Unit(folder / name, size) for name, size in asked.sizes]
    for work in all_works():
        if asked.only and not any(name in work.name for name in asked.only):
            continue
        for unit in units[: 1 if work.once else None]:
            unit.make()
            figures += held(work.contest(work.name, unit), asked.rounds, asked.patience, _tell)
    return figures


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=_sizes, default=_sizes("50k,300k,1M"), help="how many entries (50k,300k,1M)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each program runs, after warming up (5)")
    parser.add_argument(
        "--only", type=lambda names: names.split(","), help="works that have one of these in their name"
    )
    parser.add_argument("--patience", type=float, default=30, metavar="SECONDS",
                        help="another's program that takes longer runs only once (30)")  # fmt: skip
    parser.add_argument("--keep", metavar="FOLDER", help="where the generated units stay for the next run")
    parser.add_argument("--json", metavar="FILE", help="every run, for keeping")
    parser.add_argument("--csv", metavar="FILE", help="the same, a line for each run")
    return parser


def _sizes(names: str) -> list[tuple[str, int]]:
    return [(name, int(float(name.rstrip("kKmM")) * UNITS.get(name[-1].lower(), 1))) for name in names.split(",")]


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _about() -> dict[str, str]:
    """Return when, where and with which versions it was measured."""
    from importlib.metadata import version

    return {
        "measured": datetime.now(UTC).date().isoformat(),
        "processors": str(os.cpu_count()),
        "machine": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "sqlalchemy": version("sqlalchemy"),
        **{peer.name: _version(peer) for peer in peers.PEERS},
    }


def _version(peer: peers.Peer) -> str:
    where = peers.installed(peer)
    if not where:
        return "not installed"
    said = subprocess.run([where, "--version"], capture_output=True, text=True, check=False).stdout
    return " ".join(re.findall(r"\d+\.[\d.]+", said.partition("\n")[0])[-1:]) or "of no version"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
