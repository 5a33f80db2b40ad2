"""The workload of the benchmarks is one that the ledger takes."""

from pathlib import Path

from tests.benchmarks import workload
from tests.office import say


def test_a_generated_unit_is_recorded_whole_and_scored(tmp_path: Path) -> None:
    workload.write(tmp_path, people=16, entries_each=12)
    assert say("init", "--roster", "roster.csv", folder=tmp_path).status == 0
    imported = say("import", "entries.jsonl", "--json", folder=tmp_path).json
    assert (imported["recorded"], imported["problems"]) == (16 * 12, [])
    assert len(say("bulletin", "--json", folder=tmp_path).json["rows"]) == 16
