"""The deadlines of an appeal: days counted by hand, the routes with their sources, and a scheme's own window."""

from datetime import date

import pytest

from ledger.remedies import reckoned, routes
from ledger.schemes import scheme_from
from ledger.schemes.comparison import differences
from ledger.schemes.unreadable import SchemeUnreadable
from tests.schemes.documents import DOCUMENT

CLAUSE = """
[appeals]
within = 5
unit = "working-days"
late = "refused"
clause = "五"
text = "对考核结果有异议的，可以在公布之日起五个工作日内提出申诉，逾期不予受理。"
answer_within = 10
"""


@pytest.mark.parametrize(
    ("first", "within", "unit", "last"),
    [
        ("2020-07-03", 30, "days", "2020-08-02"),
        ("2020-01-31", 30, "days", "2020-03-01"),
        ("2020-07-03", 1, "working-days", "2020-07-06"),
        ("2020-07-03", 10, "working-days", "2020-07-17"),
    ],
    ids=["thirty days", "over a leap February", "Friday, then Monday", "two weeks without a holiday"],
)
def test_the_day_from_which_a_time_runs_is_not_counted(first: str, within: int, unit: str, last: str) -> None:
    assert reckoned(date.fromisoformat(first), within, unit) == (date.fromisoformat(last), ())


def test_a_holiday_is_no_working_day_and_a_sunday_made_up_for_it_is_one() -> None:
    """The Dragon Boat Festival of 2020: Thursday 25 to Saturday 27 June are free, Sunday 28 June is worked."""
    assert reckoned(date(2020, 6, 24), 1, "working-days").day == date(2020, 6, 28)
    assert reckoned(date(2020, 6, 24), 4, "working-days").day == date(2020, 7, 1)


def test_of_a_year_whose_holidays_are_not_known_only_weekends_are_left_out_and_that_is_said() -> None:
    assert reckoned(date(2096, 9, 28), 3, "working-days") == (date(2096, 10, 3), (2096,))


def test_every_route_names_a_source_for_each_of_its_times_in_both_languages() -> None:
    assert list(routes()) == ["civil-servant", "institution-staff", "internal"]
    for route in routes().values():
        assert route.filing is not None
        assert all(route.label) and all(route.remark)
        for step in route.steps:
            assert all(step.label) and all(step.source) and all(step.text), step.id


def test_the_times_of_civil_servants_are_those_of_the_law() -> None:
    """公务员法（2018年修订）第九十五条、第九十六条."""
    found = {step.id: (step.within, step.unit, step.extension) for step in routes()["civil-servant"].steps}
    assert found == {
        "ask-review": (30, "days", None), "decide-review": (30, "days", None),
        "appeal-after-review": (15, "days", None), "appeal-directly": (30, "days", None),
        "decide-appeal": (60, "days", 30),
    }  # fmt: skip


def test_the_internal_window_is_marked_as_not_of_the_scheme() -> None:
    internal = routes()["internal"]
    assert [(step.within, step.unit) for step in internal.steps] == [(10, "working-days")] * 2
    assert "Not in the scheme" in internal.remark.en
    assert "方案未作规定" in internal.remark.zh


def test_the_scheme_of_2020_has_no_clause_on_appeals() -> None:
    assert scheme_from(DOCUMENT).appeals is None


def test_a_scheme_brings_its_own_window_and_a_comparison_tells_of_it() -> None:
    scheme = scheme_from(DOCUMENT + CLAUSE)
    assert scheme.appeals is not None
    assert (scheme.appeals.within, scheme.appeals.unit, scheme.appeals.late) == (5, "working-days", "refused")
    told = {row.what: row.after for row in differences(scheme_from(DOCUMENT), scheme)}
    assert told["appeals within"] == "5 working-days"
    assert told["late appeals"] == "refused"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("within = 5", "within = 0", "appeals"),
        ('unit = "working-days"', 'unit = "weeks"', "appeals"),
        ('late = "refused"', 'late = "perhaps"', "appeals"),
        ('clause = "五"\n', "", "appeals.clause"),
    ],
)
def test_a_window_that_cannot_be_read_is_refused_with_its_place(old: str, new: str, key: str) -> None:
    with pytest.raises(SchemeUnreadable) as refused:
        scheme_from(DOCUMENT + CLAUSE.replace(old, new, 1))
    assert refused.value.key == key
