"""The scheme amended from 1 July 2020: every figure below was computed by hand, the days on both sides among them."""

import re
from decimal import Decimal

import pytest

from ledger.decisions.adopting import CannotBeAmended, ReachesBack
from ledger.errors import LedgerError
from ledger.schemes.comparison import differences
from ledger.schemes.model import scheme_from
from tests.office import Office
from tests.rules.lines import applied, nominal, score
from tests.schemes.documents import DOCUMENT, changed, in_item

JUNE_30, JULY_1 = "2020-06-30", "2020-07-01"
YEAR_END = "2020-12-31"
LATE_COSTS_1 = in_item("daily-4", "points = 0.5", "points = 1")
ABSENCES_1_3_6 = in_item("daily-4", "totals = [2, 5, 10]", "totals = [1, 3, 6]")


def refusal(office: Office, document: str, effective_on: str, made_on: str | None = None) -> LedgerError:
    (problem,) = office.amend(document, effective_on, made_on=made_on).problems
    return problem.error


def test_a_lateness_costs_half_a_point_on_30_june_and_one_on_1_july(office: Office) -> None:
    june = office.record("late-arrival", "T1", JUNE_30)
    july = office.record("late-arrival", "T1", JULY_1)
    assert not office.amend(changed(LATE_COSTS_1), JULY_1).problems
    assert applied(office, "T1", "daily-4", YEAR_END) == [(june, "-0.5"), (july, "-1")]
    assert office.points("T1", "daily-4", JUNE_30) == "4.5"
    assert office.points("T1", "daily-4", JULY_1) == "3.5"


def test_what_was_known_before_the_amendment_is_judged_without_it(office: Office) -> None:
    july = office.record("late-arrival", "T1", JULY_1)
    office.amend(changed(LATE_COSTS_1), JULY_1)
    assert score(office, "T1", "daily-4", YEAR_END, july).lost == Decimal("0.5")
    assert score(office, "T1", "daily-4", YEAR_END).lost == 1


def test_the_second_absence_in_july_loses_what_july_s_version_says_the_second_loses(office: Office) -> None:
    first, second = office.record("absence", "T1", JUNE_30), office.record("absence", "T1", JULY_1)
    office.amend(changed(ABSENCES_1_3_6), JULY_1)
    # 2 for the first (in total 2); 3 − 1 for the second (in total 1, 3, 6).
    assert applied(office, "T1", "daily-4", YEAR_END) == [(first, "-2"), (second, "-2")]


def test_a_kind_that_counts_from_1_july_on_does_not_count_before(office: Office) -> None:
    office.record("early-departure", "T1", JUNE_30)
    first = office.record("absence", "T1", JUNE_30)
    second = office.record("early-departure", "T1", JULY_1)
    with_early = changed(in_item("daily-4", 'kinds = ["absence"]', 'kinds = ["absence", "early-departure"]'))
    office.amend(with_early.replace('kinds = ["late-arrival", "early-departure"]', 'kinds = ["late-arrival"]'), JULY_1)
    lines = applied(office, "T1", "daily-4", YEAR_END)
    assert lines[1:] == [(first, "-2"), (second, "-2.5")] and nominal(office, "T1", "daily-4", YEAR_END) == Decimal(
        "5.5"
    )


def test_of_a_named_task_the_first_entry_counts_across_the_amendment(office: Office) -> None:
    june = office.record("task-missed", "T2", JUNE_30, category="creation", task="文明单位材料")
    office.record("task-missed", "T2", JULY_1, category="creation", task="文明单位材料")
    july = office.record("task-missed", "T2", JULY_1, category="creation", task="平安单位材料")
    office.amend(changed(in_item("daily-1", "points = 2", "points = 4")), JULY_1)
    # 2 under the version of June; 4 under that of July, of which the category's 5 leave 3.
    assert applied(office, "T2", "daily-1", YEAR_END) == [(june, "-2"), (july, "-3")]


def test_a_limit_raised_on_1_july_takes_nothing_more_for_june(office: Office) -> None:
    june = [office.record("duty-violation", "T1", day) for day in ("2020-03-02", "2020-03-03", "2020-03-04",
                                                                   "2020-03-05", "2020-03-06", JUNE_30)]  # fmt: skip
    july = office.record("duty-violation", "T1", JULY_1)
    office.amend(changed(in_item("daily-3", "points = 5", "points = 8")), JULY_1)
    assert applied(office, "T1", "daily-3", YEAR_END) == [*((entry, "-1") for entry in june[:5]), (june[5], "0"),
                                                          (july, "-1")]  # fmt: skip
    assert (office.points("T1", "daily-3", JUNE_30), office.points("T1", "daily-3", JULY_1)) == ("0", "2")


