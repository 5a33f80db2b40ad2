from tests.office import Office
from tests.rules.lines import applied, score


def test_ballots_of_90_80_and_70_give_4_8_of_6_points_from_the_day_of_the_count(office: Office) -> None:
    count = office.record("ballots-counted", "T1", "2020-12-20", part="leader", scores="90 80 70")
    assert office.points("T1", "leader", "2020-12-19") == "undecided"
    assert office.points("T1", "leader", "2020-12-20") == "4.8"
    assert applied(office, "T1", "leader", "2020-12-20") == [(count, "-1.2")]


def test_a_mean_of_83_and_a_third_gives_5_833_of_7_points(office: Office) -> None:
    office.record("ballots-counted", "T1", "2020-12-20", part="peer", scores="80 80 90")
    assert office.points("T1", "peer", "2020-12-31") == "5.833"
    assert str(score(office, "T1", "peer", "2020-12-31").lost) == "1.167"


def test_a_recount_replaces_the_count_and_not_the_other_parts(office: Office) -> None:
    office.record("ballots-counted", "T1", "2020-12-20", part="client", scores="50")
    office.record("ballots-counted", "T1", "2020-12-20", part="peer", scores="100")
    office.record("ballots-counted", "T1", "2020-12-21", part="client", scores="60 80")
    assert office.points("T1", "client", "2020-12-20") == "3.5"
    assert office.points("T1", "client", "2020-12-21") == "4.9"
    assert office.points("T1", "peer", "2020-12-21") == "7"
    assert office.points("T1", "leader", "2020-12-21") == "undecided"


def test_ballots_counted_on_15_january_for_2020_belong_to_2020(office: Office) -> None:
    office.record("ballots-counted", "T1", "2021-01-15", part="leader", scores="100 50", year="2020")
    office.record("ballots-counted", "T2", "2021-01-15", part="leader", scores="100 50")
    assert office.points("T1", "leader", "2021-01-14") == "undecided"
    assert office.points("T1", "leader", "2021-01-15") == "4.5"
    assert office.points("T2", "leader", "2021-01-15") == "undecided"


def test_ballots_of_100_leave_no_line(office: Office) -> None:
    office.record("ballots-counted", "T1", "2020-12-20", part="leader", scores="100 100")
    assert (office.points("T1", "leader", "2020-12-20"), applied(office, "T1", "leader", "2020-12-20")) == ("6", [])
