"""What holds for every rule of the catalogue: tests, words, and sums that equal the lines."""

import sys
from decimal import Decimal
from pathlib import Path

import pytest

from ledger.schemes.rules import Rule, Stake, Tally, catalogue
from ledger.schemes.situation import Situation
from ledger.texts import use_language
from tests.conftest import STAFF
from tests.office import Office

HERE = Path(__file__).parent
RULES = sorted(catalogue())
YEAR_END = "2020-12-31"

Used = tuple[Rule, Stake, Situation, Situation]


@pytest.fixture(scope="module")
def rules_in_use(tmp_path_factory: pytest.TempPathFactory) -> list[Used]:
    """Every rule of everybody's sheet, with the situation read for its lines and the one read to be counted."""
    office = Office(tmp_path_factory.mktemp("busy") / "gongguo.db", STAFF)
    for _time in range(3):
        office.record("absence", "T1", "2020-03-02")
        office.record("late-arrival", "T1", "2020-03-03")
        office.record("task-missed", "T1", "2020-03-04", category="creation")
        office.record("unit-credit-earned", "T1", "2020-10-01", unit_points="0.25", share="0.3")
        office.record("article-published", "T1", "2020-03-05", level="national", work="调研")
    for month in range(1, 13):
        for _piece in range(2):
            office.record("news-published", "T1", f"2020-{month:02}-28")
    office.record("ballots-counted", "T1", "2020-12-01", part="peer", scores="71 82 99")
    office.record("outcome-declared", "T1", "2020-12-01", indicator="training-base", achieved="no")
    office.record("progress-reported", "T1", "2020-12-01", indicator="publicity-reports", total="33")
    office.record("incident-reported", "T2", "2020-05-01", indicator="payroll", quantity="7")
    office.record("schedule-set", "T4", "2020-05-01", indicator="reporting", due="7")
    office.record("incident-reported", "T4", "2020-05-02", indicator="reporting", quantity="2")
    office.record("assessment-received", "T6", "2020-05-03", indicator="village-work", score="55", out_of="90")
    counted = {standing.sheet.person.id: standing.sheet for standing in office.reading(YEAR_END).everyone()}
    return [
        (rule, score.item.stake, standing.sheet.situation, counted[standing.sheet.person.id].situation)
        for standing in office.reading(YEAR_END).everyone_traced()
        for score in standing.sheet.items
        for rule in score.item.rules
    ]


def test_every_rule_has_a_test_file_here_and_every_file_a_rule() -> None:
    files = {path.stem.removeprefix("test_").replace("_", "-") for path in HERE.glob("test_*.py")}
    assert files - {"every-rule"} == set(RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_s_tally_is_the_sum_of_its_lines(name: str, rules_in_use: list[Used]) -> None:
    took_something = False
    for rule, stake, situation, counted in rules_in_use:
        if type(rule) is catalogue()[name]:
            lines, state = rule.assess(stake, situation)
            nominal = sum((line.nominal for line in lines), Decimal(0))
            sums = Tally(nominal, sum((line.counted for line in lines), Decimal(0)), state)
            assert rule.tally(stake, situation) == rule.tally(stake, counted) == sums
            took_something = took_something or nominal > 0
    assert took_something


@pytest.mark.parametrize("name", RULES)
def test_a_rule_says_itself_in_either_language_with_its_figures(name: str, rules_in_use: list[Used]) -> None:
    rule, stake = next((rule, stake) for rule, stake, *_situations in rules_in_use if type(rule) is catalogue()[name])
    in_english = rule.in_words(stake)
    use_language("zh")
    assert rule.in_words(stake) not in {"", in_english}
    assert any(letter.isdigit() for letter in in_english)
    assert "{" not in in_english


@pytest.mark.parametrize("name", RULES)
def test_a_rule_s_file_states_its_unit_and_its_arithmetic(name: str) -> None:
    description = sys.modules[catalogue()[name].__module__].__doc__ or ""
    assert "Unit:" in description and "Arithmetic:" in description
