"""The program's entry: an interrupt while the program is still loading ends it quietly, like any other.

Once it is loaded, `commands.main` says in words what an interrupt left behind. Interrupts that follow at once are the
same one, for fingers are quick; one that comes later, because the leaving takes long, ends the program where it is.
"""

import os
import signal
import time
from types import FrameType

signal.signal(signal.SIGINT, signal.SIG_DFL)

from commands.main import main as run_and_leave  # noqa: E402 - the interrupt is seen to before anything is loaded

SAME_SECONDS = 2.0
_INTERRUPTED = 130


class Interrupts:
    """What SIGINT does: the first raises KeyboardInterrupt."""

    def __init__(self) -> None:
        self._first: float | None = None

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        """Take one of them."""
        now = time.monotonic()
        if self._first is None:
            self._first = now
            raise KeyboardInterrupt
        if now - self._first > SAME_SECONDS:
            os._exit(_INTERRUPTED)  # a ledger loses nothing by it: what was not acknowledged is not there


def main() -> None:
    """Run the command that was typed."""
    signal.signal(signal.SIGINT, Interrupts())
    run_and_leave()


if __name__ == "__main__":
    main()
