from tests.office import Office
from tests.rules.lines import applied

ITEM = "reporting"


def schedule(office: Office, on: str, due: str) -> int:
    return office.record("schedule-set", "T4", on, indicator=ITEM, due=due)


def late(office: Office, on: str, quantity: str = "1") -> int:
    return office.record("incident-reported", "T4", on, indicator=ITEM, quantity=quantity)


def test_three_of_twelve_reports_late_lose_0_833_then_0_834_then_0_833(office: Office) -> None:
    schedule(office, "2020-01-02", "12")
    entries = [late(office, f"2020-0{month}-10") for month in (2, 3, 4)]
    assert office.points("T4", ITEM, "2020-03-10") == "8.333"
    assert applied(office, "T4", ITEM, "2020-04-10") == list(
        zip(entries, ("-0.833", "-0.834", "-0.833"), strict=True)
    )  # fmt: skip


def test_without_a_schedule_it_is_pending_on_30_december_and_undecided_on_31_december(office: Office) -> None:
    assert [office.points("T4", ITEM, day) for day in ("2020-12-30", "2020-12-31")] == ["pending", "undecided"]


def test_a_late_report_on_10_february_without_a_schedule_is_undecided_from_that_day(office: Office) -> None:
    late(office, "2020-02-10")
    schedule(office, "2020-02-12", "4")
    days = ("2020-02-09", "2020-02-10", "2020-02-12")
    assert [office.points("T4", ITEM, day) for day in days] == ["pending", "undecided", "7.5"]


def test_a_new_schedule_on_1_july_reckons_the_earlier_reports_anew(office: Office) -> None:
    schedule(office, "2020-01-02", "12")
    late(office, "2020-03-10", "3")
    schedule(office, "2020-07-01", "4")
    assert [office.points("T4", ITEM, day) for day in ("2020-06-30", "2020-07-01")] == ["7.5", "2.5"]


def test_five_late_reports_of_four_lose_ten_points_and_no_more(office: Office) -> None:
    schedule(office, "2020-01-02", "4")
    first, second = late(office, "2020-03-10", "3"), late(office, "2020-04-10", "2")
    assert applied(office, "T4", ITEM, "2020-12-31") == [(first, "-7.5"), (second, "-2.5")]


def test_a_schedule_kept_stands_at_full_points(office: Office) -> None:
    schedule(office, "2020-01-02", "12")
    assert office.points("T4", ITEM, "2020-12-31") == "10"
