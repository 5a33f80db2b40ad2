"""The laws of the readings, on random histories of every kind of entry and voids (500 examples each)."""

import random
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from ledger.facts import Fact
from ledger.facts.entry_voided import EntryVoided
from ledger.schemes.rules import catalogue
from ledger.values import Cut
from projections.readings import YearReading
from tests.laws import plain_model
from tests.laws.ledgers import FIRST_ROW, Ledgers, all_figures
from tests.laws.universe import CUTS, DAYS, INDICATORS, ROSTER, Row, entry, figures, histories, record_what_is_taken
from tests.office import Office


@given(rows=histories(), as_of=st.sampled_from(CUTS), share=st.sampled_from([0.4, 1.0]))
def test_replay_equals_the_plain_model(rows: list[Row], as_of: str, share: float, ledgers: Ledgers) -> None:
    for office in ledgers:
        taken = record_what_is_taken(office, rows)
        known_rows = int(len(taken) * share)
        expected = plain_model.bulletin(ROSTER, taken, date.fromisoformat(as_of), known_rows)
        reading = office.reading(as_of, FIRST_ROW - 1 + known_rows)
        assert [as_expected(standing) for standing in reading.everyone_traced()] == [as_plain(row) for row in expected]


@given(rows=histories(), as_of=st.sampled_from(CUTS))
def test_the_quick_fold_and_the_narrow_path_equal_the_plain_fold(
    rows: list[Row], as_of: str, ledgers: Ledgers
) -> None:  # fmt: skip
    for office in ledgers:
        record_what_is_taken(office, rows)
        reading = office.reading(as_of)
        plain = {standing.sheet.person.id: standing for standing in reading.everyone_traced()}
        quick = {standing.sheet.person.id: standing for standing in reading.everyone()}
        assert list(plain) == list(quick)
        for person_id, standing in plain.items():
            one = reading.one(person_id)
            assert (quick[person_id].rank, quick[person_id].grade) == (standing.rank, standing.grade)
            assert figures(quick[person_id].sheet) == figures(standing.sheet) == figures(one)
            assert lines_of(one) == lines_of(standing.sheet)


@given(rows=histories(), as_of=st.sampled_from(CUTS))
def test_every_item_is_its_full_points_and_the_sum_of_its_lines(
    rows: list[Row], as_of: str, ledgers: Ledgers
) -> None:  # fmt: skip
    for office in ledgers:
        record_what_is_taken(office, rows)
        for standing in office.reading(as_of).everyone_traced():
            for score in standing.sheet.items:
                applied = sum((line.applied for line in score.lines), Decimal(0))
                assert score.item.points + applied == score.points >= 0
                assert score.lines == () or score.lines[-1].balance == score.points
            decided = [score for score in standing.sheet.items if score.state != "undecided"]
            assert sum(score.points for score in decided) == standing.sheet.total


@given(rows=histories(), more=entry(), as_of=st.sampled_from(CUTS))
def test_a_void_restores_exactly_the_sheets_before(
    rows: list[Row], more: Row, as_of: str, ledgers: Ledgers
) -> None:  # fmt: skip
    for office in ledgers:
        record_what_is_taken(office, rows)
        before = all_figures(office.reading(as_of))
        decision = office.hand_in(more)
        assume(not decision.problems)
        check_the_sheets_before(office, as_of, decision.entries[-1].fact)
        office_after = office.hand_in(
            {"kind": "entry-voided", "entry": str(decision.entries[0].number), "reason": "登记错误"}
        )
        assert not office_after.problems
        check_the_sheets_before(office, as_of, decision.entries[-1].fact)
        assert all_figures(office.reading(as_of)) == before


def check_the_sheets_before(office: Office, as_of: str, said: Fact) -> None:
    """A receipt shows what an entry moved: the sheet before it has what the entry has no part in from the one after."""
    last = office.ledger.known_now().entry
    after, before = office.reading(as_of, last), office.reading(as_of, last - 1)
    ids = [row["id"] for row in ROSTER]
    for _sheet in after.each(ids):
        """What was asked for these is at hand for those before."""
    shared, asked_anew = after.before(last, said).each(ids), before.each(ids)
    assert [one and figures(one) for one in shared] == [one and figures(one) for one in asked_anew]


@given(rows=histories(), as_of=st.sampled_from(CUTS))
def test_the_sheets_of_a_day_do_not_depend_on_entries_after_it(
    rows: list[Row], as_of: str, ledgers: Ledgers
) -> None:  # fmt: skip
    for office in ledgers:
        record_what_is_taken(office, rows)
        everything = list(office.ledger.entries(2**62))
        by_then = [e for e in everything if e.occurred_on is None or e.occurred_on <= date.fromisoformat(as_of)]
        cut = Cut(date.fromisoformat(as_of), everything[-1].number)
        shortened = YearReading(EntriesInMemory(by_then), office.scheme, cut)
        assert all_figures(shortened) == all_figures(office.reading(as_of))


