"""One of many hands: records latenesses as fast as it can, and says each number when the ledger has taken it.

python -m tests.store.recording_hand LEDGER NAME SECONDS
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from ledger.application import RecordingLedger
from ledger.decisions.drafts import Draft, draft_from
from ledger.entry import RecordedBy
from ledger.store.places import place_called


def lateness(key: str) -> Draft:
    """Return the draft that a key stands for: the same key is always the same fact."""
    fields = {"kind": "late-arrival", "person": "T1", "occurred_on": "2020-03-05", "source_key": key}
    draft = draft_from(fields)
    assert isinstance(draft, Draft)
    return draft


def main(where: str, name: str, seconds: str) -> None:
    """Record until the time is over."""
    application = RecordingLedger.open(place_called(where, None, Path), lambda: datetime.now(UTC))
    end = time.monotonic() + float(seconds)
    place = 0
    while time.monotonic() < end:
        key = f"{name}-{place}"
        decision = application.record([lateness(key)], RecordedBy(login="hand", name=name))
        assert not decision.problems, decision.problems
        sys.stdout.write(f"{decision.entries[0].number} {key}\n")
        sys.stdout.flush()
        place += 1


if __name__ == "__main__":
    main(*sys.argv[1:])
