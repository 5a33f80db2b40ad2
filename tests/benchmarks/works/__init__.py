"""The works that are measured, in the order of the table: each from a unit to a contest."""

import sys
from collections.abc import Callable
from typing import NamedTuple

from tests.benchmarks.contest import ROOT, Check, Contest, Program
from tests.benchmarks.unit import GONGGUO, Unit

FLOORS = ROOT / "tests" / "benchmarks" / "floors"
LAST_DAY = ["--as-of", "2020-12-31"]


class Work(NamedTuple):
    """A work by its name; `once` is for one that does not depend on how many entries there are."""

    name: str
    contest: Callable[[str, Unit], Contest]
    once: bool = False


def gongguo(*words: str, check: Check, before: Callable[[], object] = lambda: None) -> Program:
    """Return our program with these words."""
    return Program("gongguo", [*GONGGUO, *words], check, before)


def python(name: str, code: str, check: Check = lambda _printed: None) -> Program:
    """Return a program of the bare interpreter."""
    return Program(name, [sys.executable, "-c", code], check)


def floor(name: str, file: str, *arguments: str, check: Check, **more: object) -> Program:
    """Return one of the programs in floors/."""
    return Program(name, [sys.executable, str(FLOORS / file), *arguments], check, **more)  # type: ignore[arg-type]


EMPTY = python("empty interpreter", "pass")


HELP = Program("gongguo: --help", [*GONGGUO, "--help"], lambda printed: None if "bulletin" in printed else printed)


def says(*wanted: str) -> Check:
    """Return a check that all this is printed."""

    def check(printed: str) -> str | None:
        missing = [text for text in wanted if text not in printed]
        return f"expected “{missing[0]}”; found: {printed[:200]}" if missing else None

    return check


def is_exactly(wanted: object) -> Check:
    """Return a check that this is all that is printed."""
    return lambda printed: None if printed.strip() == str(wanted) else f"expected {wanted}; found: {printed[:200]}"


def all_works() -> list[Work]:
    """Return every work, in the order of the table."""
    from tests.benchmarks.works import papers, reading, recording, servers, starting, writing

    return [*starting.WORKS, *recording.WORKS, *writing.WORKS, *servers.WORKS, *reading.WORKS, *papers.WORKS]
