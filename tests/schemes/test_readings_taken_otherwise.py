"""Each reading that can be taken otherwise, on stated days, with figures computed by hand beside the adopted one."""

from datetime import date

import pytest

from ledger.schemes.alternatives import NoSuchAlternative, read_otherwise, selectable
from ledger.schemes.lint import defects
from ledger.schemes.model import scheme_from
from ledger.values import Cut
from projections.readings import YearReading
from projections.standings import Standing
from tests.office import Office
from tests.schemes.documents import DOCUMENT, changed

YEAR_END = "2020-12-31"


def read(office: Office, as_of: str, **taken: str) -> YearReading:
    """The year as of a day, with some readings taken otherwise."""
    known, day = office.ledger.archive.last_number(), date.fromisoformat(as_of)
    scheme = office.ledger.schemes(known).read_otherwise(taken).for_year(2020, day)
    return YearReading(office.ledger, scheme, Cut(day, known))


def points(office: Office, person: str, item: str, as_of: str, **taken: str) -> str:
    """An item's points: those of the quick fold, of the plain fold and of the person's own sheet."""
    reading = read(office, as_of, **taken)
    one = reading.one(person)
    assert one is not None
    everyone = [standing.sheet for standing in (*reading.everyone(), *reading.everyone_traced())]
    sheets = [one, *(sheet for sheet in everyone if sheet.person.id == person)]
    found = {next(score.points for score in sheet.items if score.item.id == item) for sheet in sheets}
    assert len(found) == 1
    return f"{found.pop().normalize():f}"


def standing(office: Office, person: str, as_of: str, **taken: str) -> Standing:
    return next(one for one in read(office, as_of, **taken).everyone() if one.sheet.person.id == person)


def test_e1_three_study_tasks_missed_in_march_stop_at_the_4_points_of_their_line_or_at_10(office: Office) -> None:
    for task in ("任务一", "任务二", "任务三"):
        office.record("task-missed", "甲", "2020-03-05", category="study", task=task)
    assert points(office, "T1", "daily-1", "2020-03-31") == "6"  # 10 − 4: ② has 4 points for a member
    assert points(office, "T1", "daily-1", "2020-03-31", E1="only-ten") == "4"  # 10 − 3 × 2


def test_e2_a_task_missed_on_5_march_needs_an_effect_on_the_unit_or_needs_none(office: Office) -> None:
    office.record("task-missed", "甲", "2020-03-05", category="study")
    office.record("task-delayed", "甲", "2020-03-06", category="creation", affected_unit="yes")
    assert points(office, "T1", "daily-1", "2020-03-31") == "6"  # 10 − 2 − 2
    assert points(office, "T1", "daily-1", "2020-03-31", E2="both") == "8"  # the delay affected the unit's work


def test_e10_three_absences_and_twelve_latenesses_stop_at_5_or_go_beyond(office: Office) -> None:
    for day in ("2020-03-02", "2020-03-03", "2020-03-04"):
        office.record("absence", "甲", day)
    for day in range(1, 13):
        office.record("late-arrival", "甲", f"2020-02-{day:02}")
    assert points(office, "T1", "daily-4", "2020-03-31") == "0"
    assert points(office, "T1", "daily-4", "2020-03-31", E10="overflow") == "-11"  # 5 − 10 − 12 × 0.5
    assert points(office, "T1", "daily-4", "2020-03-31", E10="lateness-only") == "-10"  # 5 − 10 − 5


def test_e10_what_goes_beyond_is_taken_from_the_forty_until_nothing_is_left(office: Office) -> None:
    """On 31 January 甲 has lost 0.5 for the month without news: of the other items' 35 points 34.5 are left."""
    for day in range(1, 31):
        for _time in range(3):
            office.record("late-arrival", "甲", f"2020-01-{day:02}")
    assert points(office, "T1", "daily-4", "2020-01-31", E10="overflow") == "-34.5"  # 45 wanted, 39.5 there
    sheet = read(office, "2020-01-31", E10="overflow").one("T1")
    assert sheet is not None
    assert sum(score.points for score in sheet.items if score.part.id == "daily") == 0


def test_e11_two_absences_are_5_in_total_or_2_and_5(office: Office) -> None:
    for day in ("2020-03-02", "2020-03-03"):
        office.record("absence", "甲", day)
    assert points(office, "T1", "daily-4", "2020-03-31", E11="additions") == "0"  # 7, of 5 there are
    assert points(office, "T1", "daily-4", "2020-03-31", E10="overflow") == "0"
    assert points(office, "T1", "daily-4", "2020-03-31", E10="overflow", E11="additions") == "-2"  # 5 − 2 − 5


def news(office: Office, *months: int) -> None:
    for month in months:
        office.record("news-published", "甲", f"2020-{month:02}-10")


def test_f1_with_13_pieces_the_13th_gains_or_all_do_up_to_2(office: Office) -> None:
    news(office, *range(1, 13), 12)
    assert points(office, "T1", "bonus-news", YEAR_END) == "0.5"
    assert points(office, "T1", "bonus-news", YEAR_END, F1="all") == "2"  # 13 × 0.5 is 6.5, at most 2


