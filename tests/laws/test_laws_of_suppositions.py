"""What is supposed is what would be: held against the ledger where it was really recorded, and against trying all."""

import random
from decimal import Decimal
from itertools import combinations
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from commands.reports.supposing import supposed_entries, targets_of, void_of
from ledger.decisions.drafts import Draft, draft_from
from ledger.errors import LedgerError
from ledger.schemes.alternatives import selectable
from ledger.values import Cut
from projections.margin import losing_entries, sheet_without, smallest
from projections.readings import YearReading
from projections.standings import standings_of
from projections.supposing import Supposed
from tests.laws.ledgers import FIRST_ROW, Ledgers, all_figures
from tests.laws.universe import CUTS, Row, crowded_history, entry, figures, histories, record_what_is_taken, year_end
from tests.office import CLERK, Office

SEEDS = st.integers(0, 2**32)


def drafts_of(office: Office, seed: int, rows: list[Row]) -> list[Draft]:
    """Voids of some entries of the history, and further entries; only what the ledger would take."""
    last = office.ledger.archive.last_number()
    numbers = random.Random(seed).sample(range(FIRST_ROW, last + 1), min(5, last + 1 - FIRST_ROW))
    read = [void_of(target) for number in numbers if (target := office.ledger.entry(number)) is not None]
    read += [draft for row in rows if isinstance(draft := draft_from(row), Draft)]
    taken: list[Draft] = []
    for draft in read:
        try:
            supposed_entries([*taken, draft], office.ledger)
        except LedgerError:
            continue
        taken.append(draft)
    return taken


@settings(max_examples=80)
@given(
    rows=st.one_of(histories(), SEEDS.map(crowded_history)), seed=SEEDS, more=st.lists(entry(), max_size=4),
    as_of=st.sampled_from(CUTS),
)  # fmt: skip
def test_what_if_and_then_doing_it_give_the_same(
    rows: list[Row], seed: int, more: list[Row], as_of: str, ledgers: Ledgers
) -> None:
    for office in ledgers:
        record_what_is_taken(office, rows)
        drafts = drafts_of(office, seed, more)
        known = office.ledger.archive.last_number()
        entries = supposed_entries(drafts, office.ledger)
        voided = targets_of(entries, office.ledger)
        reading = office.reading(as_of)
        supposed = Supposed(office.ledger, known, entries, voided)
        overlaid = YearReading(supposed, reading.scheme, Cut(reading.cut.as_of, supposed.known_at))
        patched = reading.facts().supposing(voided, entries, reading.scheme)
        for quick in [overlaid.everyone(), *([patched.standings(reading.scheme)] if patched is not None else [])]:
            assert [(s.sheet.person.id, s.rank, s.grade, figures(s.sheet)) for s in quick] == all_figures(overlaid)
        as_it_was = reading.facts().standings(reading.scheme)  # asked after it was supposed otherwise
        assert [(s.sheet.person.id, s.rank, s.grade, figures(s.sheet)) for s in as_it_was] == all_figures(reading)
        narrow = {s.sheet.person.id: figures(overlaid.one(s.sheet.person.id)) for s in overlaid.everyone()}
        assert narrow == {s.sheet.person.id: figures(s.sheet) for s in overlaid.everyone_traced()}
        foretold = all_figures(overlaid)
        assert office.ledger.archive.last_number() == known
        assert not office.application.record(drafts, CLERK).problems
        assert all_figures(office.reading(as_of)) == foretold


