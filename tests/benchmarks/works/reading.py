"""Reading: one person's score, everybody's, and whether all of it is true."""

import json
import re
import subprocess
from decimal import Decimal
from functools import cache

from tests.benchmarks import peers
from tests.benchmarks.contest import AROUND, Check, Contest, Program
from tests.benchmarks.unit import GONGGUO, Unit
from tests.benchmarks.works import EMPTY, LAST_DAY, Work, gongguo, is_exactly, python, says

SUMS = (
    "import sqlite3; rows = sqlite3.connect('plain.db').execute("
    "'SELECT person, kind, SUM(thousandths) FROM plain {how} GROUP BY person, kind').fetchall(); "
    "print(len(rows), sum(row[2] for row in rows))"
)
HASHING = (
    "import hashlib, sqlite3; print(sum(1 for (blob,) in sqlite3.connect('gongguo.db').execute("
    "'SELECT blob FROM entries ORDER BY number') if hashlib.sha256(b'\\0' + blob).digest()))"
)
CONTESTED = 20


def own_score(work: str, unit: Unit) -> Contest:
    """Every point of one person traced, without a rank, against the peers' registers of that person."""
    ours = gongguo("why", unit.person, *LAST_DAY, "--no-rank", check=_every_lateness(unit))
    code = (
        "import sqlite3; print(len(sqlite3.connect('raw.db').execute(\"SELECT blob FROM entries "
        f"WHERE stream = 'person:{unit.person}' ORDER BY version\").fetchall()))"
    )
    rows = python("python + sqlite3: their rows", code, is_exactly(unit.each + 1))
    return Contest(
        work, unit.entries, unit.folder, ours, [EMPTY, rows, *peers.entries_of(unit.person, unit.sums)]
    )  # fmt: skip


def ranked_score(work: str, unit: Unit) -> Contest:
    """The same with the rank, for which everybody's score is needed, against the bulletin."""
    ours = gongguo("why", unit.person, *LAST_DAY, check=_every_lateness(unit, f" of {unit.people};"))
    return Contest(work, unit.entries, unit.folder, ours, [_the_bulletin(unit)])


def everybody(work: str, unit: Unit) -> Contest:
    """The bulletin of the year, against adding up the same rows, with and without an index made for it."""
    total = f"{len(unit.sums)} {sum(unit.sums.values()) * 1000:.0f}"
    add_up = [
        python("sqlite3 GROUP BY, the rows", SUMS.format(how="NOT INDEXED"), is_exactly(total)),
        python("sqlite3 GROUP BY, covering index", SUMS.format(how="INDEXED BY covering"), is_exactly(total)),
    ]
    return Contest(work, unit.entries, unit.folder, _bulletin(unit), [*add_up, *peers.balances(unit.sums)])


def all_of_it(work: str, unit: Unit) -> Contest:
    """Every entry's bytes, hash and columns checked, against reading and hashing every entry."""
    ours = gongguo("verify", check=says(f"True: {unit.last} entries, every one as it was recorded."))
    floor = python("python: read and hash", HASHING, is_exactly(unit.last))
    return Contest(work, unit.entries, unit.folder, ours, [floor])


def a_simulation(work: str, unit: Unit) -> Contest:
    """One entry supposed void, with everybody's rank, against the bulletin."""
    number = unit.number_of(unit.person, "late-arrival")
    ours = gongguo("whatif", unit.person, "--void", str(number), *LAST_DAY, check=says(f"  - void #{number}\n"))
    return Contest(work, unit.entries, unit.folder, ours, [_the_bulletin(unit)])


def the_margin(work: str, unit: Unit) -> Contest:
    """The fewest of 20 contested entries whose voiding carries a person across a mark, against the bulletin."""
    found = _document(unit, "margin", unit.person, "--to", "70", *LAST_DAY)
    contested = ",".join(str(entry["entry"]) for entry in found["contested"][:CONTESTED])
    mark = str(Decimal(found["sheet"]["before"]["total"]) + 8)
    ours = gongguo(
        "margin", unit.person, "--to", mark, "--entries", contested, *LAST_DAY, check=says(f"{mark} points")
    )  # fmt: skip
    return Contest(work, unit.entries, unit.folder, ours, [_the_bulletin(unit)])


def _every_lateness(unit: Unit, *more: str) -> Check:
    """Return a check that each late arrival and early departure is listed, and that this is said as well."""

    def check(printed: str) -> str | None:
        for kind in ("late-arrival", "early-departure"):
            wanted, found = unit.counts[unit.person, kind], printed.count(f"  {kind.replace('-', ' ')}  ")
            if wanted != found:
                return f"expected {wanted} entries of {kind}; found {found}"
        return says(f"known up to entry #{unit.last}\n", *more)(printed)

    return check


def _the_bulletin(unit: Unit) -> Program:
    return _bulletin(unit)._replace(name="gongguo: bulletin")


def _bulletin(unit: Unit) -> Program:
    daily = _daily_points(unit)

    def check(printed: str) -> str | None:
        found = dict(re.findall(r"(P\d{5})  +\S+  +\S+  +([\d.]+)", printed))
        wrong = [person for person in daily if Decimal(found.get(person, -1)) != daily[person]]
        if wrong:
            return f"{len(wrong)} of {len(daily)} people have other points: {wrong[0]} {found.get(wrong[0])}"
        return says(f"known up to entry #{unit.last}\n")(printed)

    return gongguo("bulletin", *LAST_DAY, check=check)


@cache
def _daily_points(unit: Unit) -> dict[str, Decimal]:
    """Return everybody's points of the first part, from a bulletin of which four items are computed here again."""
    points = {}
    for row in _document(unit, "bulletin", *LAST_DAY)["rows"]:
        items = {name: Decimal(item["points"]) for name, item in row["items"].items() if name.startswith("daily")}

        def count(*kinds: str, person: str = row["id"]) -> int:
            return sum(unit.counts[person, kind] for kind in kinds)

        absences = (0, 2, 5, 10)[min(3, count("absence"))]
        lost = absences + count("late-arrival", "early-departure") * Decimal("0.5")
        again = {
            "daily-2": 10 - 2 * count("clearance-delayed"), "daily-3": 5 - count("duty-violation"), "daily-4": 5 - lost,
            "daily-6": 5 - count("assignment-missed"),
        }  # fmt: skip
        for name, value in again.items():
            assert items[name] == max(value, 0), (row["id"], name, items[name], value)
        points[row["id"]] = sum(items.values(), Decimal(0))
    assert len(points) == unit.people, len(points)
    return points


def _document(unit: Unit, *words: str) -> dict[str, list[dict[str, dict[str, dict[str, str]]]]]:
    said = subprocess.run([*GONGGUO, *words, "--json"], cwd=unit.folder, env=AROUND, check=True, capture_output=True)
    document: dict[str, list[dict[str, dict[str, dict[str, str]]]]] = json.loads(said.stdout)
    return document


WORKS = [
    Work("why --no-rank", own_score),
    Work("why", ranked_score),
    Work("bulletin", everybody),
    Work("whatif", a_simulation),
    Work("margin of 20", the_margin),
    Work("verify", all_of_it),
]
