"""The laws of an amended scheme, on random histories, random changes of its figures and random days.

An amendment changes nothing before its day; one from the first day on is a scheme adopted so; the fast paths and the
plain fold agree.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.ledgers import ROSTER_TEXT, Ledgers, all_figures
from tests.laws.test_laws import lines_of
from tests.laws.universe import CUTS, Row, figures, histories, record_what_is_taken
from tests.office import Office
from tests.schemes.documents import changed, in_item

CHANGES = [
    in_item("daily-1", "points = 2", "points = 3"),
    in_item("daily-2", "totals = [5]", "totals = [3, 4]"),
    in_item("daily-3", "points = 5", "points = 2"),
    ("totals = [2, 5, 10]", "totals = [1, 3, 6]"),
    in_item("daily-5", "points = 0.5", "points = 0.25"),
    in_item("daily-6", "points = 5", "points = 7"),
    ('points = 5\nreadings = ["E10"]', 'points = 9\nreadings = ["E10"]'),
    in_item("bonus-news", "beyond = 12", "beyond = 2"),
    in_item("bonus-article", "prefecture = 2", "prefecture = 5"),
    in_item("publicity-reports", "points = 0.6", "points = 0.9"),
    in_item("website", "points = 0.05", "points = 0.25"),
    in_item("reporting", "points = 10", "points = 12"),
    in_item("village-work", "points = 40", "points = 30"),
    in_item("leader", "points = 6", "points = 9"),
    ("third_below = 80", "third_below = 78"),
]
DAYS = ["2020-01-01", "2020-02-15", "2020-06-30", "2020-07-01", "2020-12-31"]
# Enough absences to use an item up, so that its limit is felt.
ABSENCES = [
    {"kind": "absence", "person": person, "occurred_on": day}
    for person in ("P1", "P3")
    for day in ("2020-01-15", "2020-02-01", "2020-06-28", "2020-12-30")
]
busy = st.tuples(histories(), st.booleans()).map(lambda drawn: [*drawn[0], *(ABSENCES if drawn[1] else [])])
documents = st.lists(st.sampled_from(CHANGES), min_size=1, max_size=5, unique=True).map(
    lambda changes: changed(*changes)
)  # fmt: skip


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> Ledgers:
    path = tmp_path_factory.mktemp("founded") / "gongguo.db"
    Office(path, ROSTER_TEXT).application.close()
    return Ledgers(path)


def amended(ledgers: Ledgers, rows: list[Row], document: str, day: str) -> Iterator[tuple[Office, int]]:
    """A ledger with the rows and an amendment, and the last entry before the amendment."""
    for office in ledgers:
        record_what_is_taken(office, rows)
        last = office.ledger.archive.last_number()
        assert not office.amend(document, day, reaches_back="自施行日起，以前的也适用").problems
        yield office, last


@settings(max_examples=150)
@given(rows=busy, document=documents, day=st.sampled_from(DAYS[1:]))
def test_the_day_before_an_amendment_all_is_as_if_there_were_none(
    rows: list[Row], document: str, day: str, ledgers: Ledgers
) -> None:
    eve = date.fromisoformat(day) - timedelta(days=1)
    for office, last in amended(ledgers, rows, document, day):
        assert all_figures(office.reading(eve)) == all_figures(office.reading(eve, last))


@settings(max_examples=150)
@given(rows=busy, document=documents, day=st.sampled_from(DAYS[1:]), as_of=st.sampled_from(CUTS))
def test_what_happened_before_an_amendment_is_named_as_before_and_never_loses_more(
    rows: list[Row], document: str, day: str, as_of: str, ledgers: Ledgers
) -> None:
    for office, last in amended(ledgers, rows, document, day):
        before = {s.sheet.person.id: s.sheet for s in office.reading(as_of, last).everyone_traced()}
        for standing in office.reading(as_of).everyone_traced():
            pairs = zip(losses(standing.sheet, day), losses(before[standing.sheet.person.id], day), strict=True)
            for (line, nominal, applied), (line_before, nominal_before, applied_before) in pairs:
                assert (line, nominal) == (line_before, nominal_before)
                assert applied_before <= applied <= 0


def losses(sheet: Any, day: str) -> list[Any]:
    """Return (item, day, entry), nominal and applied of every line that lost something before a day."""
    return [
        (line[:3], *line[3:])
        for line in lines_of(sheet)
        if line[1] < date.fromisoformat(day) and line[3] < 0
    ]  # fmt: skip


@settings(max_examples=60)
@given(rows=busy, document=documents, as_of=st.sampled_from(CUTS))
def test_an_amendment_from_the_first_day_on_is_a_scheme_adopted_so(
    rows: list[Row], document: str, as_of: str, ledgers: Ledgers
) -> None:
    for office, _last in amended(ledgers, rows, document, DAYS[0]):
        with TemporaryDirectory() as folder:
            adopted = Office(Path(folder) / "gongguo.db", ROSTER_TEXT, document=document)
            record_what_is_taken(adopted, rows)
            assert all_figures(adopted.reading(as_of)) == all_figures(office.reading(as_of))
            adopted.application.close()


@settings(max_examples=150)
@given(rows=busy, document=documents, day=st.sampled_from(DAYS), as_of=st.sampled_from(CUTS))
def test_the_quick_fold_and_the_narrow_path_equal_the_plain_fold_of_an_amended_year(
    rows: list[Row], document: str, day: str, as_of: str, ledgers: Ledgers
) -> None:
    for office, _last in amended(ledgers, rows, document, day):
        reading = office.reading(as_of)
        quick = {standing.sheet.person.id: standing for standing in reading.everyone()}
        for standing in reading.everyone_traced():
            person_id = standing.sheet.person.id
            one = reading.one(person_id)
            assert (quick[person_id].rank, quick[person_id].grade) == (standing.rank, standing.grade)
            assert figures(quick[person_id].sheet) == figures(standing.sheet) == figures(one)
            assert lines_of(one) == lines_of(standing.sheet)
