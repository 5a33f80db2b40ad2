"""Speed, as ratios taken interleaved in one run: pytest tests/benchmarks -s

Each figure runs our command and a floor in turn, whole processes both, and prints the median of the ratios. The floor
is what the machine cannot do without: plain sqlite3 over the same rows, an empty interpreter. Machines drift; ratios
stay. Nothing here fails for being slow: the printed figures are for people.
"""

import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.benchmarks import workload

PEOPLE, EACH, ROUNDS = 1000, 100, 7
GONGGUO = [sys.executable, "-c", "from commands.main import main; main()"]
SELECT = "SELECT person, kind, COUNT(*) FROM plain GROUP BY person, kind"
HASHING = (
    "print(sum(1 for (blob,) in sqlite3.connect('gongguo.db').execute("
    "'SELECT blob FROM entries ORDER BY number') if hashlib.sha256(b'\\0' + blob).digest()))"
)

Program = Callable[[], float]


@pytest.fixture(scope="session")
def unit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A unit of 1,000 people with 100 entries each, its ledger, and the same rows in a plain table of a plain file."""
    folder = tmp_path_factory.mktemp("unit")
    roster, entries = workload.write(folder, PEOPLE, EACH)
    gongguo(folder, "init", "--roster", str(roster))()
    shutil.copy(folder / "gongguo.db", folder / "founded.db")
    gongguo(folder, "import", str(entries))()
    plain = sqlite3.connect(folder / "plain.db")
    plain.execute("ATTACH 'file:%s?mode=ro' AS ledger" % (folder / "gongguo.db"))
    plain.execute("CREATE TABLE plain AS SELECT * FROM ledger.entries")
    plain.commit()
    plain.close()
    small = folder / "small"
    small.mkdir()
    gongguo(small, "init", "--roster", "xiangxi-2020")()
    return folder


def gongguo(folder: Path, *arguments: str) -> Program:
    return process([*GONGGUO, *arguments], folder)


def process(command: list[str], folder: Path) -> Program:
    def run() -> float:
        start = time.perf_counter()
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start

    return run


def python(folder: Path, code: str) -> Program:
    return process([sys.executable, "-c", code], folder)


def interleaved(benchmark: BenchmarkFixture, ours: Program, *floors: Program) -> list[list[float]]:
    """Run ours and the floors in turn; return their times, ours first. The benchmark reports ours."""
    times: list[list[float]] = [[] for _program in (ours, *floors)]

    def one_round() -> None:
        for place, program in enumerate((ours, *floors)):
            times[place].append(program())

    one_round()
    times = [[] for _program in (ours, *floors)]
    benchmark.pedantic(one_round, rounds=ROUNDS, iterations=1)
    return times


def median(values: list[float]) -> float:
    return statistics.median(values)


def report(benchmark: BenchmarkFixture, **figures: object) -> None:
    shown = {name: f"{value:.3f}" if isinstance(value, float) else value for name, value in figures.items()}
    benchmark.extra_info.update(shown)
    sys.stderr.write(f"\n{benchmark.name}: " + ", ".join(f"{name} {value}" for name, value in shown.items()) + "\n")


def test_bulletin_of_100_000_entries(benchmark: BenchmarkFixture, unit: Path) -> None:
    query = f"print(len(sqlite3.connect('plain.db').execute('{SELECT}').fetchall()))"
    against_a_floor(benchmark, unit, "bulletin", "import sqlite3", query)


def test_verify_of_100_000_entries(benchmark: BenchmarkFixture, unit: Path) -> None:
    against_a_floor(benchmark, unit, "verify", "import hashlib, sqlite3", HASHING)


@pytest.mark.campaign
def test_verify_of_1_000_000_entries(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    roster, entries = workload.write(tmp_path, 10 * PEOPLE, EACH)
    gongguo(tmp_path, "init", "--roster", str(roster))()
    gongguo(tmp_path, "import", str(entries))()
    ours, floor, empty = interleaved(
        benchmark, gongguo(tmp_path, "verify"), python(tmp_path, f"import hashlib, sqlite3; {HASHING}"),
        python(tmp_path, "import hashlib, sqlite3"),
    )  # fmt: skip
    ratio = median([a / (f - e) for a, f, e in zip(ours, floor, empty, strict=True)])
    report(benchmark, ours_s=median(ours), floor_s=median(floor), ratio=ratio, peak_mb=peak_mb(tmp_path, "verify"))


def against_a_floor(benchmark: BenchmarkFixture, unit: Path, command: str, imports: str, work: str) -> None:
    """Report a command over all entries against the least work in plain Python, each less its own start-up."""
    ours, floor, start_up, empty = interleaved(
        benchmark,
        gongguo(unit, command),
        python(unit, f"{imports}; {work}"),
        gongguo(unit / "small", command),
        python(unit, imports),
    )
    times = [(a - s) / (f - e) for a, f, s, e in zip(ours, floor, start_up, empty, strict=True)]
    report(
        benchmark, ours_s=median(ours), floor_s=median(floor), start_up_s=median(start_up),
        ratio_less_start_up=median(times), peak_mb=peak_mb(unit, command),
    )  # fmt: skip


def peak_mb(folder: Path, *arguments: str) -> float:
    code = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    command = [sys.executable, "-c", code, *GONGGUO, *arguments]
    return float(subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout)


def test_why_of_one_person(benchmark: BenchmarkFixture, unit: Path) -> None:
    ours, empty = interleaved(
        benchmark, gongguo(unit, "why", "P00010", "--no-rank"), python(unit, "pass")
    )  # fmt: skip
    above = median([a - b for a, b in zip(ours, empty, strict=True)])
    report(benchmark, why_s=median(ours), above_an_empty_interpreter_s=above)


def test_whatif_with_ranks_against_a_bulletin(benchmark: BenchmarkFixture, unit: Path) -> None:
    whatif = gongguo(unit, "whatif", "P00010", "--void", "2000", "--as-of", "2020-12-31")
    against_a_bulletin(benchmark, unit, whatif)


def test_margin_over_20_contested_entries_against_a_bulletin(benchmark: BenchmarkFixture, unit: Path) -> None:
    import json

    command = [*GONGGUO, "margin", "P00010", "--to", "70", "--as-of", "2020-12-31", "--json"]
    found = json.loads(subprocess.run(command, cwd=unit, check=True, capture_output=True).stdout)
    contested = ",".join(str(entry["entry"]) for entry in found["contested"][:20])
    mark = str(float(found["sheet"]["before"]["total"]) + 8)
    margin = gongguo(unit, "margin", "P00010", "--to", mark, "--entries", contested, "--as-of", "2020-12-31")
    against_a_bulletin(benchmark, unit, margin)


def against_a_bulletin(benchmark: BenchmarkFixture, unit: Path, ours: Program) -> None:
    """Report a command against the bulletin of the same day, whole processes both."""
    times, bulletin = interleaved(benchmark, ours, gongguo(unit, "bulletin", "--as-of", "2020-12-31"))
    ratios = [a / b for a, b in zip(times, bulletin, strict=True)]
    report(benchmark, ours_s=median(times), bulletin_s=median(bulletin), ratio=median(ratios))


def test_import_of_100_000_entries(benchmark: BenchmarkFixture, unit: Path) -> None:
    def import_anew() -> float:
        for name in ("again.db", "again.db-wal", "again.db-shm"):
            (unit / name).unlink(missing_ok=True)
        shutil.copy(unit / "founded.db", unit / "again.db")
        return gongguo(unit, "--ledger", "again.db", "import", "entries.jsonl")()

    ours, indexed, guarded, bare = interleaved(
        benchmark, import_anew, *(lambda kind=kind: raw_insert(unit, kind) for kind in ("index", "trigger", "table"))
    )
    ratios = {
        f"times_{name}": median([a / b for a, b in zip(ours, floor, strict=True)])
        for name, floor in (("with_indexes", indexed), ("with_guards", guarded), ("bare_table", bare))
    }
    report(benchmark, import_s=median(ours), raw_with_indexes_s=median(indexed), **ratios)


def raw_insert(folder: Path, most: str) -> float:
    """Insert the same rows by sqlite3 alone, into the bare table, with the same indexes, or with the guards too."""
    for name in ("raw.db", "raw.db-wal", "raw.db-shm"):
        (folder / name).unlink(missing_ok=True)
    source = sqlite3.connect(folder / "gongguo.db")
    rows = source.execute("SELECT * FROM entries").fetchall()
    kinds = ["table", "index", "trigger"][: ["table", "index", "trigger"].index(most) + 1]
    schema = source.execute("SELECT type, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type DESC").fetchall()
    raw = sqlite3.connect(folder / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    for kind in kinds:
        for statement in (sql for of, sql in schema if of == kind):
            raw.execute(statement)
    start = time.perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    raw.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    raw.execute("COMMIT")
    raw.close()
    return time.perf_counter() - start


def test_help(benchmark: BenchmarkFixture, unit: Path) -> None:
    ours, empty = interleaved(benchmark, gongguo(unit, "--help"), python(unit, "pass"))
    report(
        benchmark, help_s=median(ours), empty_s=median(empty),
        ratio=median([a / b for a, b in zip(ours, empty, strict=True)]),
    )  # fmt: skip


def test_5_000_lines_of_attendance_against_reading_them(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """The candidates of a file in this process, against what calamine takes to read its cells."""
    from python_calamine import CalamineWorkbook

    from commands.intake.attendance import Hours, shape_of
    from commands.intake.sheets import sheets_in
    from tests.commands.test_candidates import daily

    day = ["甲", "机关", "办公室", "T1", "20-03-05 星期四", "A", "08:41", "迟到", "17:30", "正常", "", "11", ""]
    path = daily(tmp_path / "每日.xlsx", *[day] * 5000)

    def candidates() -> float:
        start = time.perf_counter()
        (sheet,) = sheets_in(path)
        shape = shape_of(sheet.lines)
        assert shape is not None and len(shape.candidates_in(sheet.lines, Hours())) == 5000
        return time.perf_counter() - start

    def reading() -> float:
        start = time.perf_counter()
        CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        return time.perf_counter() - start

    ours, floor = interleaved(benchmark, candidates, reading)
    ratio = median([a / b for a, b in zip(ours, floor, strict=True)])
    report(benchmark, ours_s=median(ours), calamine_s=median(floor), ratio=ratio)


def test_a_thousand_slips_against_one(benchmark: BenchmarkFixture, unit: Path) -> None:
    """Whole processes both; the first second of each goes into ranking everybody."""
    one, all_of_them = (gongguo(unit, "slips", *people, "-o", "slips.html") for people in (("P00001",), ()))
    ours, floor = all_of_them(), median([one() for _round in range(3)])
    benchmark.pedantic(one, rounds=1)
    report(benchmark, slips=ours, one=floor, ratio=ours / floor, at_most=1100)
