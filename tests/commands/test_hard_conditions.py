"""What the machine does to a clerk: leftovers, read-only folders, closed and full outputs, broken characters."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.office import Clerk

GONGGUO = [sys.executable, "-c", "from commands.main import main; main()"]
LATE = ("record", "late-arrival", "T1", "--on", "2020-03-02", "--by", "庚")


def in_shell(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    """Run a line in a shell, `gongguo` being the program."""
    words = " ".join(f"'{word}'" for word in GONGGUO)
    line = f'gongguo() {{ {words} "$@"; }}; {command}'
    return subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True, check=False)


def test_a_new_ledger_is_not_made_on_the_log_of_a_lost_one(clerk: Clerk) -> None:
    (clerk.folder / "gongguo.db-wal").write_bytes(b"what is left")
    said = clerk("init", "--json")
    assert (said.status, said.error["code"]) == (1, "ledger-exists")
    assert not (clerk.folder / "gongguo.db").exists()


def test_who_may_not_write_reads_all_the_same_and_leaves_nothing_behind(
    desk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder: Path = desk.folder
    desk(*LATE)
    before = sorted(path.name for path in folder.iterdir())
    monkeypatch.setattr(os, "access", lambda path, mode: mode == os.R_OK)
    for command in ("log", "bulletin", "verify"):
        assert desk(command).status == 0
    refused = desk(*LATE, "--json")
    assert (refused.status, refused.error["code"]) == (1, "store-read-only")
    assert sorted(path.name for path in folder.iterdir()) == before


def test_an_entry_whose_receipt_cannot_be_printed_is_acknowledged_all_the_same(desk: Clerk) -> None:
    done = in_shell(desk.folder, f"gongguo {' '.join(LATE)} > /dev/full")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert "#9" in done.stderr and desk("log", "--json").json["entries"][-1]["entry"] == 9


@pytest.mark.parametrize("line", ["gongguo log >&-", "gongguo log | true", "gongguo log | head -1"])
def test_a_closed_output_makes_no_traceback(desk: Clerk, line: str) -> None:
    assert "Traceback" not in in_shell(desk.folder, line).stderr


def test_broken_characters_are_refused_with_json_too(desk: Clerk) -> None:
    score = in_shell(desk.folder, r"gongguo score $'\xff' --json")
    absence = in_shell(desk.folder, r"gongguo record absence T1 --on 2020-03-02 --by $'\xff'")
    assert "person-unknown" in score.stderr and "control characters" in absence.stderr
    assert "unforeseen" not in score.stderr + absence.stderr
    assert len(desk("log", "--json").json["entries"]) == 8


def test_an_enrolment_that_nothing_rests_on_is_voided_with_a_receipt(desk: Clerk) -> None:
    said = desk("void", "7", "--reason", "重复入册", "--by", "庚", "--json")
    assert (said.status, said.json["entry"], said.json["name"]) == (0, 9, "己")


def test_known_at_the_last_day_there_is(desk: Clerk) -> None:
    assert desk("log", "--known-at", "9999-12-31", "--json").status == 0


def test_a_roster_as_json_lines_hides_no_column_in_a_later_row(clerk: Clerk) -> None:
    rows = '{"id":"M1","name":"甲","department":"部"}\n{"id":"M2","name":"乙","department":"部","posst":"x"}\n'
    (clerk.folder / "r.jsonl").write_text(rows, encoding="utf-8")
    (problem,) = clerk("init", "--roster", "r.jsonl", "--json").json["problems"]
    assert (problem["row"], problem["column"]) == (2, "posst")


def test_a_roster_with_two_columns_for_one_field_is_refused(clerk: Clerk) -> None:
    (clerk.folder / "r.csv").write_text("id,工号,name,department\nN1,N2,甲,部\n", encoding="utf-8")
    assert clerk("init", "--roster", "r.csv", "--json").json["problems"][0]["column"] == "工号"
