from tests.office import Office
from tests.rules.lines import applied

YEAR_END = "2020-12-31"


def publish_monthly(office: Office, person: str = "T1", without: int = 0) -> None:
    for month in range(1, 13):
        if month != without:
            office.record("news-published", person, f"2020-{month:02}-15")


def test_the_thirteenth_piece_of_news_gains_half_a_point_if_no_month_is_without(office: Office) -> None:
    publish_monthly(office)
    assert office.points("T1", "bonus-news", YEAR_END) == "0"
    thirteenth = office.record("news-published", "T1", YEAR_END)
    assert applied(office, "T1", "bonus-news", YEAR_END) == [(thirteenth, "0.5")]


def test_the_thirteenth_to_the_sixteenth_gain_and_the_seventeenth_does_not(office: Office) -> None:
    publish_monthly(office)
    more = [office.record("news-published", "T1", f"2020-12-{day}") for day in range(16, 22)]
    assert applied(office, "T1", "bonus-news", "2020-12-21") == [(number, "0.5") for number in more[:4]]


def test_twenty_pieces_gain_nothing_if_june_is_without_or_has_them_in_a_channel_that_does_not_score(
    office: Office,
) -> None:
    publish_monthly(office, without=6)
    office.record("news-published", "T1", "2020-06-15", channel="other")
    for _piece in range(8):
        office.record("news-published", "T1", "2020-12-20")
    assert office.points("T1", "bonus-news", YEAR_END) == "0"


def test_thirteen_pieces_in_january_gain_until_a_february_without_is_over_on_the_29th(office: Office) -> None:
    for _piece in range(13):
        office.record("news-published", "T1", "2020-01-10")
    assert [office.points("T1", "bonus-news", day) for day in ("2020-02-28", "2020-02-29")] == ["0.5", "0"]


def test_a_work_counts_once_and_not_at_all_if_it_is_an_article_but_keeps_its_month(office: Office) -> None:
    publish_monthly(office, without=6)
    office.record("news-published", "T1", "2020-06-15", work="调研")
    office.record("article-published", "T1", "2020-06-20", level="prefecture", work="调研")
    for day in ("2020-12-20", "2020-12-21"):
        office.record("news-published", "T1", day, work="助残日")
    assert office.points("T1", "bonus-news", YEAR_END) == "0"
    office.record("news-published", "T1", "2020-12-22", work="爱耳日")
    assert office.points("T1", "bonus-news", YEAR_END) == "0.5"


def test_november_is_asked_of_who_entered_on_the_1st_and_not_of_who_entered_on_the_2nd(office: Office) -> None:
    for person, day in (("T8", "2020-11-01"), ("T9", "2020-11-02")):
        office.record("person-enrolled", person, day, name=person, department="康复部")
        for _piece in range(13):
            office.record("news-published", person, "2020-12-01")
    assert [office.points(person, "bonus-news", YEAR_END) for person in ("T8", "T9")] == ["0", "0.5"]
