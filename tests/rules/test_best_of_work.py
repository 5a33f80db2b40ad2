from tests.office import Office
from tests.rules.lines import applied


def test_an_article_in_three_papers_gains_six_points_by_the_national_one(office: Office) -> None:
    office.record("article-published", "T1", "2020-03-01", level="prefecture", work="调研")
    national = office.record("article-published", "T1", "2020-12-01", level="national", work="调研")
    office.record("article-published", "T1", "2020-12-02", level="province", work="调研")
    assert office.points("T1", "bonus-article", "2020-11-30") == "2"
    assert applied(office, "T1", "bonus-article", "2020-12-31") == [(national, "6")]


def test_of_two_commendations_worth_the_same_the_earlier_one_carries_the_gain(office: Office) -> None:
    office.record("commendation-awarded", "T1", "2020-05-02", level="province", work="托养")
    earlier = office.record("commendation-awarded", "T1", "2020-05-01", level="prefecture", work="托养")
    assert applied(office, "T1", "bonus-commendation", "2020-05-31") == [(earlier, "2")]


def test_articles_that_name_no_work_each_gain_without_limit(office: Office) -> None:
    for level in ("prefecture", "prefecture", "province", "national", "national"):
        office.record("article-published", "T1", "2020-06-30", level=level)
    assert office.points("T1", "bonus-article", "2020-06-29") == "0"
    assert office.points("T1", "bonus-article", "2020-06-30") == "20"


def test_a_work_published_and_commended_gains_under_both_clauses(office: Office) -> None:
    office.record("article-published", "T1", "2020-06-01", level="province", work="托养")
    office.record("commendation-awarded", "T1", "2020-06-02", level="national", work="托养")
    assert office.points("T1", "bonus-article", "2020-06-30") == "4"
    assert office.points("T1", "bonus-commendation", "2020-06-30") == "5"


def test_two_people_s_works_of_one_name_are_two_works(office: Office) -> None:
    for person in ("T1", "T2"):
        office.record("article-published", person, "2020-06-01", level="prefecture", work="调研")
    assert [office.points(person, "bonus-article", "2020-06-01") for person in ("T1", "T2")] == ["2", "2"]
