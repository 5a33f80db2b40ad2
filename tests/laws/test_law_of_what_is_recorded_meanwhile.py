"""What is known before the turn to record comes, and what others record until then, is what is known at the turn."""

import random
from datetime import datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.decisions.recording import Decision
from ledger.decisions.register import Register
from ledger.entry import RecordedBy
from tests.laws.ledgers import Ledgers
from tests.laws.universe import Row, histories
from tests.office import Office
from tests.schemes.documents import changed, in_item

NAMES = ["录入员", "甲某", "P1", "P2"]
CHANGES = ["person-renamed", "person-transferred", "person-left", "assessed-post-decided", "scope-changed"]
AMENDED = changed(in_item("leader", "points = 6", "points = 9"))


def outcome(decision: Decision) -> Any:
    """Return what was recorded, but for the moment, or why it was not."""
    epoch = datetime.fromtimestamp(0)
    entries = [msgspec.structs.replace(entry, recorded_at=epoch) for entry in decision.entries]
    return entries, decision.skipped, [(problem.row, problem.error.code) for problem in decision.problems]


def hand_in_late(office: Office, register: Register, row: Row, by: str, as_file: bool) -> Decision:
    """Hand in a row by a hand that got to know the ledger before others recorded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office.application, "_known_so_far", lambda _by: register)
        return office.hand_in(row, by=by, as_file=as_file)


def meanwhile(rows: list[Row], chance: random.Random) -> list[Row]:
    """Return what others record, changes of the roster and voids of them among it."""
    more: list[Row] = []
    for place in range(chance.randrange(1, 4)):
        kind = chance.choice(CHANGES)
        row = {"kind": kind, "person": chance.choice(["P1", "P2"]), "occurred_on": "2020-05-20",
               "source_key": f"m{place}"}  # fmt: skip
        row |= {"person-renamed": {"name": chance.choice(["甲某", "丙某"])},
                "person-transferred": {"department": "康复部"},
                "assessed-post-decided": {"post": "rehab", "authority": "会议"},
                "scope-changed": {"assessed": "no"}}.get(kind, {})  # fmt: skip
        more.append(row)
        if chance.random() < 0.4:
            more.append({"kind": "entry-voided", "entry": f"key:m{place}", "reason": "登记错误"})
    more += chance.sample(rows, min(2, len(rows)))
    more += [{"kind": "entry-voided", "entry": f"key:{row['source_key']}", "reason": "有误"} for row in rows[:1]]
    return chance.sample(more, len(more)) if chance.random() < 0.3 else more


@settings(max_examples=80)
@given(rows=histories(most=8), seed=st.integers(0, 2**32))
def test_a_hand_that_waited_judges_as_one_that_comes_then(rows: list[Row], seed: int, ledgers: Ledgers) -> None:
    chance = random.Random(seed)
    before, mine = rows[: len(rows) // 2], rows[len(rows) // 2 :]
    others = meanwhile(before, chance)
    by, as_file = chance.choice(NAMES), chance.random() < 0.5
    is_amended = chance.random() < 0.2
    told = []
    for waits in (True, False):
        for office in ledgers:
            for row in before:
                office.hand_in(row)
            register = office.application._known_so_far(RecordedBy(login="clerk", name=by))
            other = Office.at(office.path)
            if is_amended:
                assert not other.amend(AMENDED, "2020-03-01", reaches_back="自施行日起").problems
            for row in others:
                other.hand_in(row)
            other.application.close()
            for row in mine[:1]:
                late = hand_in_late(office, register, row, by, as_file) if waits else office.hand_in(
                    row, by=by, as_file=as_file
                )  # fmt: skip
                told.append(outcome(late))
            told.append([outcome(office.hand_in(row)) for row in mine[1:]])
    assert told[: len(told) // 2] == told[len(told) // 2 :]
