from tests.office import Office
from tests.rules.lines import applied, nominal

AUTUMN = "2020-10-01"


def test_two_responsibilities_missed_cost_a_member_three_points_and_others_four(office: Office) -> None:
    for person in ("T1", "T2"):
        office.record("task-missed", person, "2020-03-01", category="creation")
        office.record("task-missed", person, "2020-03-01", category="creation")
    assert (office.points("T1", "daily-1", AUTUMN), office.points("T2", "daily-1", AUTUMN)) == ("7", "6")
    assert nominal(office, "T1", "daily-1", AUTUMN) == 4


def test_each_category_has_its_own_limit(office: Office) -> None:
    for category in ("creation", "creation", "study", "study", "study", "party-day", "party-day"):
        office.record("task-missed", "T1", "2020-03-01", category=category)
    assert office.points("T1", "daily-1", AUTUMN) == "0"
    assert [points for _entry, points in applied(office, "T1", "daily-1", AUTUMN)] == [
        "-2", "-1", "-2", "-2", "0", "-2", "-1",
    ]  # fmt: skip


def test_a_task_late_on_10_may_and_missed_on_20_may_is_taken_once_by_the_first_entry(office: Office) -> None:
    missed = office.record("task-missed", "T2", "2020-05-20", category="study", task="中心组")
    late = office.record(
        "task-delayed", "T2", "2020-05-10", category="study", task="中心组", affected_unit="yes"
    )  # fmt: skip
    assert applied(office, "T2", "daily-1", "2020-05-19") == [(late, "-2")]
    assert applied(office, "T2", "daily-1", "2020-05-20") == [(late, "-2")]
    assert missed < late


def test_the_same_name_in_another_category_is_another_task(office: Office) -> None:
    for category in ("creation", "study"):
        office.record("task-missed", "T2", "2020-05-20", category=category, task="总结")
    assert office.points("T2", "daily-1", AUTUMN) == "6"


def test_a_delay_that_did_not_affect_the_unit_costs_nothing_and_does_not_use_up_the_task(office: Office) -> None:
    office.record("task-delayed", "T2", "2020-05-10", category="study", task="中心组", affected_unit="no")
    assert office.points("T2", "daily-1", "2020-05-10") == "10"
    office.record("task-missed", "T2", "2020-05-11", category="study", task="中心组")
    assert office.points("T2", "daily-1", "2020-05-11") == "8"


def test_who_joins_the_party_on_1_july_is_reckoned_as_a_member_from_that_day(office: Office) -> None:
    for _time in range(2):
        office.record("task-missed", "T2", "2020-03-01", category="creation")
    office.record("party-membership-changed", "T2", "2020-07-01", member="yes")
    assert [office.points("T2", "daily-1", day) for day in ("2020-06-30", "2020-07-01")] == ["6", "7"]
