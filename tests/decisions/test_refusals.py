"""Every refusal of the specification, each in several forms, and what is at its borders and must be taken.

The rows were made from the specification by a separate program; `why` says what each is about.
"""

import json
from pathlib import Path

import pytest

from tests.office import Office

HERE = Path(__file__).parent


def rows_of(name: str) -> list[dict]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def as_text(entry: dict) -> dict[str, str]:
    words = {True: "yes", False: "no"}
    return {name: words[value] if isinstance(value, bool) else str(value) for name, value in entry.items()}


@pytest.fixture
def office_of_refusals(tmp_path: Path) -> Office:
    return Office(tmp_path / "gongguo.db", HERE / "roster.csv")


def handed_in(office: Office, row: dict) -> tuple[int, list[str]]:
    """Record the set-up, hand the entry in; return how many entries came of it and the problems in words."""
    for entry in row["setup"]:
        prepared = office.hand_in(as_text(entry), by=entry.get("by") or "录入员")
        assert not prepared.problems, prepared
    before = office.ledger.archive.last_number()
    decision = office.hand_in(as_text(row["entry"]), by=row.get("by") or "录入员")
    return office.ledger.archive.last_number() - before, [str(problem.error) for problem in decision.problems]


@pytest.mark.parametrize("row", rows_of("refused.jsonl"), ids=lambda row: row["why"])
def test_refused_and_nothing_stored(row: dict, office_of_refusals: Office) -> None:
    stored, problems = handed_in(office_of_refusals, row)
    assert problems and stored == 0


@pytest.mark.parametrize("row", rows_of("accepted.jsonl"), ids=lambda row: row["why"])
def test_taken(row: dict, office_of_refusals: Office) -> None:
    stored, problems = handed_in(office_of_refusals, row)
    assert (stored, problems) == (1, [])