@given(
    entries=st.lists(entry(), min_size=2, max_size=20), seed=st.integers(0, 2**16), as_of=st.sampled_from(CUTS)
)  # fmt: skip
def test_the_order_of_import_of_independent_entries_changes_no_score(
    entries: list[Row], seed: int, as_of: str, founded: Path
) -> None:
    """Independent: of different days, so that no order within a day decides, and none needed for another's sake."""
    rows = [{**row, "occurred_on": day} for row, day in zip(entries, one_day_each(seed), strict=False)]
    rows = [row for row in rows if row["kind"] not in {"person-left", "assessed-post-decided"}]
    scores = []
    for order in (rows, random.Random(seed).sample(rows, len(rows))):
        for office in Ledgers(founded):
            taken = record_what_is_taken(office, sorted(order, key=lambda row: not row["kind"].startswith("p")))
            assume(len(taken) == len(order) or scores == [])
            scores.append((sorted(map(str, taken)), all_figures(office.reading(as_of))))
    (taken_first, first), (taken_second, second) = scores
    assume(taken_first == taken_second)
    assert first == second


def one_day_each(seed: int) -> list[str]:
    days = sorted(set(DAYS))
    return random.Random(seed).sample(days, len(days))


def lines_of(sheet: Any) -> list[Any]:
    return [
        (score.item.id, line.source.day, line.source.entry and line.source.entry.number, line.nominal, line.applied)
        for score in sheet.items
        for line in score.lines
    ]


def as_expected(standing: Any) -> Any:
    sheet = standing.sheet
    items = {
        score.item.id: (
            score.state.value, score.nominal, score.lost, score.gained, score.points,
            sorted((str(cited_row(line)), line.applied) for line in score.lines if line.applied),
        )
        for score in sheet.items
    }  # fmt: skip
    return sheet.person.id, sheet.total, sheet.out_of, sheet.is_final, standing.rank, standing.grade, items


def cited_row(line: Any) -> int | None:
    return None if line.source.entry is None else line.source.entry.number - FIRST_ROW + 1


def as_plain(row: dict[str, Any]) -> Any:
    items = {
        name: (
            item["state"], *(Decimal(item[figure]) for figure in ("nominal", "lost", "gained", "points")),
            sorted((str(cited), Decimal(applied)) for cited, applied in item["lines"]),
        )
        for name, item in row["items"].items()
    }  # fmt: skip
    total, out_of = Decimal(row["total"]), Decimal(row["out_of"])
    return row["id"], total, out_of, row["final"], row["rank"], row["grade"], items


class EntriesInMemory:
    """A source that answers its questions from a list, in the plainest way."""

    def __init__(self, entries: Iterable[Any]) -> None:
        self._entries = list(entries)

    def happenings(self, known_at: int) -> list[Any]:
        return [e for e in self._entries if e.number <= known_at]

    entries = happenings

    def entries_of_person(self, person_id: str, known_at: int) -> list[Any]:
        return [e for e in self.happenings(known_at) if e.stream == f"person:{person_id}"]

    def standing_of_kinds(self, kinds: Iterable[str], known_at: int) -> list[Any]:
        voided = {e.fact.entry for e in self.happenings(known_at) if isinstance(e.fact, EntryVoided)}
        return [e for e in self.happenings(known_at) if e.kind in set(kinds) and e.number not in voided]

    standing_of_everybody = standing_of_kinds

    def standing_of_person(self, person_id: str, kinds: Iterable[str], known_at: int) -> list[Any]:
        return [e for e in self.standing_of_kinds(kinds, known_at) if e.person == person_id]

    def standing_in_days(self, kind: str, known_at: int, first_day: date, last_day: date) -> list[Any]:
        return [e for e in self.standing_of_kinds({kind}, known_at) if first_day <= e.day <= last_day]

    def counts(self, kinds: Iterable[str], known_at: int, first_day: date, last_day: date) -> list[Any]:
        of = [(e.kind, e.person) for k in kinds for e in self.standing_in_days(k, known_at, first_day, last_day)]
        return [(*each, of.count(each)) for each in set(of)]


def test_the_universe_has_every_kind_that_people_record() -> None:
    from ledger.facts import catalogue as kinds
    from tests.laws.universe import FIELDS

    drawn = {*FIELDS, "entry-voided", "person-enrolled"}
    assert drawn == {name for name, kind in kinds().items() if kind.IS_RECORDED_BY_PEOPLE}
    assert set(INDICATORS) == {row["id"] for row in ROSTER}
    assert len(catalogue()) >= 13
