"""Documents that are no schemes are refused in words that name what is wrong, and by nothing else."""

import re

import pytest

from ledger.schemes import SchemeUnreadable, document_called, scheme_from
from ledger.schemes.lint import anomalies
from tests.office import SCHEME

DOCUMENT = document_called(SCHEME)

ITEM_3, RULE_1 = "parts[0].items[3]", "parts[0].items[1].rules[1]"
# What is changed, and what the refusal has to say of it: the line, the key, what was expected and what was found.
WRONG = {
    "a table left open": ("[grades]", "[grades", (17, "", "TOML", "']'")),
    "a key written twice": ("year = 2020 ", "year = 2020\nyear = 2021 ", (10, "", "TOML", "overwrite")),
    "a missing key": ('zone = "Asia/Shanghai" ', "", (None, "zone", "the key zone", "no such key")),
    "a missing key of an item": ('label = "考勤"\n', "", (78, f"{ITEM_3}.label", "the key label", "no such key")),
    "an unknown key": ('issuer = "', 'colour = "red"\nissuer = "', (11, "colour", "only the keys", "colour")),
    "an unknown key of a part": ("by_post = true", "by_rank = true", (177, "parts[1].by_rank", "only", "by_rank")),
    "a text for a number": ("year = 2020 ", 'year = "2020" ', (9, "year", "a whole number", "a text")),
    "a word for points": ("points = 40", 'points = "forty"', (30, "parts[0].points", "a number", "a text")),
    "a moment for a day": ("first_day = 2020-01-01", "first_day = 2020-01-01T08:00:00",
                           (14, "first_day", "a day such as", "a moment")),
    "three grades": ('labels = ["一等", "二等", "三等", "四等"]', 'labels = ["一", "二", "三"]',
                     (20, "grades.labels", "a list of 4", "3")),
    "an unknown rule": ('rule = "running-total"', 'rule = "walking-total"',
                        (61, f"{RULE_1}.rule", "running-total", "walking")),
    "a rule without a name": ('rule = "running-total"', "", (60, f"{RULE_1}.rule", "one of assigned-tasks", "None")),
    "a rule with a list for a name": ('rule = "running-total"', 'rule = ["running-total"]',
                                      (61, f"{RULE_1}.rule", "one of assigned-tasks", "['running-total']")),
    "a parameter that its rule has not": ("totals = [5]", "total = [5]", (63, f"{RULE_1}.total", "only", "total")),
    "a parameter left out": ("totals = [5]", "", (60, f"{RULE_1}.totals", "the key totals", "no such key")),
    "a parameter of another type": ("totals = [5]", 'totals = ["many"]',
                                    (63, f"{RULE_1}.totals[0]", "a number", "a text")),
    "a last day before the first": ("last_day = 2020-12-31", "last_day = 2019-12-31",
                                    (15, "last_day", "from 2020-01-01 on", "2019-12-31")),
    "an unknown zone": ('zone = "Asia/Shanghai"', 'zone = "Mars/Olympus"', (13, "zone", "Asia/Shanghai", "Mars")),
    "a folder of zones": ('zone = "Asia/Shanghai"', 'zone = "Asia"', (13, "zone", "Asia/Shanghai", "Asia")),
    "no zone": ('zone = "Asia/Shanghai"', 'zone = ""', (13, "zone", "Asia/Shanghai", "“”")),
    "a figure that is none": ("points = 0.6\n", "points = nan\n",
                              (239, "posts[0].items[0].rules[0].points", "at least 0", "NaN")),
}  # fmt: skip

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
    "a mark without end": ("third_below = 80", "third_below = 1e999999999"),
    "points beyond all measure": ("points = 0.6\n", "points = 1e99999\n"),
    "points beyond any exponent": ("points = 0.6\n", "points = 1e99999999999999999999\n"),
    "points of thousands of digits": ("points = 0.6\n", f"points = {'6' * 5000}\n"),
    "points of thousands of hexadecimal digits": ("points = 0.6\n", f"points = 0x{'f' * 5000}\n"),
    "points finer than any rounding": ("points = 0.6\n", "points = 0.0000001\n"),
    "a rule that reads nothing": ('kinds = ["absence"]', "kinds = []"),
    "a last day at the end of time": ("last_day = 2020-12-31", "last_day = 9999-12-31"),
    "a reading without a choice": (re.search(r"choices = \[.*\]", DOCUMENT)[0], "choices = []"),  # type: ignore[index]
}


def changed(old: str, new: str) -> str:
    assert old in DOCUMENT
    return DOCUMENT.replace(old, new, 1)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_document_is_refused_with_file_line_key_what_was_expected_and_what_was_found(name: str) -> None:
    old, new, (line, key, expected, found) = WRONG[name]
    with pytest.raises(SchemeUnreadable) as refusal:
        scheme_from(changed(old, new), "2021.toml")
    error = refusal.value
    assert (error.file, error.line, error.key) == ("2021.toml", line, key)
    assert expected in error.expected and found in error.found
    assert "2021.toml" in str(error) and (line is None or f"line {line}" in str(error))


@pytest.mark.parametrize("name", NO_SCHEMES)
def test_what_is_no_scheme_at_all_is_refused(name: str) -> None:
    with pytest.raises(SchemeUnreadable):
        scheme_from(NO_SCHEMES[name])


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_figure_that_no_rule_can_work_with_is_refused_when_the_document_is_read(name: str) -> None:
    with pytest.raises(SchemeUnreadable):
        scheme_from(changed(*UNUSABLE[name]))


def test_lines_are_counted_past_texts_of_several_lines_that_look_like_tables() -> None:
    text = 'text = """4、落实考勤\n[[parts.items]]\nid = "x"\n"""\n'
    whole_line = next(line for line in DOCUMENT.split("\n") if line.startswith('text = "4、'))
    with pytest.raises(SchemeUnreadable) as refusal:
        scheme_from(changed(whole_line + "\n", text).replace("totals = [2, 5, 10]", "totals = 2", 1))
    assert (refusal.value.line, refusal.value.key) == (91, f"{ITEM_3}.rules[0].totals")


def test_the_document_without_a_change_is_read_and_checked() -> None:
    scheme = scheme_from(DOCUMENT)
    assert scheme.id == SCHEME and anomalies(scheme)