def test_a_limit_lowered_on_1_july_leaves_nothing_below_zero(office: Office) -> None:
    for day in ("2020-03-02", "2020-03-03", "2020-03-04", JUNE_30):
        office.record("duty-violation", "T1", day)
    office.record("duty-violation", "T1", JULY_1)
    office.amend(changed(in_item("daily-3", "points = 5", "points = 3")), JULY_1)
    assert (office.points("T1", "daily-3", JUNE_30), office.points("T1", "daily-3", JULY_1)) == ("1", "0")


def test_ballots_counted_in_june_lose_a_share_of_june_s_points(office: Office) -> None:
    office.record("ballots-counted", "T1", JUNE_30, part="leader", scores="80")
    office.record("ballots-counted", "T2", JULY_1, part="leader", scores="80")
    office.amend(changed(in_item("leader", "points = 6", "points = 8")), JULY_1)
    # 甲: 6 × 20 % = 1.2 lost of 8; 乙: 8 × 20 % = 1.6 lost of 8.
    assert (office.points("T1", "leader", YEAR_END), office.points("T2", "leader", YEAR_END)) == ("6.8", "6.4")


def test_an_article_of_july_gains_by_july_s_version_and_a_work_once(office: Office) -> None:
    june = office.record("article-published", "T1", JUNE_30, level="province", work="调研")
    office.record("article-published", "T1", JULY_1, level="prefecture", work="调研")
    july = office.record("article-published", "T1", JULY_1, level="prefecture", work="报告")
    office.amend(changed(in_item("bonus-article", "prefecture = 2", "prefecture = 3")), JULY_1)
    assert applied(office, "T1", "bonus-article", YEAR_END) == [(june, "4"), (july, "3")]


def test_a_shortfall_is_a_fact_of_the_last_day_and_judged_by_the_version_of_that(office: Office) -> None:
    office.record("progress-reported", "T3", JUNE_30, indicator="levy", total="800")
    office.amend(changed(in_item("levy", "points = 0.5", "points = 1")), JULY_1)
    assert office.points("T3", "levy", YEAR_END) == "15"  # 5 whole steps of 10 at 1 point each


def test_an_item_that_ends_keeps_what_was_lost_and_takes_no_more(office: Office) -> None:
    june = office.record("assignment-missed", "T1", JUNE_30)
    office.record("assignment-missed", "T1", JULY_1)
    rule = DOCUMENT[DOCUMENT.index('id = "daily-6"') :].partition("    [[parts.items.rules]]")[2].partition("\n\n")[0]
    office.amend(changed(("    [[parts.items.rules]]" + rule, "")), JULY_1)
    assert applied(office, "T1", "daily-6", YEAR_END) == [(june, "-1")]


def test_an_item_that_begins_on_1_july_takes_nothing_for_june(office: Office) -> None:
    office.record("clearance-delayed", "T1", JUNE_30)
    july = office.record("clearance-delayed", "T1", JULY_1)
    new = """
[[parts.items]]
id = "daily-7"
label = "销号进度"
clause = "附件1·7"
text = "7、销号进度4分。每延期1次扣1分。"
points = 4
    [[parts.items.rules]]
    rule = "per-occurrence"
    kinds = ["clearance-delayed"]
    points = 1

[[parts.bonuses]]
id = "bonus-news"
"""
    office.amend(changed(('[[parts.bonuses]]\nid = "bonus-news"\n', new.lstrip())), JULY_1)
    assert applied(office, "T1", "daily-7", YEAR_END) == [(july, "-1")]
    sheets = office.reading(JUNE_30).one("T1"), office.reading(JULY_1).one("T1")
    assert ["daily-7" in {score.item.id for score in sheet.items} for sheet in sheets if sheet] == [False, True]


