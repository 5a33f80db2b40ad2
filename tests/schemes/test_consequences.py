"""What a scheme makes of a result: obligations and outcomes as data, what is wrong with them, and how they change."""

import pytest

from ledger.schemes import SchemeUnreadable, scheme_from
from ledger.schemes.comparison import differences
from ledger.schemes.lint import defects
from tests.schemes.documents import DOCUMENT, changed

TWENTY_TWENTY = scheme_from(DOCUMENT)
WHEN = 'when = { kind = "absence", count = 2 }'


def test_the_obligations_of_2020_are_the_five_that_the_text_has() -> None:
    said = [(one.id, one.clause, one.by, one.when.in_words(TWENTY_TWENTY.grades.labels)) for one in
            TWENTY_TWENTY.obligations]  # fmt: skip
    assert said == [
        ("deputy-talk", "附件1·4", "分管领导", "2 entries of absence in the year"),
        ("leader-talk", "附件1·4", "主要领导", "3 entries of absence in the year"),
        ("self-examination", "附件1·4", "本人", "3 entries of absence in the year"),
        ("admonition", "四(三)", "（条文未写明）", "the grade 三等"),
        ("position-review", "四(三)", "党组会议", "the grade 三等 in 2 successive years"),
    ]


def test_the_outcomes_of_the_grades_are_those_of_clause_four() -> None:
    assert {table.grade: table.outcomes for table in TWENTY_TWENTY.grades.outcomes} == {
        1: ("recommended",), 2: ("competent",), 3: ("competent", "basically-competent"), 4: ("incompetent",),
    }  # fmt: skip


def test_a_scheme_without_either_is_a_scheme() -> None:
    start, end = DOCUMENT.index("[[grades.outcomes]]"), DOCUMENT.index("[[readings]]", 1000)
    without = scheme_from(DOCUMENT[:start] + DOCUMENT[end:])
    assert (without.obligations, without.grades.outcomes_of(1)) == ((), None)
    assert [(row.item, row.what, row.before) for row in differences(TWENTY_TWENTY, without)][:2] == [
        ("一等", "annual outcomes", "recommended"),
        ("一等", "text", "绩效考核等次被评为一等的，作为年度考核优秀推荐对象"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (WHEN, 'when = { kind = "absence", grade = 3 }', "kind and count, or grade and years; found kind, grade"),
        (WHEN, "when = {}", "kind and count, or grade and years; found none"),
        (WHEN, 'when = { kind = "absence", count = 0 }', "at least 1; found 0"),
        ("grade = 3, years = 2", "grade = 3, years = 3", "one of 1, 2; found 3"),
        ("grade = 3, years = 2", "grade = 5, years = 2", "one of 1, 2, 3, 4; found 5"),
        ('outcomes = ["recommended"]', "outcomes = []", "one outcome or more; found none"),
        ("grade = 1\n", "grade = 0\n", "one of 1, 2, 3, 4; found 0"),
    ],
)
def test_an_obligation_that_nothing_could_raise_is_refused_in_words(old: str, new: str, told: str) -> None:
    with pytest.raises(SchemeUnreadable) as refused:
        scheme_from(changed((old, new)))
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "name", "told"),
    [
        ('id = "leader-talk"', 'id = "deputy-talk"', "deputy-talk", "the id is used twice"),
        (WHEN, 'when = { kind = "absense", count = 2 }', "deputy-talk",
         "there is no kind of entry about people absense"),
        (WHEN, 'when = { kind = "entry-voided", count = 2 }', "deputy-talk",
         "there is no kind of entry about people entry-voided"),
        ('readings = ["E13", "E22"]', 'readings = ["E99"]', "deputy-talk", "there is no reading E99"),
        ("grade = 2\n", "grade = 1\n", "grades", "the outcomes of grade 1 are said twice"),
        ('outcomes = ["recommended"]', 'outcomes = ["excellent"]', "grades", "there is no annual outcome excellent"),
    ],
)  # fmt: skip
def test_a_slip_in_it_makes_a_scheme_unfit(old: str, new: str, name: str, told: str) -> None:
    assert [(found.item, str(found)) for found in defects(scheme_from(changed((old, new))))] == [(name, told)]
