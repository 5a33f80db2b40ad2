"""<Tab> in a real bash at a terminal of its own: what it types is what the program would be called with."""

import os
import re
import select
import shutil
import sys
import time
from pathlib import Path

import pytest

from tests.commands.test_completion import PROGRAM, ROSTER
from tests.office import Clerk

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")

# Where it is asked to complete it is the program, else it only says with which words it was called.
GONGGUO = """#!/bin/sh
[ -n "$_GONGGUO_COMPLETE" ] && exec {python} -c "{program}"
echo "[$*]"
"""
MOST_SECONDS = 30


class Terminal:
    """A bash in a folder where `gongguo` completes."""

    def __init__(self, folder: Path) -> None:
        import pty

        (folder / "gongguo").write_text(GONGGUO.format(python=sys.executable, program=PROGRAM[-1]), encoding="utf-8")
        (folder / "gongguo").chmod(0o755)
        known = {"PATH": f"{folder}:{os.environ['PATH']}", "LANG": "C.UTF-8", "TERM": "dumb", "HOME": str(folder),
                 "PYTHONUTF8": "1", "PYTHONPATH": str(Path(__file__).parents[2])}  # fmt: skip
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe("bash", ["bash", "--norc", "--noprofile", "-i"], known)
        self.called_with('eval "$(_GONGGUO_COMPLETE=bash_source gongguo)"; gongguo')

    def called_with(self, keys: str) -> str:
        """Type a line, and return the words with which the program was called."""
        os.write(self.fd, f"{keys}\n".encode())
        said, last = b"", time.monotonic() + MOST_SECONDS
        while not (found := re.search(r"^\[(.*)\]\r$", said.decode(errors="ignore"), re.MULTILINE)):
            assert time.monotonic() < last, said.decode()
            if select.select([self.fd], [], [], 0.1)[0]:
                said += os.read(self.fd, 4096)
        return found[1]

    def close(self) -> None:
        os.write(self.fd, b"exit\n")
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def test_a_tab_types_the_rest_of_a_word(clerk: Clerk) -> None:
    (clerk.folder / "花名册.csv").write_text(ROSTER, encoding="utf-8")
    assert clerk("init", "--roster", "花名册.csv").status == 0
    terminal = Terminal(clerk.folder)
    called = [
        terminal.called_with(keys)
        for keys in ("gongguo cand\tlist", "gongguo record 迟\tbj\t--on 2020-03-05", "gongguo why dy\t")
    ]
    terminal.close()
    # Of three who begin with dy nobody is chosen.
    assert called == ["candidates list", "record 迟到 冰甲 --on 2020-03-05", "why dy"]
