"""What <Tab> offers in a shell: commands, kinds by name and label, people by name, id and pinyin."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.office import Clerk

Write = Callable[[str, str | bytes], str]

PROGRAM = [sys.executable, "-c", "from commands.main import main; main()"]
ROSTER = "工号,姓名,部室,别名\nR1,冰甲,办公室,老冰\nR2,丁乙,办公室,\nR3,丁亦,康复部,\nR4,丁亦,办公室,\n"


def offered(folder: Path, words: str) -> list[str]:
    """Return what a bash would offer for the last word of a line."""
    last = len(words.split(" ")) - 1
    done = subprocess.run(
        PROGRAM, cwd=folder, capture_output=True, text=True, check=False,
        env={"_GONGGUO_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(last), "PATH": "",
             "PYTHONUTF8": "1", "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert done.stderr == ""
    return [line.partition(",")[2] for line in done.stdout.split()]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("gongguo tem", ["template"]),
        ("gongguo record late", ["late-arrival"]),
        ("gongguo record 迟", ["迟到"]),
        ("gongguo template 旷", ["旷工"]),
        ("gongguo template ros", ["roster"]),
        ("gongguo record late-arrival bj", ["冰甲"]),
        ("gongguo record late-arrival bing", ["冰甲"]),
        ("gongguo record 迟到 老", ["冰甲"]),
        ("gongguo score R2", ["丁乙"]),
        ("gongguo why dy", ["丁乙", "R3", "R4"]),
        ("gongguo why x", []),
    ],
)
def test_a_tab_completes(clerk: Clerk, write: Write, line: str, wanted: list[str]) -> None:
    assert clerk("init", "--roster", write("花名册.csv", ROSTER)).status == 0
    assert offered(clerk.folder, line) == wanted


def test_without_a_ledger_nobody_is_offered_and_nothing_is_made(clerk: Clerk) -> None:
    assert offered(clerk.folder, "gongguo score a") == []
    assert not (clerk.folder / "gongguo.db").exists()
