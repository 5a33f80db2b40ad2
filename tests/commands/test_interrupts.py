"""Ctrl-C, pressed once or by quick fingers, or again because the leaving takes long."""

import signal

import pytest

from commands import program
from commands.program import SAME_SECONDS, Interrupts


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The moment it is, which a test changes; what ends the program raises SystemExit instead."""
    now = [100.0]

    def end(status: int) -> None:
        raise SystemExit(status)

    monkeypatch.setattr(program.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(program.os, "_exit", end)
    return now


def test_the_first_interrupts_and_those_at_once_after_it_are_the_same_one(seconds: list[float]) -> None:
    interrupts = Interrupts()
    with pytest.raises(KeyboardInterrupt):
        interrupts(signal.SIGINT, None)
    seconds[0] += SAME_SECONDS / 2
    interrupts(signal.SIGINT, None)


def test_one_that_comes_later_ends_a_program_that_takes_long_to_leave(seconds: list[float]) -> None:
    interrupts = Interrupts()
    with pytest.raises(KeyboardInterrupt):
        interrupts(signal.SIGINT, None)
    seconds[0] += SAME_SECONDS + 1
    with pytest.raises(SystemExit, match="130"):
        interrupts(signal.SIGINT, None)
