"""A long ledger is verified by two processes at once; what is found is what one alone finds."""

import multiprocessing
from multiprocessing.process import BaseProcess

import pytest

from ledger.integrity import table, verification
from ledger.integrity.judging import Judged, judge
from ledger.store.archive import Archive
from tests.office import Clerk
from tests.past_the_guards import freely

DAMAGES = {
    "nothing": "SELECT 1",
    "a column": "UPDATE entries SET person = 'T2' WHERE number = 9",
    "a blob": "UPDATE entries SET blob = x'00' WHERE number = 9",
    "a leaf": "UPDATE entries SET leaf = x'00' WHERE number = 9",
    "a row": "DELETE FROM entries WHERE number = 9",
    "an index": "DROP INDEX entries_by_kind",
    "a document": "INSERT INTO documents VALUES ('00', x'00')",
}


@pytest.fixture
def recorded(desk: Clerk) -> Clerk:
    for day in ("2020-03-05", "2020-03-06"):
        desk("record", "late-arrival", "甲", "--on", day, "--by", "庚")
    return desk


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("statement", DAMAGES.values(), ids=DAMAGES)
def test_two_processes_find_what_one_finds(
    recorded: Clerk, monkeypatch: pytest.MonkeyPatch, statement: str, lang: str
) -> None:
    freely(recorded.folder / "gongguo.db", statement)
    alone = recorded("verify", "--json", "--lang", lang)
    monkeypatch.setattr(table, "WORTH_ANOTHER_PROCESS", 1)
    together = recorded("verify", "--json", "--lang", lang)
    assert (together.status, together.json) == (alone.status, alone.json)
    assert alone.status == (0 if statement == "SELECT 1" else 3)


def test_the_second_process_is_killed_and_its_part_is_done_all_the_same(
    recorded: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    freely(recorded.folder / "gongguo.db", DAMAGES["a column"])
    killed: list[BaseProcess] = []

    def judged_while_the_other_dies(archive: Archive, last: int, judged: Judged) -> None:
        killed.extend(multiprocessing.active_children())
        for process in killed:
            process.kill()
        judge(archive, last, judged)

    monkeypatch.setattr(table, "WORTH_ANOTHER_PROCESS", 1)
    monkeypatch.setattr(verification, "judge", judged_while_the_other_dies)
    said = recorded("verify", "--json")
    assert len(killed) == 1 and said.status == 3
    assert [problem["entry"] for problem in said.json["problems"]] == [9]
