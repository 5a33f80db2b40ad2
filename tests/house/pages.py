"""Pages whose commands are run: what a page shows is what the commands say today.

Read from top to bottom: `<!-- on 2020-07-02 -->` sets the clock, `<!-- after other.md -->` first does what another
page does, a block ```csv 花名册.csv (or toml …) is a file, and in a block ```console each line that begins with `$ ` is
run. A block ```python ledger/… is a file of the source: the page's commands are then those of a copy of the program
that has it. The database at DATABASE is one of the tests' own. UPDATE_SNAPSHOTS=1 writes the output of today into the
page, to be looked at.
"""

import os
import re
import shlex
import shutil
import subprocess
from datetime import datetime
from pathlib import Path
from unittest import mock

from commands import wiring
from tests.hardship import in_shell
from tests.office import say

DOCS = Path(__file__).parents[2] / "docs"
DATABASE = "@db.office/gongguo"
"""What the addresses on a page have in common, whoever logs in."""
PIECE = re.compile(
    r"<!-- on (?P<day>\S+) -->"
    r"|<!-- after (?P<page>\S+) -->"
    r"|^```console\n(?P<console>.*?)^```$"
    r"|^```(?P<kind>csv|jsonl|toml|python|text) (?P<file>\S+)\n(?P<content>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)


def masked(text: str) -> str:
    """Put a fixed day in place of today's: what is compared is everything else."""
    text = re.sub(
        r"20(2[6-9]|[3-9]\d)-\d\d-\d\d( \d\d:\d\d)?", lambda day: "2026-07-01" + ((day[2] and " 09:00") or ""), text
    )
    text = re.sub(r"/\S+/(?=\.settings|checkpoints/|beside\b)", "…/", text)
    return re.sub(r"\b\d{4}(?=  2026-07-01 09:00)", "2200", text)  # the days since something happened


class Telling:
    """A page being told again in a folder of its own."""

    def __init__(self, folder: Path, language: str, database: str = DATABASE) -> None:
        self.folder, self.language, self.database = folder, language, database
        self.environment: dict[str, str] = {}
        self.source: Path | None = None
        self.instant = datetime.fromisoformat("2020-06-02T01:00:00+00:00")

    def again(self, page: str) -> str:
        """Return the page with what its commands say now."""
        with (
            mock.patch.object(wiring, "now", lambda: self.instant),
            mock.patch("getpass.getuser", lambda: "clerk"),
            mock.patch("os.urandom", bytes),  # a key of zeros, the same in every telling
        ):
            return PIECE.sub(self._piece, page)

    def _piece(self, piece: re.Match[str]) -> str:
        if piece["day"]:
            self.instant = datetime.fromisoformat(f"{piece['day']}T01:00:00+00:00")
        elif piece["page"]:
            self.again((DOCS / piece["page"]).read_text(encoding="utf-8"))
        elif piece["console"]:
            commands = [line for line in piece["console"].splitlines() if line.startswith("$ ")]
            return "```console\n" + "".join(map(self._command, commands)) + "```"
        else:
            place = (self._copied_source() if piece["kind"] == "python" else self.folder) / piece["file"]
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(piece["content"], encoding="utf-8")
        return piece[0]

    def _public_key(self) -> str:
        place = self.folder / "public-key"
        return place.read_text(encoding="utf-8").strip() if place.exists() else ""

    def _copied_source(self) -> Path:
        """Return a copy of the program, made when it is first wanted."""
        if self.source is None:
            self.source = self.folder / ".source"
            for package in ("ledger", "projections", "commands"):
                shutil.copytree(DOCS.parent / package, self.source / package)
            self.environment["PYTHONPATH"] = str(self.source)
        return self.source

    def _command(self, line: str) -> str:
        said = self._said(line.removeprefix("$ ").replace(DATABASE, self.database)).replace(self.database, DATABASE)
        told = "\n".join(text.rstrip() for text in masked(said).strip("\n").splitlines())
        return f"{line}\n{told}\n" if told else f"{line}\n"

    def _said(self, command: str) -> str:
        if command.startswith("export "):
            self.environment.update([command.removeprefix("export ").split("=", 1)])
            return ""
        if self.source is None and command.startswith("gongguo ") and "|" not in command:
            # In this process, where the clock stands; the shell has its say in $(cat …) and in > file.
            line, _sign, target = command.replace("$(cat public-key)", self._public_key()).partition(" > ")
            said = say(*shlex.split(line)[1:], folder=self.folder, language=self.language, **self.environment)
            if target:
                (self.folder / target).write_text(said.out, encoding="utf-8")
            return (said.out if not target else "") + said.err
        done = in_shell(self.folder, command, **{"GONGGUO_LANG": self.language, **self.environment})
        assert isinstance(done, subprocess.CompletedProcess)
        return done.stdout + done.stderr


def holds(page: Path, told: str) -> bool:
    """Whether a page is as it is told now; with UPDATE_SNAPSHOTS it is written so."""
    if os.environ.get("UPDATE_SNAPSHOTS"):
        page.write_text(told, encoding="utf-8")
        return True
    return page.read_text(encoding="utf-8") == told