def test_a_rule_that_was_split_goes_on_in_one_and_begins_in_the_other(office: Office) -> None:
    both = changed(in_item("daily-4", 'kinds = ["absence"]', 'kinds = ["absence", "early-departure"]'))
    both = both.replace('kinds = ["late-arrival", "early-departure"]', 'kinds = ["late-arrival"]')
    office.amend(both, "2020-01-01", made_on="2020-01-01")
    first = office.record("absence", "T1", "2020-06-01")
    early = office.record("early-departure", "T1", "2020-07-05")
    second = office.record("absence", "T1", "2020-07-06")
    one_each = """kinds = ["absence"]
    totals = [2, 5, 10]
    readings = ["E11", "E12", "E13"]
    [[parts.items.rules]]
    rule = "running-total"
    kinds = ["early-departure"]
"""
    office.amend(both.replace('kinds = ["absence", "early-departure"]\n', one_each, 1), JULY_1)
    assert applied(office, "T1", "daily-4", YEAR_END) == [(first, "-2"), (early, "-2"), (second, "-1")]
    assert nominal(office, "T1", "daily-4", YEAR_END) == 2 + 2 + 3


@pytest.mark.parametrize("twice_first", [False, True])
def test_a_rule_that_stands_twice_in_one_version_counts_twice_in_its_days(office: Office, twice_first: bool) -> None:
    rule = """    [[parts.items.rules]]
    rule = "per-occurrence"            # 每次扣1分
    kinds = ["duty-violation"]
    points = 1
    readings = ["E9"]
"""
    twice = changed((rule, rule + rule))
    if twice_first:
        office.amend(twice, "2020-01-01")
    for day in (JUNE_30, JULY_1):
        office.record("duty-violation", "T1", day)
    office.amend(DOCUMENT if twice_first else twice, JULY_1)
    assert nominal(office, "T1", "daily-3", JUNE_30) == (2 if twice_first else 1)
    assert nominal(office, "T1", "daily-3", YEAR_END) == 3


def without_rules(item: str) -> tuple[str, str]:
    old, _same = in_item(item, item, item)
    return old, re.sub(r" *\[\[(parts|posts)\.items\.rules\]\]\n(.+\n)*", "", old)


def test_an_outcome_is_a_fact_of_the_last_day_and_not_of_a_rule_that_ended_before(office: Office) -> None:
    office.record("outcome-declared", "T1", "2020-06-01", indicator="training-base", achieved="no")
    office.amend(changed(without_rules("training-base")), JULY_1)
    states = [office.points("T1", "training-base", day) for day in (JUNE_30, JULY_1, YEAR_END)]
    assert states == ["pending", "10", "10"]


def test_an_outcome_declared_in_june_loses_the_points_of_the_last_day(office: Office) -> None:
    office.record("outcome-declared", "T1", "2020-06-01", indicator="training-base", achieved="no")
    office.amend(changed(in_item("training-base", "points = 10", "points = 12")), JULY_1)
    assert score(office, "T1", "training-base", YEAR_END).lost == 12


def test_ballots_counted_under_a_rule_that_ended_stay_lost(office: Office) -> None:
    office.record("ballots-counted", "T1", JUNE_30, part="peer", scores="50")
    office.amend(changed(without_rules("peer")), JULY_1)
    office.record("ballots-counted", "T1", "2020-08-30", part="peer", scores="100")
    assert [office.points("T1", "peer", day) for day in (JUNE_30, YEAR_END)] == ["3.5", "3.5"]
    assert office.points("T2", "peer", YEAR_END) == "7"  # nobody is to be asked any more


def test_the_latest_count_takes_the_place_of_an_earlier_one_across_an_amendment(office: Office) -> None:
    office.record("ballots-counted", "T1", JUNE_30, part="leader", scores="50")
    office.amend(changed(in_item("leader", "points = 6", "points = 8")), JULY_1)
    office.record("ballots-counted", "T1", "2020-08-30", part="leader", scores="75")
    assert office.points("T1", "leader", YEAR_END) == "6"


def test_two_amendments_each_judge_their_own_days(office: Office) -> None:
    days = ("2020-06-30", "2020-07-01", "2020-09-30", "2020-10-01")
    entries = [office.record("late-arrival", "T1", day) for day in days]
    office.amend(changed(LATE_COSTS_1), JULY_1)
    office.amend(changed(in_item("daily-4", "points = 0.5", "points = 0.25")), "2020-10-01")
    losses = ("-0.5", "-1", "-1", "-0.25")
    assert applied(office, "T1", "daily-4", YEAR_END) == list(zip(entries, losses, strict=True))


