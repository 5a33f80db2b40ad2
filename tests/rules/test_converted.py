from tests.office import Office
from tests.rules.lines import applied


def inspect(office: Office, on: str, score: str, out_of: str, **fields: str) -> int:
    return office.record(
        "assessment-received", "T6", on, indicator="village-work", score=score, out_of=out_of, **fields
    )  # fmt: skip


def test_85_of_100_in_the_inspection_of_11_december_are_34_of_40_points(office: Office) -> None:
    inspection = inspect(office, "2020-12-11", "85", "100")
    assert office.points("T6", "village-work", "2020-12-10") == "undecided"
    assert office.points("T6", "village-work", "2020-12-11") == "34"
    assert applied(office, "T6", "village-work", "2020-12-11") == [(inspection, "-6")]


def test_two_of_three_marks_are_26_667_points(office: Office) -> None:
    inspect(office, "2020-12-11", "2", "3")
    assert office.points("T6", "village-work", "2020-12-31") == "26.667"


def test_the_inspection_latest_by_its_day_holds_however_late_an_earlier_one_is_recorded(office: Office) -> None:
    inspect(office, "2020-11-30", "90", "100")
    inspect(office, "2020-06-30", "50", "100")
    assert [office.points("T6", "village-work", day) for day in ("2020-11-29", "2020-11-30")] == ["20", "36"]


def test_no_marks_at_all_lose_everything_and_all_marks_lose_nothing(office: Office) -> None:
    inspect(office, "2020-06-30", "0", "120")
    inspect(office, "2020-11-30", "120", "120")
    assert [office.points("T6", "village-work", day) for day in ("2020-06-30", "2020-11-30")] == ["0", "40"]


def test_the_result_of_2020_that_comes_on_3_march_2021_is_of_2020_if_it_says_so(office: Office) -> None:
    inspect(office, "2021-03-02", "10", "100")
    inspect(office, "2021-03-03", "75", "100", year="2020")
    assert [office.points("T6", "village-work", day) for day in ("2021-03-02", "2021-03-03")] == ["undecided", "30"]
