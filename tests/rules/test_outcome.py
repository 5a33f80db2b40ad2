from tests.office import Office
from tests.rules.lines import applied

BASE = "training-base"


def declare(office: Office, on: str, achieved: str, **fields: str) -> int:
    return office.record("outcome-declared", "T1", on, indicator=BASE, achieved=achieved, **fields)


def test_without_a_declaration_the_base_is_pending_on_30_december_and_undecided_on_31_december(office: Office) -> None:
    assert [office.points("T1", BASE, day) for day in ("2020-12-30", "2020-12-31")] == ["pending", "undecided"]


def test_a_base_declared_founded_on_1_june_stands_at_ten_points_from_that_day(office: Office) -> None:
    declare(office, "2020-06-01", "yes")
    assert [office.points("T1", BASE, day) for day in ("2020-05-31", "2020-06-01")] == ["pending", "10"]


def test_a_base_declared_not_founded_in_june_loses_ten_points_on_31_december_and_not_before(office: Office) -> None:
    declaration = declare(office, "2020-06-01", "no")
    assert [office.points("T1", BASE, day) for day in ("2020-12-30", "2020-12-31")] == ["pending", "0"]
    assert applied(office, "T1", BASE, "2020-12-31") == [(declaration, "-10")]


def test_the_latest_declaration_holds_of_two_on_one_day_the_later_entry(office: Office) -> None:
    declare(office, "2020-11-01", "yes")
    declare(office, "2020-11-01", "no")
    assert office.points("T1", BASE, "2020-12-31") == "0"
    declare(office, "2020-10-01", "yes")
    assert office.points("T1", BASE, "2020-12-31") == "0"


def test_a_declaration_for_2020_made_on_1_february_2021_counts_from_that_day(office: Office) -> None:
    declare(office, "2021-02-01", "yes", year="2020")
    assert [office.points("T1", BASE, day) for day in ("2021-01-31", "2021-02-01")] == ["undecided", "10"]
