"""Many hands recording in one ledger at once: python -m tests.benchmarks.hands LEDGER WRITERS ENTRIES

Starts so many processes; when all are ready, each records its part of so many entries, one by one, as a clerk would.
Prints the least and the greatest number that was said, how many were said, the seconds that the slowest hundredth of
the entries took at least, and last the seconds that it all took. Starting is not timed.

With --raw, each commits rows to a table of the same columns instead, by sqlite3 alone.
"""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

Say = Callable[[int], int]
"""Records the entry of this turn and returns its number."""


def main(ledger: str, writers: str, entries: str, *raw: str) -> None:
    """Start the writers, wait for them, and let them go at once."""
    share = int(entries) // int(writers)
    command = [sys.executable, "-m", "tests.benchmarks.hands", "--one", ledger, str(share), *raw]
    hands = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
             for _writer in range(int(writers))]  # fmt: skip
    for hand in hands:
        assert hand.stdout is not None and hand.stdout.readline() == "ready\n", "a writer could not begin"
    start = perf_counter()
    for hand in hands:
        assert hand.stdin is not None
        hand.stdin.write("go\n")
        hand.stdin.flush()
    said = [line.split() for hand in hands for line in _until_the_end(hand)]
    seconds = perf_counter() - start
    numbers = {int(number) for number, _took in said}
    waits = sorted(float(took) for _number, took in said)
    print(min(numbers), max(numbers), len(numbers), waits[len(waits) * 99 // 100], seconds)


def _until_the_end(hand: "subprocess.Popen[str]") -> list[str]:
    out, _err = hand.communicate()
    assert hand.returncode == 0, "a writer failed"
    return out.splitlines()


def one_hand(ledger: str, share: str, *raw: str) -> None:
    """Record so many entries, and say each number with the seconds that it took."""
    record = _committing(ledger) if raw else _recording(ledger)
    print("ready", flush=True)
    sys.stdin.readline()
    said = []
    for turn in range(int(share)):
        start = perf_counter()
        said.append((record(turn), perf_counter() - start))
    print("\n".join(f"{number} {took}" for number, took in said))


def _recording(path: str) -> Say:
    from ledger.application import RecordingLedger
    from ledger.decisions.drafts import Draft, draft_from
    from ledger.entry import RecordedBy
    from ledger.store.places import place_called

    application = RecordingLedger.open(place_called(path, None, Path), lambda: datetime.now(UTC))

    def record(turn: int) -> int:
        draft = draft_from({"kind": "late-arrival", "person": f"P{turn % 2:05}", "occurred_on": "2020-12-31"})
        assert isinstance(draft, Draft)
        return application.record_one(draft, RecordedBy(login="office", name="office")).entries[0].number

    return record


def _committing(path: str) -> Say:
    from tests.benchmarks.floors.raw_commit import commit_one

    raw = sqlite3.connect(path, isolation_level=None, timeout=60)
    raw.execute("PRAGMA synchronous = FULL")
    return lambda _turn: commit_one(raw)


def run(words: Sequence[str]) -> None:
    """Be one of the hands, or the one that starts them."""
    if words[0] == "--one":
        one_hand(*words[1:])
    else:
        main(*words)


if __name__ == "__main__":
    run(sys.argv[1:])
