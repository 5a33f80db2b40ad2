"""The instants of entries never go back, whatever the clock does."""

from datetime import UTC, datetime

import pytest

from tests.commands.conftest import Clock
from tests.office import Clerk


@pytest.mark.parametrize("set_back_to", ["2020-07-02T01:59:59+00:00", "2020-06-30T00:00:00+00:00"])
def test_an_entry_recorded_with_the_clock_behind_takes_the_last_instant_and_is_flagged(
    clerk: Clerk, clock: Clock, set_back_to: str
) -> None:
    assert clerk("init", "--roster", "roster.csv").status == 0
    for instant, day in (("2020-07-02T02:00:00+00:00", "2020-03-05"), (set_back_to, "2020-03-06"),
                         ("2020-07-02T03:00:00+00:00", "2020-03-07")):  # fmt: skip
        clock.set(instant)
        assert clerk("record", "late-arrival", "甲", "--on", day, "--by", "庚").status == 0
    entries = clerk("log", "--json").json["entries"][-3:]
    assert [entry["clock_was_behind"] for entry in entries] == [False, True, False]
    instants = [datetime.fromisoformat(entry["recorded_at"]).astimezone(UTC).hour for entry in entries]
    assert instants == [2, 2, 3]
    assert "the clock was behind" in clerk("log").out and clerk("verify").status == 0
