"""Progress of long work: on standard error alone, a bar over itself on a terminal, lines elsewhere."""

import io

import pytest

from commands.terminal.progress import EVERY, told

SAID = "{count} of {total} slips"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_grows_over_itself_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert list(told(range(60), 60, SAID)) == list(range(60))
    bars = terminal.getvalue().split("\r")[1:]
    assert [bar.count("█") for bar in bars] == [12, 25, 30]
    assert {len(bar.rstrip("\n").split(" ")[0]) for bar in bars} == {30}
    assert terminal.getvalue().endswith("60 of 60 slips\n") and terminal.getvalue().count("\n") == 1
    terminal.getvalue().encode("cp936")


def test_lines_are_written_elsewhere_and_nothing_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(told("ab" * EVERY, 2 * EVERY, SAID)) == list("ab" * EVERY)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "25 of 50 slips\n50 of 50 slips\n")


def test_short_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    list(told(range(EVERY - 1), EVERY - 1, SAID))
    assert capsys.readouterr().err == ""
