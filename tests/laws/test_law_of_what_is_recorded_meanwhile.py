"""What is known before the turn to record comes, and what others record until then, is what is known at the turn."""

import random
from datetime import datetime
from typing import Any, NamedTuple

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

AMENDED = changed(in_item("leader", "points = 6", "points = 9"))
LATE = {"kind": "late-arrival", "person": "P1", "occurred_on": "2020-06-08"}
ENROLLED = {
    "kind": "person-enrolled", "person": "P9", "name": "壬", "department": "办公室", "party_member": "no",
    "assessed": "yes", "occurred_on": "2020-02-01", "source_key": "p9",
}  # fmt: skip
RENAMED = {"kind": "person-renamed", "person": "P1", "name": "新名", "occurred_on": "2020-03-02", "source_key": "rn"}
LEFT = {"kind": "person-left", "person": "P1", "occurred_on": "2020-03-03", "source_key": "lf"}
DECIDED = {
    "kind": "assessed-post-decided", "person": "P2", "post": "office-publicity", "occurred_on": "2020-01-06",
    "authority": "会议", "source_key": "ap",
}  # fmt: skip
REPORTED = {"kind": "progress-reported", "person": "P2", "indicator": "publicity-reports", "total": "3",
            "occurred_on": "2020-06-09"}  # fmt: skip
KEYED = {**LATE, "source_key": "kk"}


def void_of(row: Row) -> Row:
    return {"kind": "entry-voided", "entry": f"key:{row['source_key']}", "reason": "登记错误",
            "source_key": f"v-{row['source_key']}"}  # fmt: skip


class Meeting(NamedTuple):
    """What others record, and what comes upon it; recorded by whom, where that matters."""

    others: list[Row]
    mine: Row
    by: str = "录入员"


MEETINGS = [
    Meeting([LEFT], LATE),
    Meeting([LEFT, void_of(LEFT)], LATE),
    Meeting([ENROLLED], {**LATE, "person": "P9"}),
    Meeting([ENROLLED], {**LATE, "person": "壬"}),
    Meeting([ENROLLED], LATE, by="壬"),
    Meeting([ENROLLED, void_of(ENROLLED)], {**LATE, "person": "P9"}),
    Meeting([ENROLLED], {**ENROLLED, "name": "癸", "source_key": "p9-2"}),
    Meeting([RENAMED], LATE, by="新名"),
    Meeting([RENAMED], {**LATE, "person": "新名"}),
    Meeting([RENAMED, void_of(RENAMED)], {**LATE, "person": "新名"}),
    Meeting([RENAMED, void_of(RENAMED)], LATE, by="新名"),
    Meeting([DECIDED], REPORTED),
    Meeting([DECIDED, void_of(DECIDED)], REPORTED),
    Meeting([KEYED], KEYED),
    Meeting([KEYED], {**KEYED, "minutes": "5"}),
    Meeting([KEYED], void_of(KEYED)),
    Meeting([KEYED, void_of(KEYED)], {**void_of(KEYED), "source_key": "again"}),
    Meeting([KEYED, void_of(KEYED)], KEYED),
]


def outcome(decision: Decision) -> Any:
    """Return what was recorded, but for the moment, or why it was not."""
    epoch = datetime.fromtimestamp(0)
    entries = [msgspec.structs.replace(entry, recorded_at=epoch) for entry in decision.entries]
    return entries, decision.skipped, [(problem.row, problem.error.code) for problem in decision.problems]


def hand_in_late(office: Office, register: Register, meeting: Meeting, as_file: bool) -> Decision:
    """Hand in a row by a hand that got to know the ledger before others recorded."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office.application, "_known_so_far", lambda _by, _about: register)
        return office.hand_in(meeting.mine, by=meeting.by, as_file=as_file)


def others_record(office: Office, rows: list[Row], is_amended: bool) -> None:
    other = Office.at(office.path)
    if is_amended:
        assert not other.amend(AMENDED, "2020-03-01", reaches_back="自施行日起").problems
    for row in rows:
        other.hand_in(row)
    other.application.close()


@settings(max_examples=100)
@given(rows=histories(most=4), seed=st.integers(0, 2**32))
def test_a_hand_that_waited_judges_as_one_that_comes_then(rows: list[Row], seed: int, ledgers: Ledgers) -> None:
    chance = random.Random(seed)
    meeting, beside = chance.choice(MEETINGS), chance.choice(MEETINGS)
    others = [*chance.choice([[], beside.others]), *meeting.others, *chance.choice([[], rows[:2]])]
    # Some of it may have been recorded before the hand looks.
    known = chance.choice([0, 0, 1, len(others)])
    # And whom the row is about may have been looked up by then.
    about = chance.choice([[], [str(meeting.mine["person"])] if "person" in meeting.mine else []])
    as_file, is_amended = chance.random() < 0.5, chance.random() < 0.2
    told = []
    for waits in (True, False):
        for office in ledgers:
            for row in [*rows[2:], *others[:known]]:
                office.hand_in(row)
            by = RecordedBy(login="clerk", name=meeting.by)
            register = office.application._known_so_far(by, about)
            others_record(office, others[known:], is_amended)
            if waits:
                told.append(outcome(hand_in_late(office, register, meeting, as_file)))
            else:
                told.append(outcome(office.hand_in(meeting.mine, by=meeting.by, as_file=as_file)))
            told.append(outcome(Decision(list(office.ledger.entries(2**62)), [], [])))
    assert told[:2] == told[2:]


def test_an_amendment_that_another_made_meanwhile_changes_nothing_once_more(ledgers: Ledgers) -> None:
    for office in ledgers:
        register = office.application._known_so_far(RecordedBy(login="clerk", name="录入员"), [])
        others_record(office, [], is_amended=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(office.application, "_known_so_far", lambda _by, _about, known=register: known)
            again = office.amend(AMENDED, "2020-03-01", reaches_back="自施行日起")
        assert [problem.error.code for problem in again.problems] == ["cannot-be-amended"]
