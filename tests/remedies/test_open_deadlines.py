"""What is still to be kept in a case: pure, from its entries, the schemes and a day."""

from datetime import UTC, date, datetime

from ledger.entry import Entry, RecordedBy, stream_of_case
from ledger.facts import Fact
from ledger.facts.appeal_decided import AppealDecided
from ledger.facts.appeal_filed import AppealFiled
from ledger.facts.appeal_withdrawn import AppealWithdrawn
from ledger.remedies import CaseState
from ledger.schemes.adopted import AdoptedSchemes
from projections.appeals import cases_of, open_deadlines

NO_SCHEME = AdoptedSchemes([])


def entry(number: int, fact: Fact, day: str, version: int = 1) -> Entry[Fact]:
    return Entry(
        number=number, stream=stream_of_case(5), version=version, recorded_at=datetime(2020, 7, 6, tzinfo=UTC),
        recorded_by=RecordedBy(login="clerk"), fact=fact, person="T1", occurred_on=date.fromisoformat(day),
    )  # fmt: skip


FILED = entry(
    5,
    AppealFiled(
        disputed=(4,), points=(), grounds="x", route="civil-servant", learned_on=date(2020, 7, 2),
        runs_from=date(2020, 7, 2), due_on=date(2020, 8, 1), is_late=False,
    ),
    "2020-07-06",
)  # fmt: skip
DECIDED = entry(
    6,
    AppealDecided(case=5, allowed=(), dismissed=(4,), allowed_points=(), dismissed_points=(), made=(), reason="x",
                  authority="y"),
    "2020-07-20", 2,
)  # fmt: skip


def due(entries: list[Entry[Fact]], today: str) -> list[tuple[str, str, int]]:
    found = open_deadlines(cases_of(entries), NO_SCHEME, date.fromisoformat(today))
    return [(each.deadline.step.id, each.due_on.isoformat(), each.days_left) for each in found]


def test_a_case_is_made_of_its_filing_and_its_steps_whatever_stands_between() -> None:
    other = entry(7, AppealWithdrawn(case=99, reason="x"), "2020-07-20")
    (case,) = cases_of([FILED, DECIDED, other])
    assert (case.number, case.person, case.state, case.steps) == (5, "T1", CaseState.DECIDED, [DECIDED])


def test_the_units_own_is_open_until_it_is_kept_and_the_appellants_until_it_is_past() -> None:
    assert due([FILED], "2020-08-01") == [("appeal-directly", "2020-08-01", 0), ("decide-review", "2020-08-05", 4)]
    assert due([FILED], "2020-09-04") == [("decide-review", "2020-08-05", -30)]


def test_after_the_decision_the_appellant_has_fifteen_days() -> None:
    assert due([FILED, DECIDED], "2020-07-21") == [
        ("appeal-directly", "2020-08-01", 11), ("appeal-after-review", "2020-08-04", 14),
    ]  # fmt: skip
    assert due([FILED, DECIDED], "2020-08-05") == []


def test_nothing_is_due_in_a_case_that_was_withdrawn() -> None:
    withdrawn = entry(6, AppealWithdrawn(case=5, reason="x"), "2020-07-08", 2)
    assert due([FILED, withdrawn], "2020-07-09") == []
