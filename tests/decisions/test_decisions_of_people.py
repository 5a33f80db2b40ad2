"""Decisions that people make: what they name has to be there, shares are never more than the whole, and no points move.

The seven people of tests/conftest.py are entries 2 to 8; the first entry of a test is number 9.
"""

import pytest

from tests.office import Office

BY_MEETING = {"authority": "党组会议〔2021〕3号"}
DECISIONS = {
    "finding-made": {"finding": "属明显失误", "grounds": "凭证三处不符", **BY_MEETING},
    "annual-outcome-decided": {"outcome": "competent", **BY_MEETING},
    "credit-shares-decided": {"work": "文明单位创建", "share": "0.5", **BY_MEETING},
    "bonus-amount-decided": {"amount": "12000", **BY_MEETING},
    "referral-made": {"matter": "appointment", **BY_MEETING},
    "obligation-met": {"obligation": "deputy-talk"},
}


def handed_in(office: Office, kind: str, person: str, *, by: str = "录入员", **fields: str) -> list[str]:
    """Hand in a decision of 1 June 2020; return the codes of what speaks against it."""
    row = {"kind": kind, "person": person, "occurred_on": "2020-06-01", **fields}
    return [problem.error.code for problem in office.hand_in(row, by=by).problems]


@pytest.mark.parametrize("kind", DECISIONS)
def test_a_decision_is_taken_and_moves_no_points(office: Office, kind: str) -> None:
    before = office.reading("2020-12-31").everyone()
    assert handed_in(office, kind, "T2", **DECISIONS[kind]) == []
    after = office.reading("2020-12-31").everyone()
    assert [(one.sheet.total, one.sheet.out_of, one.rank, one.grade) for one in before] == [
        (one.sheet.total, one.sheet.out_of, one.rank, one.grade) for one in after
    ]


@pytest.mark.parametrize("kind", DECISIONS)
def test_nobody_records_a_decision_about_themselves(office: Office, kind: str) -> None:
    assert handed_in(office, kind, "T2", by="乙", **DECISIONS[kind]) == ["recorded-for-oneself"]


def test_a_review_of_ones_own_position_may_be_recorded_by_oneself(office: Office) -> None:
    assert handed_in(office, "referral-made", "T2", by="乙", matter="position-review", **BY_MEETING) == []


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("finding-made", {"finding": "属明显失误", **BY_MEETING}),
        ("annual-outcome-decided", {"outcome": "excellent", **BY_MEETING}),
        ("annual-outcome-decided", {"outcome": "competent"}),
        ("credit-shares-decided", {"work": "创建", "share": "1.1", **BY_MEETING}),
        ("credit-shares-decided", {"work": "创建", "share": "0", **BY_MEETING}),
        ("bonus-amount-decided", {"amount": "0", **BY_MEETING}),
        ("referral-made", {"matter": "dismissal", **BY_MEETING}),
        ("obligation-met", {"obligation": "deputy-talk", "about": "key:x"}),
    ],
    ids=["no grounds", "no such outcome", "no authority", "more than the whole", "nothing", "no yuan", "no such matter",
         "an entry by its key"],
)  # fmt: skip
def test_what_its_fields_cannot_take_is_refused(office: Office, kind: str, fields: dict[str, str]) -> None:
    assert set(handed_in(office, kind, "T2", **fields)) <= {"bad-value", "missing-field"}
    assert office.ledger.archive.last_number() == 8


@pytest.mark.parametrize("kind", ["finding-made", "obligation-met"])
class TestWhatItIsAbout:
    """Given an absence of 甲 (#9), one of 乙 (#10) and one of 甲 that is void (#11)."""

    @pytest.fixture(autouse=True)
    def absences(self, office: Office) -> None:
        for person, day in (("T1", "2020-03-02"), ("T2", "2020-03-02"), ("T1", "2020-03-03")):
            office.record("absence", person, day)
        office.hand_in({"kind": "entry-voided", "entry": "11", "reason": "登记错误"})

    @pytest.mark.parametrize(
        ("about", "codes"),
        [("9", []), ("#9", []), ("10", ["about-somebody-else"]), ("11", ["about-a-voided-entry"]),
         ("99", ["no-such-entry"]), ("1", ["about-somebody-else"])],
    )  # fmt: skip
    def test_it_is_an_entry_about_the_same_person_that_stands(
        self, office: Office, kind: str, about: str, codes: list[str]
    ) -> None:
        assert handed_in(office, kind, "T1", **DECISIONS[kind], about=about) == codes


class TestShares:
    """Given that 甲 has 0.6 of 文明单位创建 (#9)."""

    @pytest.fixture(autouse=True)
    def first_share(self, office: Office) -> None:
        assert self.decided(office, "T1", "0.6") == []

    def decided(self, office: Office, person: str, share: str, work: str = "文明单位创建") -> list[str]:
        return handed_in(office, "credit-shares-decided", person, work=work, share=share, **BY_MEETING)

    def test_what_is_left_can_be_given_and_no_more(self, office: Office) -> None:
        assert self.decided(office, "T2", "0.41") == ["shares-exceed-the-whole"]
        assert self.decided(office, "T2", "0.4") == []
        assert self.decided(office, "T3", "0.001") == ["shares-exceed-the-whole"]

    def test_width_case_and_spaces_make_no_other_work(self, office: Office) -> None:
        assert self.decided(office, "T2", "0.4", work="文明 单位创建") == []
        assert self.decided(office, "T3", "0.1", work="文明单位创建　") == ["shares-exceed-the-whole"]

    def test_another_work_has_a_whole_of_its_own(self, office: Office) -> None:
        assert self.decided(office, "T2", "1", work="平安单位创建") == []

    def test_a_void_gives_the_share_back(self, office: Office) -> None:
        office.hand_in({"kind": "entry-voided", "entry": "9", "reason": "会议改定"})
        assert self.decided(office, "T2", "1") == []

    def test_the_rows_of_one_file_are_taken_together(self, office: Office) -> None:
        rows = [
            {"kind": "credit-shares-decided", "person": person, "occurred_on": "2020-06-01", "work": "创建",
             "share": "0.5", **BY_MEETING}
            for person in ("T1", "T2", "T3")
        ]  # fmt: skip
        (problem,) = office.hand_in(*rows).problems
        assert (problem.row, problem.error.code, problem.column) == (3, "shares-exceed-the-whole", "share")
        assert problem.error.found == "0.5" and "at most 0" in problem.error.expected


def test_an_obligation_that_the_scheme_does_not_have_is_refused_with_those_that_it_has(office: Office) -> None:
    row = {"kind": "obligation-met", "person": "T1", "occurred_on": "2020-06-01", "obligation": "apology"}
    (problem,) = office.hand_in(row).problems
    assert problem.error.code == "no-such-obligation"
    for name in ("deputy-talk", "leader-talk", "self-examination", "admonition", "position-review"):
        assert name in problem.error.expected


def test_somebody_who_left_after_the_year_is_judged_on_its_last_day(office: Office) -> None:
    office.record("person-left", "T2", "2021-01-15")
    late = {"kind": "annual-outcome-decided", "person": "T2", "occurred_on": "2021-02-01", "outcome": "competent",
            **BY_MEETING}  # fmt: skip
    assert [problem.error.code for problem in office.hand_in(late).problems] == ["not-enrolled"]
    assert office.hand_in({**late, "year": "2020"}).problems == []
