from tests.office import Office
from tests.rules.lines import applied

ITEM = "bonus-unit"


def test_three_tenths_of_a_point_won_for_the_unit_with_half_a_share_gains_five_times_that(office: Office) -> None:
    credit = office.record("unit-credit-earned", "T1", "2020-11-20", unit_points="0.3", share="0.5")
    assert office.points("T1", ITEM, "2020-11-19") == "0"
    assert applied(office, "T1", ITEM, "2020-11-20") == [(credit, "0.75")]


def test_a_share_left_out_is_the_whole_and_credits_add_up_without_limit(office: Office) -> None:
    office.record("unit-credit-earned", "T1", "2020-11-20", unit_points="4")
    office.record("unit-credit-earned", "T1", "2020-11-21", unit_points="2.5")
    assert office.points("T1", ITEM, "2020-12-31") == "32.5"


def test_half_a_thousandth_is_rounded_up_in_each_entry(office: Office) -> None:
    for _time in range(2):
        office.record("unit-credit-earned", "T1", "2020-11-20", unit_points="0.0001")
    assert office.points("T1", ITEM, "2020-12-31") == "0.002"


def test_a_credit_of_1_march_2021_for_2020_counts_in_2020_and_one_that_names_no_year_does_not(office: Office) -> None:
    office.record("unit-credit-earned", "T1", "2021-03-01", unit_points="1", year="2020")
    office.record("unit-credit-earned", "T1", "2021-03-01", unit_points="2")
    assert [office.points("T1", ITEM, day) for day in ("2021-02-28", "2021-03-01")] == ["0", "5"]
