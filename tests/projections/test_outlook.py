"""The pace of the year and the months without news, with figures computed by hand.

2020 has 366 days; 30 June is day 182, 31 January day 31. 50 × 182 ÷ 366 = 24.863…; 850 × 182 ÷ 366 = 422.677….
"""

from projections.outlook import behind_the_pace, months_without_news
from tests.office import Office
from tests.schemes.documents import changed, in_item


def behind(office: Office, as_of: str) -> dict[str, tuple[str, str, str]]:
    """Return (done, due by now, target) of each indicator behind the pace."""
    found = behind_the_pace(office.reading(as_of).everyone())
    return {
        one.item.id: (str(one.progress.done), str(one.due_by_now), str(one.progress.target)) for one in found
    }  # fmt: skip


def without_news(office: Office, as_of: str) -> list[tuple[str, str, bool, str]]:
    found = months_without_news(office.reading(as_of).everyone())
    return [(str(one.month), one.department, one.is_over, " ".join(one.persons)) for one in found]


def test_24_of_50_on_30_june_are_behind_and_25_are_not(office: Office) -> None:
    office.record("progress-reported", "T1", "2020-06-01", indicator="publicity-reports", total="24")
    assert behind(office, "2020-06-30")["publicity-reports"] == ("24", "24.863", "50")
    office.record("progress-reported", "T1", "2020-06-30", indicator="publicity-reports", amount="1")
    assert "publicity-reports" not in behind(office, "2020-06-30")
    assert behind(office, "2020-07-02")["publicity-reports"] == ("25", "25.137", "50")


def test_exactly_the_share_of_the_days_is_not_behind(office: Office) -> None:
    """183 of 366 days have passed on 1 July: half the year, and half the target."""
    office.record("progress-reported", "T1", "2020-06-01", indicator="publicity-reports", total="25")
    assert "publicity-reports" not in behind(office, "2020-07-01")


def test_a_revised_target_has_a_pace_of_its_own(office: Office) -> None:
    office.record("progress-reported", "T3", "2020-06-01", indicator="levy", total="210")
    assert behind(office, "2020-06-30")["levy"] == ("210", "422.678", "850")
    office.record("target-revised", "T3", "2020-06-02", indicator="levy", target="400")
    assert "levy" not in behind(office, "2020-06-30")


def test_on_the_last_day_a_shortfall_is_a_fact_and_no_longer_a_pace(office: Office) -> None:
    assert "levy" in behind(office, "2020-12-30")
    assert behind(office, "2020-12-31") == {}


def test_a_target_amended_within_the_year_is_that_of_its_days(office: Office) -> None:
    assert not office.amend(changed(in_item("publicity-reports", "target = 50", "target = 60")), "2020-06-02").problems
    assert behind(office, "2020-06-01")["publicity-reports"] == ("0", "20.902", "50")
    assert behind(office, "2020-06-30")["publicity-reports"] == ("0", "29.836", "60")


def test_a_month_over_costs_everybody_of_the_department_and_the_present_one_would(office: Office) -> None:
    office.record("news-published", "T1", "2020-01-31")
    office.record("news-published", "T3", "2020-02-03")
    assert without_news(office, "2020-02-10") == [
        ("2020-01", "康复部", True, "T5"),
        ("2020-01", "组织教育就业人事部", True, "T3 T4"),
        ("2020-01", "驻村工作队", True, "T6"),
        ("2020-02", "办公室", False, "T1 T2"),
        ("2020-02", "康复部", False, "T5"),
        ("2020-02", "驻村工作队", False, "T6"),
    ]


def test_news_of_a_channel_that_scores_nothing_is_no_news(office: Office) -> None:
    office.record("news-published", "T1", "2020-01-31", channel="other")
    assert ("2020-01", "办公室", False, "T1 T2") in without_news(office, "2020-01-30")
    assert ("2020-01", "办公室", True, "T1 T2") in without_news(office, "2020-01-31")


def test_whoever_has_left_loses_nothing_more(office: Office) -> None:
    office.record("person-left", "T5", "2020-01-15")
    assert [one for one in without_news(office, "2020-02-10") if one[1] == "康复部"] == []


def test_when_the_year_is_over_there_is_nothing_left_to_do(office: Office) -> None:
    assert len(without_news(office, "2020-12-31")) == 48
    assert without_news(office, "2021-01-01") == []
