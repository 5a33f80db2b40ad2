"""The program's entry: an interrupt while the program is still loading ends it quietly, like any other.

Once it is loaded, `commands.main` says in words what an interrupt left behind.
"""

import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)

from commands.main import main as run_and_leave  # noqa: E402 - the interrupt is seen to before anything is loaded


def main() -> None:
    """Run the command that was typed."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    run_and_leave()


if __name__ == "__main__":
    main()
