"""Whatever is in a file that is handed in, it is accepted, or refused in words and nothing of it is recorded.

Valid files are spoilt: cells and values replaced by odd ones, lines moved, bytes changed; and there are files of any
bytes. What is accepted can be read afterwards. `pytest -n 0 -m campaign -s` runs the long form.
"""

import contextlib
import sqlite3
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.commands.spoilt_files import ANYTHING, WAREHOUSE, lines, schemes, tables
from tests.office import Said, say

ADOPT = ("scheme", "adopt", "s.toml", "--authority", "决定")
AMEND = ("scheme", "amend", "s.toml", "--authority", "决定", "--effective", "2023-08-01", "--reaches-back", "自八月起")


class Desk:
    """A clerk who hands in one file after the other, each to the ledger as it was founded."""

    def __init__(self, folder: Path, ledger: bytes) -> None:
        self.folder, self.ledger = folder, ledger
        self.lay_out()

    def lay_out(self) -> None:
        (self.folder / "gongguo.db").write_bytes(self.ledger)

    def types(self, *words: str) -> Said:
        # With GONGGUO_DEBUG whatever is unforeseen is raised, and fails the test.
        return say(*words, folder=self.folder, GONGGUO_DEBUG="1", GONGGUO_BY="庚")

    def count(self) -> int:
        with contextlib.closing(sqlite3.connect(self.folder / "gongguo.db")) as connection:
            return int(connection.execute("SELECT count(*) FROM entries").fetchone()[0])

    def hands_in(self, content: bytes, name: str, *words: str) -> str:
        """Hand in a file: it is accepted, or refused in words and nothing of it is recorded. Return which."""
        self.lay_out()
        (self.folder / name).write_bytes(content)
        before = self.count()
        said = self.types(*words, "--json")
        assert said.status in {0, 1} and "Traceback" not in said.out + said.err
        recorded = self.count() - before
        if said.status == 0:
            assert recorded == said.json.get("recorded", 1)
            return "accepted"
        printed = self.types(*words)
        assert printed.status == 1 and printed.err.startswith("Error: ") and "expected" in printed.out + printed.err
        assert recorded == self.count() - before == 0
        if said.error["code"] != "import-refused":
            assert said.error["expected"] and said.error["code"] != "output-failed", said.err
        else:
            assert said.json["problems"]
            assert all("expected" in problem["message"] for problem in said.json["problems"]), said.out
        return str(said.error["code"])


@pytest.fixture(scope="module")
def desk_2020(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"), founded.read_bytes())


@pytest.fixture(scope="module")
def desk_2023(desk_2020: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same office after it has adopted the warehouse's scheme for 2023."""
    assert desk_2020.hands_in(WAREHOUSE.encode(), "s.toml", *ADOPT) == "accepted"
    ledger = (desk_2020.folder / "gongguo.db").read_bytes()
    return Desk(tmp_path_factory.mktemp("desk"), ledger)


def is_read(desk: Desk, *readings: tuple[str, ...]) -> None:
    for words in readings:
        said = desk.types(*words)
        assert said.status == 0, said.err


def rows_are_taken_or_refused(desk: Desk, examples: int) -> None:
    ends: Counter[str] = Counter()

    @settings(max_examples=examples, deadline=2000, derandomize=examples < 1000, database=None)
    @given(tables() | lines() | ANYTHING, st.sampled_from(["a.csv", "a.jsonl", "a.txt"]))
    def check(content: bytes, name: str) -> None:
        ends[end := desk.hands_in(content, name, "import", name)] += 1
        if end == "accepted":
            is_read(desk, ("log",), ("bulletin", "--year", "2020"))

    check()
    print(f"\n{ends.total()} files of rows: {dict(ends)}")


def schemes_are_taken_or_refused(before: Desk, after: Desk, examples: int) -> None:
    ends: Counter[str] = Counter()

    @settings(max_examples=examples, deadline=2000, derandomize=examples < 1000, database=None)
    @given(schemes() | schemes() | ANYTHING, st.booleans())
    def check(content: bytes, amends: bool) -> None:
        desk = after if amends else before
        ends[end := desk.hands_in(content, "s.toml", *(AMEND if amends else ADOPT))] += 1
        if end == "accepted":
            show = [("scheme", what, "s.toml") for what in ("show", "check", "readings")]
            year = str(tomllib.loads(content.decode("utf-8-sig"))["year"])
            is_read(desk, *show, ("log",), ("score", "甲", "--year", year), ("bulletin", "--year", year))

    check()
    print(f"\n{ends.total()} schemes: {dict(ends)}")


def test_a_spoilt_file_of_rows_is_taken_or_refused_in_words(desk_2020: Desk) -> None:
    rows_are_taken_or_refused(desk_2020, 300)


def test_a_spoilt_scheme_is_taken_or_refused_in_words(desk_2020: Desk, desk_2023: Desk) -> None:
    schemes_are_taken_or_refused(desk_2020, desk_2023, 400)


@pytest.mark.campaign
def test_ten_thousand_spoilt_files_of_rows(desk_2020: Desk) -> None:
    rows_are_taken_or_refused(desk_2020, 10_000)


@pytest.mark.campaign
def test_ten_thousand_spoilt_schemes(desk_2020: Desk, desk_2023: Desk) -> None:
    schemes_are_taken_or_refused(desk_2020, desk_2023, 10_000)