def test_an_amendment_that_was_voided_in_effect_is_amended_again_from_the_same_day(office: Office) -> None:
    july = office.record("late-arrival", "T1", JULY_1)
    office.amend(changed(LATE_COSTS_1), JULY_1)
    office.amend(DOCUMENT, JULY_1)
    assert applied(office, "T1", "daily-4", YEAR_END) == [(july, "-0.5")]


def test_the_mark_of_the_third_grade_is_that_of_the_day_asked(office: Office) -> None:
    office.amend(changed(("third_below = 80", "third_below = 75")), JULY_1)
    assert [office.reading(day).scheme.grades.third_below for day in (JUNE_30, JULY_1)] == [80, 75]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (('id = "xiangxi-2020"', 'id = "xiangxi-2020b"'), "not the scheme"),
        (("last_day = 2020-12-31", "last_day = 2020-11-30"), "last day"),
        ((DOCUMENT[DOCUMENT.index('[[parts.items]]\nid = "daily-6"') : DOCUMENT.index("[[parts.bonuses]]")], ""),
         "daily-6"),
        (("by_post = true", "by_post = false"), "indicators"),
    ],
    ids=["of another scheme", "of other days", "without an item", "whose part is of no post"],
)  # fmt: skip
def test_an_amendment_cannot_change_whose_year_it_is_nor_take_out_what_was_scored(
    change: tuple[str, str], named: str, office: Office
) -> None:
    found = refusal(office, changed(change), JULY_1)
    assert isinstance(found, CannotBeAmended) and named in str(found)


def test_an_amendment_acts_from_a_day_of_its_year(office: Office) -> None:
    assert isinstance(refusal(office, changed(LATE_COSTS_1), "2021-01-01"), CannotBeAmended)


def test_no_amendment_reaches_back_before_it_was_made_unless_it_says_so_in_words(office: Office) -> None:
    document = changed(LATE_COSTS_1)
    assert isinstance(refusal(office, document, JUNE_30, made_on=JULY_1), ReachesBack)
    june = office.record("late-arrival", "T1", JUNE_30)
    words = "自2020年6月30日起施行"
    assert not office.amend(document, JUNE_30, made_on=JULY_1, reaches_back=words).problems
    assert applied(office, "T1", "daily-4", YEAR_END) == [(june, "-1")]


def test_an_amendment_that_changes_nothing_is_none(office: Office) -> None:
    assert isinstance(refusal(office, DOCUMENT, JULY_1), CannotBeAmended)


def test_an_earlier_amendment_must_leave_room_for_what_a_later_one_has(office: Office) -> None:
    office.amend(changed(LATE_COSTS_1), "2020-10-01")
    with_new_post = changed(('[[posts]]\nid = "office-publicity"', '[[posts]]\nid = "new-post"\nlabel = "新岗"\n'
                             'items = [{ id = "new", label = "新", clause = "附件2", text = "40分", points = 40 }]\n\n'
                             '[[posts]]\nid = "office-publicity"'))  # fmt: skip
    assert isinstance(refusal(office, with_new_post, JULY_1), CannotBeAmended)


def test_the_difference_is_said_clause_by_clause() -> None:
    after = changed(LATE_COSTS_1, ("third_below = 80", "third_below = 75"))
    found = differences(scheme_from(DOCUMENT), scheme_from(after))
    assert [(row.clause, row.item) for row in found] == [("三", ""), ("附件1·4", "daily-4")]
    assert (found[1].before[:3], found[1].after[:2]) == ("0.5", "1 ")


UNSAID = {
    "the channels of news": in_item("daily-5", '"government", ', ""),
    "the part of ballots": in_item("peer", 'part = "peer"', 'part = "client"'),
    "the most a target can be": in_item("rehab-coverage", "target_at_most = 100", "target_at_most = 90"),
    "whose a part is": ("by_post = true", "by_post = false"),
    "the kinds of a rule": ('kinds = ["late-arrival", "early-departure"]', 'kinds = ["early-departure"]'),
    "a limit by membership": ("member = 3, other = 5", "member = 2, other = 5"),
}


@pytest.mark.parametrize("change", UNSAID.values(), ids=UNSAID)
def test_a_change_that_no_sentence_says_is_told_all_the_same(change: tuple[str, str]) -> None:
    before, after = scheme_from(DOCUMENT), scheme_from(changed(change))
    assert before != after and differences(before, after)
    assert differences(before, before) == []
