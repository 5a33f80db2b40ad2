"""One of many hands: records latenesses as fast as it can, and says each number when the ledger has taken it.

A server that is away is waited for; then the same is recorded again, under the same key. At the end it says how many
commits it had to ask after, and how many of them had landed.

python -m tests.store.recording_hand LEDGER NAME SECONDS
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from ledger.application import RecordingLedger
from ledger.decisions.drafts import Draft, draft_from
from ledger.entry import RecordedBy
from ledger.store import recorder
from ledger.store.errors import OutcomeUnknown, ServerUnreachable
from ledger.store.places import place_called

T = TypeVar("T")
ENOUGH = Path("enough")
asked: list[bool] = []


def lateness(key: str) -> Draft:
    """Return the draft that a key stands for: the same key is always the same fact."""
    fields = {"kind": "late-arrival", "person": "T1", "occurred_on": "2020-03-05", "source_key": key}
    draft = draft_from(fields)
    assert isinstance(draft, Draft)
    return draft


def main(where: str, name: str, seconds: str) -> None:
    """Record until the time is over, or somebody has said that it is enough."""
    settled = recorder.has_landed
    recorder.has_landed = lambda *lost: asked.append(settled(*lost)) or asked[-1]
    application = persistently(lambda: RecordingLedger.open(place_called(where, None, Path), lambda: datetime.now(UTC)))
    end = time.monotonic() + float(seconds)
    place = 0
    while time.monotonic() < end and not ENOUGH.exists():
        key = f"{name}-{place}"
        number = persistently(partial(number_of, application, key, RecordedBy(login=name, name=name)))
        sys.stdout.write(f"{number} {key}\n")
        sys.stdout.flush()
        place += 1
    sys.stderr.write(f"{len(asked)} {sum(asked)}\n")


def number_of(application: RecordingLedger, key: str, by: RecordedBy) -> int:
    """Record, if it is not recorded yet; return the number of the entry."""
    decision = application.record([lateness(key)], by)
    assert not decision.problems, decision.problems
    known = decision.entries or list(application.ledger.archive.entries_with_keys([key]))
    return known[0].number


def persistently(act: Callable[[], T]) -> T:
    """Do something, waiting for a server that is away."""
    while True:
        try:
            return act()
        except (ServerUnreachable, OutcomeUnknown):
            time.sleep(0.05)


if __name__ == "__main__":
    main(*sys.argv[1:])
