"""Documents that are no schemes are refused in words that name what is wrong, and by nothing else."""

import pytest

from ledger.schemes import SchemeUnreadable, document_called, scheme_from
from ledger.schemes.lint import anomalies
from tests.office import SCHEME

DOCUMENT = document_called(SCHEME)

WRONG = {
    "a table left open": ("[grades]", "[grades", "line 17"),
    "a key written twice": ("year = 2020 ", "year = 2020\nyear = 2021 ", "line 10"),
    "a missing key": ('zone = "Asia/Shanghai" ', "", "`zone`"),
    "a missing key of an item": ('label = "考勤"\n', "", "`label` - at `$.parts[0].items[3]`"),
    "an unknown key": ('issuer = "', 'colour = "red"\nissuer = "', "`colour`"),
    "an unknown key of a part": ("by_post = true", "by_rank = true", "`by_rank` - at `$.parts[1]`"),
    "a text for a number": ("year = 2020 ", 'year = "2020" ', "$.year"),
    "a word for points": ("points = 40", 'points = "forty"', "$.parts[0].points"),
    "a moment for a day": ("first_day = 2020-01-01", "first_day = 2020-01-01T08:00:00", "$.first_day"),
    "three grades": ('labels = ["一等", "二等", "三等", "四等"]', 'labels = ["一", "二", "三"]', "$.grades.labels"),
    "an unknown rule": ('rule = "running-total"', 'rule = "walking-total"', "'walking-total'"),
    "a rule without a name": ('rule = "running-total"', "", "expected `rule` to be one of assigned-tasks"),
    "a rule with a list for a name": ('rule = "running-total"', 'rule = ["running-total"]', "$.parts[0].items[1]"),
    "a parameter that its rule has not": ("totals = [5]", "total = [5]", "`total`"),
    "a parameter left out": ("totals = [5]", "", "`totals`"),
    "a parameter of another type": ("totals = [5]", 'totals = ["many"]', "totals[0]"),
    "a last day before the first": ("last_day = 2020-12-31", "last_day = 2019-12-31", "2019-12-31"),
    "an unknown zone": ('zone = "Asia/Shanghai"', 'zone = "Mars/Olympus"', "Mars/Olympus"),
    "a folder of zones": ('zone = "Asia/Shanghai"', 'zone = "Asia"', "Asia"),
    "no zone": ('zone = "Asia/Shanghai"', 'zone = ""', "ZoneInfo"),
}

NO_SCHEMES = {
    "nothing": "",
    "a letter": "年度：2020",
    "a byte of nothing": "\0",
    "an empty part": "[[parts]]",
    "brackets without end": "id = " + "[" * 5000,
}

UNUSABLE = {
    "a step of nothing": ("step = 10\n", "step = 0\n"),
    "no totals at all": ("totals = [5]", "totals = []"),
    "points that are no number": ("points = 0.6\n", "points = nan\n"),
    "points without end": ("points = 0.6\n", "points = inf\n"),
    "an item of no number": ('points = 10\nreadings = ["E1"', 'points = nan\nreadings = ["E1"'),
    "a mark of no number": ("third_below = 80", "third_below = nan"),
}


def changed(old: str, new: str) -> str:
    assert old in DOCUMENT
    return DOCUMENT.replace(old, new, 1)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_document_is_refused_and_the_refusal_names_what_is_wrong(name: str) -> None:
    old, new, named = WRONG[name]
    with pytest.raises(SchemeUnreadable) as refusal:
        scheme_from(changed(old, new))
    assert named in str(refusal.value)


@pytest.mark.parametrize("name", NO_SCHEMES)
def test_what_is_no_scheme_at_all_is_refused(name: str) -> None:
    with pytest.raises(SchemeUnreadable):
        scheme_from(NO_SCHEMES[name])


@pytest.mark.parametrize("name", ["an unknown rule", "a parameter that its rule has not", "a parameter left out"])
def test_a_wrong_rule_is_named_by_its_place_in_the_document(name: str) -> None:
    old, new, _named = WRONG[name]
    with pytest.raises(SchemeUnreadable) as refusal:
        scheme_from(changed(old, new))
    assert "parts[0].items[1].rules[1]" in str(refusal.value)


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_figure_that_no_rule_can_work_with_is_refused_when_the_document_is_read(name: str) -> None:
    with pytest.raises(SchemeUnreadable):
        scheme_from(changed(*UNUSABLE[name]))


def test_the_document_without_a_change_is_read_and_checked() -> None:
    scheme = scheme_from(DOCUMENT)
    assert scheme.id == SCHEME and anomalies(scheme)