def test_f1_with_12_pieces_nothing_gains_either_way(office: Office) -> None:
    news(office, *range(1, 13))
    assert points(office, "T1", "bonus-news", YEAR_END, F1="all") == "0"


def test_f2_with_14_pieces_and_none_in_february_nothing_gains_or_two_do(office: Office) -> None:
    news(office, 1, *range(3, 13), 12, 12, 12)
    assert points(office, "T1", "bonus-news", YEAR_END) == "0"
    assert points(office, "T1", "bonus-news", YEAR_END, F2="average") == "1"  # the 13th and the 14th


def test_g2_845_of_850_is_no_step_one_step_or_half_of_one(office: Office) -> None:
    office.record("progress-reported", "丙", "2020-12-20", indicator="levy", total="845")
    assert points(office, "T3", "levy", YEAR_END) == "20"
    assert points(office, "T3", "levy", YEAR_END, G2="ceiling") == "19.5"
    assert points(office, "T3", "levy", YEAR_END, G2="linear") == "19.75"  # 0.5 × 5 ÷ 10


def test_g2_reading_otherwise_leaves_a_whole_step_and_more_than_the_target_as_they_are(office: Office) -> None:
    office.record("progress-reported", "丙", "2020-12-20", indicator="levy", total="840")
    office.record("progress-reported", "丁", "2020-12-20", indicator="east-west", total="2100")
    for alternative in ("ceiling", "linear"):
        assert points(office, "T3", "levy", YEAR_END, G2=alternative) == "19.5"
        assert points(office, "T4", "east-west", YEAR_END, G2=alternative) == "10"


def test_g22_100_places_short_cost_a_fifth_of_a_point_or_2(office: Office) -> None:
    office.record("progress-reported", "丁", "2020-12-20", indicator="daycare", total="400")
    assert points(office, "T4", "daycare", YEAR_END) == "9.8"  # 10 − 100 × 0.002
    assert points(office, "T4", "daycare", YEAR_END, G22="0.02") == "8"


def test_c3_ballots_of_100_90_80_and_10_have_a_mean_of_70_or_of_85(office: Office) -> None:
    office.record("ballots-counted", "甲", "2020-12-30", part="leader", scores="100 90 80 10")
    office.record("ballots-counted", "甲", "2020-12-30", part="peer", scores="100 50")
    assert points(office, "T1", "leader", YEAR_END) == "4.2"
    assert points(office, "T1", "leader", YEAR_END, C3="trimmed") == "5.1"  # (90 + 80) ÷ 2 of 6
    assert points(office, "T1", "peer", YEAR_END, C3="trimmed") == "5.25"  # of two ballots none is left out


def test_b5_exactly_80_on_31_december_is_no_third_grade_or_is_one(office: Office) -> None:
    """35 of 40 (twelve months without news), 25 of 40 (three late payrolls), 20 of 20: 80 points."""
    for part in ("leader", "peer", "client"):
        office.record("ballots-counted", "乙", "2020-12-30", part=part, scores="100")
    for month in (1, 2, 3):
        office.record("incident-reported", "乙", f"2020-{month:02}-20", indicator="payroll")
    as_adopted, otherwise = standing(office, "T2", YEAR_END), standing(office, "T2", YEAR_END, B5="below-or-equal")
    assert (as_adopted.sheet.total, as_adopted.grade) == (80, None)
    assert (otherwise.sheet.total, otherwise.grade) == (80, 3)


def test_every_alternative_of_the_2020_scheme_is_one_of_the_choices_and_can_be_taken() -> None:
    scheme = scheme_from(DOCUMENT)
    taken = {(reading.id, alternative.id) for reading, alternative in selectable(scheme)}
    assert {reading for reading, _name in taken} == {"E1", "E2", "E10", "E11", "F1", "F2", "G2", "G22", "B5", "C3"}
    assert all(reading.sentence_of(one) in reading.choices[1:] for reading, one in selectable(scheme))
    assert not defects(scheme)


def test_a_reading_that_the_scheme_has_not_is_refused_with_those_it_has() -> None:
    with pytest.raises(NoSuchAlternative) as refused:
        read_otherwise(scheme_from(DOCUMENT), {"E10": "twice"})
    assert "E10=overflow" in refused.value.expected and refused.value.found == "E10=twice"


@pytest.mark.parametrize(
    ("spoilt", "complaint"),
    [
        (('item = "daily-4", set = { overflows = true }', 'item = "daily-9", set = { overflows = true }'), "nothing"),
        (("overflows = true", "overflow = true"), "cannot be taken"),
        (("at_most = 5 }", 'at_most = "five" }'), "cannot be taken"),
    ],
    ids=["no such item", "no such field", "no such value"],
)
def test_an_alternative_that_cannot_be_taken_is_a_defect(spoilt: tuple[str, str], complaint: str) -> None:
    (first, *_others) = defects(scheme_from(changed(spoilt)))
    assert complaint in str(first) and first.item == "E10"


def test_a_choice_that_there_is_not_is_refused_with_its_place() -> None:
    from ledger.schemes.unreadable import SchemeUnreadable

    with pytest.raises(SchemeUnreadable) as refused:
        scheme_from(DOCUMENT.replace('id = "overflow", choice = 2', 'id = "overflow", choice = 7'))
    assert "2 to 3" in str(refused.value)
