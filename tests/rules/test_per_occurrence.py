from decimal import Decimal

from tests.office import Office
from tests.rules.lines import applied, nominal, score


def test_a_missed_duty_on_1_january_costs_one_point_on_that_very_day(office: Office) -> None:
    missed = office.record("duty-violation", "T1", "2020-01-01")
    assert applied(office, "T1", "daily-3", "2020-01-01") == [(missed, "-1")]


def test_late_in_the_morning_and_away_in_the_afternoon_cost_half_a_point_each(office: Office) -> None:
    office.record("late-arrival", "T1", "2020-04-07", minutes="45")
    office.record("early-departure", "T1", "2020-04-07")
    assert [office.points("T1", "daily-4", day) for day in ("2020-04-06", "2020-04-07")] == ["5", "4"]


def test_six_assignments_missed_name_six_points_and_take_five(office: Office) -> None:
    for _time in range(6):
        office.record("assignment-missed", "T1", "2020-08-01", assigned_by="庚")
    assert office.points("T1", "daily-6", "2020-08-01") == "0"
    assert nominal(office, "T1", "daily-6", "2020-08-01") == 6


def test_a_late_arrival_of_31_december_counts_and_one_of_1_january_2021_does_not(office: Office) -> None:
    office.record("late-arrival", "T1", "2020-12-31")
    office.record("late-arrival", "T1", "2021-01-01")
    assert office.points("T1", "daily-4", "2021-01-31") == "4.5"


def test_three_delays_and_a_year_not_cleared_use_up_daily_2_the_last_line_taking_what_is_left(
    office: Office,
) -> None:
    delays = [office.record("clearance-delayed", "T1", f"2020-0{month}-01") for month in (4, 5, 6)]
    missed = office.record("clearance-missed", "T1", "2020-12-31")
    assert applied(office, "T1", "daily-2", "2020-12-31") == [*((delay, "-2") for delay in delays), (missed, "-4")]
    assert nominal(office, "T1", "daily-2", "2020-12-31") == 11


def test_a_voided_late_arrival_costs_nothing_but_cost_half_a_point_when_it_was_known(office: Office) -> None:
    late = office.record("late-arrival", "T1", "2020-04-07")
    assert not office.hand_in({"kind": "entry-voided", "entry": str(late), "reason": "误记"}).problems
    assert office.points("T1", "daily-4", "2020-04-07") == "5"
    assert score(office, "T1", "daily-4", "2020-04-07", known_at=late).lost == Decimal("0.5")
