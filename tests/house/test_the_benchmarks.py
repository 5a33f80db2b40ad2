"""The benchmarks measure right answers: the command runs, in little, and a wrong answer is told as one."""

import json
import math
import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests.benchmarks import peers, table, workload
from tests.benchmarks.__main__ import main
from tests.benchmarks.contest import Contest, Figures, Pair, Taken, held
from tests.benchmarks.targets import PROVINCE, judged
from tests.benchmarks.works import all_works, is_exactly, python
from tests.office import say

SHORTLY = ["--help,record one,import,1 writer", "why", "bulletin,whatif,margin", "verify,attendance,slips"]


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where generated units stay for the next test."""
    return str(tmp_path_factory.mktemp("units"))


def test_a_generated_unit_is_recorded_whole_and_scored(tmp_path: Path) -> None:
    workload.write(tmp_path, people=16, entries_each=12)
    assert say("init", "--roster", "roster.csv", folder=tmp_path).status == 0
    imported = say("import", "entries.jsonl", "--json", folder=tmp_path).json
    assert (imported["recorded"], imported["problems"]) == (16 * 12, [])
    assert len(say("bulletin", "--json", folder=tmp_path).json["rows"]) == 16


@pytest.mark.parametrize("only", SHORTLY)
def test_every_work_is_measured_once_at_a_small_size(
    only: str, units: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(peers, "installed", lambda _peer: None)
    kept = tmp_path / "kept.json"
    assert main(["--sizes", "200", "--rounds", "1", "--only", only, "--keep", units, "--json", str(kept)]) == 0
    document = json.loads(kept.read_text(encoding="utf-8"))
    ours = {one["work"] for one in document["programs"] if one["program"] == "gongguo" and one["runs"]}
    assert ours == {work.name for work in all_works() if any(name in work.name for name in only.split(","))}
    assert not [run for one in document["programs"] for run in one["runs"] if run["wrong"]]
    printed = capsys.readouterr().out
    assert all(work in printed for work in ours)
    assert bool(re.search(r"ledger: .*  not installed", printed)) == (only in {"why", "bulletin,whatif,margin"})


def test_no_work_is_left_out_but_more_writers() -> None:
    names = [name for only in SHORTLY for name in only.split(",")]
    left_out = {work.name for work in all_works() if not any(name in work.name for name in names)}
    assert left_out == {f"{count} writers, {place}" for count in (4, 16) for place in ("one file", "PostgreSQL")}


def test_a_wrong_answer_is_told_and_is_no_figure(tmp_path: Path) -> None:
    ours, wrong = python("ours", "print(80)", is_exactly(80)), python("theirs", "print(79.99)", is_exactly(80))
    failing = python("failing", "raise SystemExit(3)")
    figures = held(Contest("adding up", 2, tmp_path, ours, [wrong, failing]), 2, 30, lambda _text: None)
    assert [one.wrong for one in figures] == [None, "expected 80; found: 79.99\n", "exit status 3: "]
    printed = table.as_table(figures, [])
    assert "WRONG: expected 80; found: 79.99" in printed and printed.count("÷") == 1


def test_who_is_slow_runs_once_beside_ours_of_the_same_round(tmp_path: Path) -> None:
    contest = Contest("waiting", 0, tmp_path, python("ours", "pass"), [python("theirs", "pass")])
    for patience, times in ((math.inf, 3), (0, 1)):
        ours, theirs = held(contest, 3, patience, lambda _text: None)
        assert (len(ours.pairs), len(theirs.pairs)) == (3, times)
        assert [pair.ours for pair in theirs.pairs] == [pair.ours for pair in ours.pairs][:times]


def test_a_balance_is_right_only_if_it_is_exact() -> None:
    sums = {"P00001:absence": Decimal("-2"), "P00002:progress-reported": Decimal("1.002")}
    (ledger, hledger, beancount) = (program.check for program in peers.balances(sums))
    assert ledger("P00001:absence\t-2\nP00002:progress-reported\t1.002\n") is None
    assert hledger('"account","balance"\n"P00001:absence","-2.000"\n"P00002:progress-reported","1.002"\n') is None
    bean = "account,amount\nEquity:P00001:Absence,-2.000\nEquity:P00002:Progress-reported, 1.002\n"
    assert beancount(bean) is None
    assert beancount(bean.replace("1.002", "1.00")) == (
        "1 of 2 sums are wrong: P00002:progress-reported is 1.002, not 1.00"
    )  # fmt: skip
    assert ledger("P00001:absence\t-2\n") == "1 of 2 sums are wrong: P00002:progress-reported is 1.002, not 0"
    assert ledger("P00001:absence\ttwo\n") == "P00001:absence has 'two', which is no number"


def test_amounts_of_a_kind_are_exact_and_never_nothing(tmp_path: Path) -> None:
    _roster, entries = workload.write(tmp_path, people=8, entries_each=100)
    rows = [json.loads(line) for line in entries.read_text(encoding="utf-8").splitlines()]
    signs = {(row["kind"], workload.thousandths_of(row) > 0) for row in rows}
    assert len(signs) == len({kind for kind, _sign in signs}) and all(map(workload.thousandths_of, rows))
    reported = next(row for row in rows if row["kind"] == "progress-reported")
    assert Decimal(workload.thousandths_of(reported)) / 1000 == Decimal(reported["amount"]) * Decimal("0.002")


def test_a_target_is_met_missed_or_not_measured() -> None:
    def figures(work: str, entries: int, program: str, seconds: float, ours: float, peak: float) -> Figures:
        pair = Pair(Taken(seconds, seconds, peak), Taken(ours, ours, peak))
        return Figures(work, entries, program, program == "gongguo", [pair])

    found = {met.wanted: (met.measured, met.verdict) for met in judged([
        figures("bulletin", 50_000, "gongguo", 1, 1, 40), figures("bulletin", PROVINCE, "gongguo", 30, 30, 401),
        figures("bulletin", PROVINCE, "sqlite3 GROUP BY, the rows", 15, 30, 20),
    ])}  # fmt: skip
    assert found["bulletin ÷ sqlite3 GROUP BY of the same rows"] == (2, "met")
    assert found["bulletin: peak MB"] == (401, "missed")
    assert found["bulletin: growth of the time ÷ growth of the entries"] == (1.5, "missed")
    assert found["bulletin ÷ ledger's balances alone"] == (None, "not measured")
