from tests.office import Office
from tests.rules.lines import applied, nominal


def test_a_january_without_news_costs_half_a_point_on_31_january_and_not_before(office: Office) -> None:
    assert office.points("T3", "daily-5", "2020-01-30") == "5"
    assert office.points("T3", "daily-5", "2020-01-31") == "4.5"
    assert applied(office, "T3", "daily-5", "2020-01-31") == [(None, "-0.5")]


def test_a_colleague_s_news_on_29_february_saves_the_month_for_the_department_alone(office: Office) -> None:
    office.record("news-published", "T4", "2020-02-29")
    assert office.points("T3", "daily-5", "2020-02-29") == "4.5"
    assert office.points("T1", "daily-5", "2020-02-29") == "4"


def test_news_in_another_channel_or_another_month_saves_nothing(office: Office) -> None:
    office.record("news-published", "T5", "2020-01-15", channel="other")
    for _piece in range(2):
        office.record("news-published", "T5", "2020-02-01", channel="press")
    assert office.points("T5", "daily-5", "2020-02-29") == "4.5"


def test_twelve_months_without_name_six_points_and_take_five_by_31_october(office: Office) -> None:
    assert [office.points("T6", "daily-5", day) for day in ("2020-10-30", "2020-10-31")] == ["0.5", "0"]
    assert nominal(office, "T6", "daily-5", "2020-12-31") == 6
    assert applied(office, "T6", "daily-5", "2020-12-31")[9:] == [(None, "-0.5"), (None, "0"), (None, "0")]


def test_who_moves_on_31_march_is_of_the_new_department_for_march_and_their_earlier_news_of_the_old(
    office: Office,
) -> None:
    office.record("news-published", "T1", "2020-03-15")
    office.record("news-published", "T5", "2020-01-15")
    office.record("person-transferred", "T5", "2020-03-31", department="办公室")
    office.record("person-enrolled", "T9", "2020-01-01", name="辛", department="康复部", post="rehab-followup")
    assert office.points("T5", "daily-5", "2020-03-31") == "4.5"
    assert office.points("T9", "daily-5", "2020-03-31") == "4"
    assert office.points("T1", "daily-5", "2020-03-31") == "4"


def test_the_month_of_entering_or_leaving_counts_only_if_its_last_day_was_served(office: Office) -> None:
    office.record("person-left", "T3", "2020-05-30")
    office.record("person-left", "T4", "2020-05-31")
    office.record("person-enrolled", "T9", "2020-11-30", name="辛", department="康复部")
    assert [office.points(person, "daily-5", "2020-12-31") for person in ("T3", "T4", "T9")] == ["3", "2.5", "4"]