@settings(max_examples=40)
@given(rows=histories(), as_of=st.sampled_from(CUTS), place=st.integers(0, 99))
def test_a_scheme_read_otherwise_folds_alike_by_every_path(
    rows: list[Row], as_of: str, place: int, ledgers: Ledgers
) -> None:
    for office in ledgers:
        record_what_is_taken(office, rows)
        reading = office.reading(as_of)
        others = list(selectable(reading.scheme))
        named, alternative = others[place % len(others)]
        schemes = office.ledger.schemes(reading.cut.known_at).read_otherwise({named.id: alternative.id})
        other = YearReading(office.ledger, schemes.for_year(2020, reading.cut.as_of), reading.cut)
        plain = all_figures(other)
        quick = reading.facts(other.scheme).standings(other.scheme)
        assert [(s.sheet.person.id, s.rank, s.grade, figures(s.sheet)) for s in quick] == plain
        for standing in other.everyone_traced():
            assert figures(other.one(standing.sheet.person.id)) == figures(standing.sheet)
            for score in standing.sheet.items:
                applied = sum((line.applied for line in score.lines), score.item.points)
                assert applied == score.points and (score.points >= 0 or score.item.overflows)
        overflown = [s for standing in other.everyone() for s in [standing.sheet.items]]
        assert all(sum(i.points for i in items if i.part.id == "daily") >= 0 for items in overflown)


def smallest_by_trying_all(sheet: Any, contested: list[Any], reaches: Any, *, stays_decided: bool) -> int | None:
    for size in range(len(contested) + 1):
        for void in combinations(contested, size):
            tried = sheet_without(sheet, void)
            if stays_decided and [s.state for s in tried.items] != [s.state for s in sheet.items]:
                continue
            if reaches(tried):
                return size
    return None


@settings(max_examples=30)
@given(
    rows=SEEDS.map(crowded_history), as_of=st.sampled_from(CUTS), overflow=st.booleans(),
    gain=st.sampled_from(["0", "0.5", "1", "3", "5.5", "8", "20"]),
)  # fmt: skip
def test_a_margin_is_the_smallest_set_there_is(
    rows: list[Row], as_of: str, gain: str, overflow: bool, ledgers: Ledgers
) -> None:
    for office in ledgers:
        record_what_is_taken(office, rows)
        reading = office.reading(as_of)
        if overflow:
            schemes = office.ledger.schemes(reading.cut.known_at).read_otherwise({"E10": "overflow"})
            reading = YearReading(office.ledger, schemes.for_year(2020, reading.cut.as_of), reading.cut)
        for standing in reading.everyone():
            sheet = reading.one(standing.sheet.person.id)
            assert sheet is not None
            contested = losing_entries(sheet)[:9]
            mark = sheet.total + Decimal(gain)
            found = smallest(sheet, contested, lambda tried, mark=mark: tried.total >= mark)  # type: ignore[misc]
            expected = smallest_by_trying_all(
                sheet, contested, lambda tried, mark=mark: tried.total >= mark, stays_decided=False
            )
            assert (None if found is None else len(found)) == expected


@settings(max_examples=20)
@given(end=year_end(), seed=SEEDS, wanted=st.sampled_from([1, 2, 3]))
def test_a_margin_to_a_grade_is_the_smallest_set_there_is(
    end: list[Row], seed: int, wanted: int, ledgers: Ledgers
) -> None:
    for office in ledgers:
        record_what_is_taken(office, [*end, *crowded_history(seed, 20)])
        reading = office.reading("2021-06-30")
        facts = reading.facts()
        everyone = facts.standings(reading.scheme)
        assume(all(standing.sheet.is_final for standing in everyone))
        for standing in everyone:
            sheet = reading.one(standing.sheet.person.id)
            assert sheet is not None
            if sheet.is_disciplined:
                continue
            others = [s.sheet for s in everyone if s.sheet.person.id != sheet.person.id]

            def reaches(tried: Any, others: Any = others, quotas: Any = facts.quotas) -> bool:
                standings = standings_of([*others, tried], quotas)
                grade = next(s.grade for s in standings if s.sheet is tried)
                return grade is not None and grade <= wanted

            contested = losing_entries(sheet)[:6]

            def is_tied(tried: Any, others: Any = others, quotas: Any = facts.quotas) -> bool:
                standings = standings_of([*others, tried], quotas)
                return bool(quotas) and next(s.grade for s in standings if s.sheet is tried) is None

            found = smallest(sheet, contested, reaches, stays_decided=True, is_tied=is_tied)
            expected = smallest_by_trying_all(sheet, contested, reaches, stays_decided=True)
            assert (None if found is None else len(found)) == expected
