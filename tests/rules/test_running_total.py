from tests.office import Office
from tests.rules.lines import applied, nominal


def test_three_absences_by_2_july_lose_the_whole_item_and_name_ten_points(office: Office) -> None:
    absences = [office.record("absence", "T1", day) for day in ("2020-03-02", "2020-05-06", "2020-07-02")]
    days = ("2020-03-01", "2020-03-02", "2020-05-06", "2020-07-02")
    assert [office.points("T1", "daily-4", day) for day in days] == ["5", "3", "0", "0"]
    assert [nominal(office, "T1", "daily-4", day) for day in days] == [0, 2, 5, 10]
    assert applied(office, "T1", "daily-4", "2020-07-02") == list(zip(absences, ("-2", "-3", "0"), strict=True))


def test_a_fourth_absence_on_3_july_names_no_further_points(office: Office) -> None:
    for day in ("2020-03-02", "2020-05-06", "2020-07-02", "2020-07-03"):
        office.record("absence", "T1", day)
    assert nominal(office, "T1", "daily-4", "2020-07-03") == 10


def test_a_year_not_cleared_costs_five_points_once(office: Office) -> None:
    first = office.record("clearance-missed", "T1", "2020-12-30", task="一")
    office.record("clearance-missed", "T1", "2020-12-31", task="二")
    assert office.points("T1", "daily-2", "2020-12-31") == "5"
    assert (first, "-5") in applied(office, "T1", "daily-2", "2020-12-31")
    assert nominal(office, "T1", "daily-2", "2020-12-31") == 5


def test_a_backdated_absence_of_1_march_becomes_the_first(office: Office) -> None:
    april = office.record("absence", "T1", "2020-04-01")
    march = office.record("absence", "T1", "2020-03-01")
    assert applied(office, "T1", "daily-4", "2020-04-01") == [(march, "-2"), (april, "-3")]


def test_of_two_absences_the_one_that_stays_after_a_void_is_the_first(office: Office) -> None:
    first, second = office.record("absence", "T1", "2020-03-01"), office.record("absence", "T1", "2020-04-01")
    assert not office.hand_in({"kind": "entry-voided", "entry": str(first), "reason": "已请假"}).problems
    assert applied(office, "T1", "daily-4", "2020-04-01") == [(second, "-2")]


def test_a_late_arrival_between_two_absences_takes_its_turn_in_the_five_points(office: Office) -> None:
    march = office.record("absence", "T1", "2020-03-01")
    may = office.record("absence", "T1", "2020-05-01")
    late = office.record("late-arrival", "T1", "2020-04-01")
    assert applied(office, "T1", "daily-4", "2020-05-01") == [(march, "-2"), (late, "-0.5"), (may, "-2.5")]
