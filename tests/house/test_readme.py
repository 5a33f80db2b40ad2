"""README.md cannot lie: its commands are run as they stand, and their output is compared with what it prints.

UPDATE_SNAPSHOTS=1 writes the output of today into the page, to be looked at.
"""

import os
import re
from pathlib import Path

from tests.house.pages import masked
from tests.house.readme_tables import with_tables
from tests.office import say

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def told(block: str, folder: Path) -> str:
    """Return a block with the output that its commands have now."""
    lines = []
    for command in (line for line in block.splitlines() if line.startswith("$ ")):
        said = say(*command.removeprefix("$ gongguo ").split(), folder=folder)
        text = masked((said.out + said.err).strip("\n"))
        lines += [command, *(line.rstrip() for line in text.splitlines())]
    return "\n".join(lines) + "\n"


def test_the_tour_and_the_tables_are_those_of_today(tmp_path: Path) -> None:
    assert say("demo", "gongguo-demo", folder=tmp_path).status == 0
    page = README.read_text(encoding="utf-8")
    now = with_tables(page)
    now = BLOCK.sub(lambda block: f"```console\n{told(block[1], tmp_path / 'gongguo-demo')}```", now)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        README.write_text(now, encoding="utf-8")
    assert now == page or os.environ.get("UPDATE_SNAPSHOTS")


def test_the_two_commands_are_those_that_the_build_runs() -> None:
    page = README.read_text(encoding="utf-8")
    build = (README.parent / ".ci" / "run").read_text(encoding="utf-8")
    commands = re.findall(r"```sh\n(.*?)\n```", page)
    assert len(commands) == 2
    assert all(command in build for command in commands)
