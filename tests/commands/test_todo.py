"""`todo` as people ask it: a half year, the year's end, the year after; and what the bulletin says of a quota."""

import json
from typing import Any

import pytest

from tests.commands.conftest import Clock
from tests.commands.test_a_year_and_a_half_of_an_office import Desk, year_end_of
from tests.office import Clerk
from tests.schemes.documents import of_year

MEETING = ("--authority", "党组会议〔2021〕1号")
OF_2020 = ("--year", "2020", *MEETING)


class Office(Desk):
    """The desk, with what is asked of `todo`."""

    def todo(self, *words: str) -> Any:
        return self.does("todo", *words)

    def decisions(self, *words: str) -> list[tuple[str, str | None, int | None]]:
        return [(row["what"], row["name"], row["entry"]) for row in self.todo(*words)["decisions"]]

    def obligations(self, *words: str) -> list[tuple[int, str, str]]:
        return [(row["year"], row["name"], row["obligation"]) for row in self.todo(*words)["obligations"]]


@pytest.fixture
def office(clerk: Clerk, clock: Clock) -> Office:
    """It is 2 July 2020; the seven people are entries 2 to 8, recorded on 2 June."""
    office = Office(clerk, clock)
    office.on("2020-06-02").does("init", "--roster", "roster.csv")
    office.on("2020-07-02")
    return office


def test_an_absence_says_at_once_what_it_makes_somebody_do_and_todo_says_it_until_it_is_done(office: Office) -> None:
    first = office.does("record", "absence", "甲", "--on", "2020-03-23")
    assert first["notes"] == []
    second = office.does("record", "absence", "甲", "--on", "2020-04-07")
    assert second["notes"] == ["to be done: 分管领导约谈 (附件1·4), by 分管领导"]
    (row,) = office.todo()["obligations"]
    assert row == {
        "year": 2020, "person": "T1", "name": "甲", "obligation": "deputy-talk", "label": "分管领导约谈",
        "clause": "附件1·4", "text": "两次旷工，由分管领导约谈", "by": "分管领导", "since": "2020-04-07",
        "entries": [9, 10], "raised_by": "2 entries of absence in the year", "readings": ["E13", "E22"],
    }  # fmt: skip
    done = office.does("record", "obligation-met", "甲", "--on", "2020-04-10", "--obligation", "deputy-talk")
    assert done["notes"] == ["no longer to be done: 分管领导约谈 (附件1·4)"]
    assert done["clauses"] == [{"item": "deputy-talk", "label": "分管领导约谈", "clause": "附件1·4"}]
    assert office.todo()["obligations"] == []
    assert office.obligations("--as-of", "2020-04-09") == [(2020, "甲", "deputy-talk")]
    assert office.obligations("--known-at", "10") == [(2020, "甲", "deputy-talk")]
    again = office.does("record", "obligation-met", "甲", "--on", "2020-04-11", "--obligation", "deputy-talk")
    assert again["notes"][0].startswith("nothing of this was open in 2020")
    assert office.does("verify")["ok"] is True


def test_a_void_says_what_need_not_be_done_any_more(office: Office) -> None:
    for day in ("2020-03-23", "2020-04-07"):
        office.does("record", "absence", "甲", "--on", day)
    said = office.does("void", "10", "--reason", "已批准请假")
    assert said["notes"] == ["no longer to be done: 分管领导约谈 (附件1·4)"]
    assert office.todo()["obligations"] == []


def test_a_corrected_day_raises_nothing_anew(office: Office) -> None:
    for day in ("2020-03-23", "2020-04-07"):
        office.does("record", "absence", "甲", "--on", day)
    assert office.does("correct", "10", "--on", "2020-04-08", "--reason", "日期登记错误")["notes"] == []


def test_one_person_is_asked_about(office: Office) -> None:
    for name in ("甲", "丙"):
        for day in ("2020-03-23", "2020-04-07"):
            office.does("record", "absence", name, "--on", day)
    found = office.todo("丙", "--as-of", "2020-04-30")
    assert [(row["person"], row["entries"]) for row in found["obligations"]] == [("T3", [11, 12])]
    assert {row["person"] for row in found["behind"]} == {"T3"}
    assert {row["department"] for row in found["months_without_news"]} == {"组织教育就业人事部"}


def test_items_that_are_undecided_say_what_decides_them(office: Office) -> None:
    """己 waits for an assessment; 乙 held two posts from 1 May on, and nobody has decided which counts."""
    office.does("record", "person-transferred", "乙", "--on", "2020-05-01", "--post", "office-web")
    waiting = {row["name"]: (row["item"], row["full"], row["decided_by"]) for row in office.todo()["undecided"]}
    assert waiting == {
        "乙": ("indicators", "40", "assessed-post-decided"),
        "己": ("village-work", "40", "assessment-received"),
    }
    office.does("record", "assessed-post-decided", "乙", "--on", "2020-06-01", "--post", "office-web", *MEETING)
    assert [row["name"] for row in office.todo()["undecided"]] == ["己"]


def test_a_post_that_is_not_in_the_table_waits_for_a_supplement_of_the_scheme(office: Office) -> None:
    office.does("enrol", written(office, "id,name,department,post\nT8,辛,康复部,driver\nT9,壬,康复部,\n"))
    waiting = {row["name"]: row["decided_by"] for row in office.todo()["undecided"] if row["item"] == "indicators"}
    assert waiting == {"辛": "scheme-amended", "壬": "person-transferred"}


def written(office: Office, roster: str) -> str:
    (office.clerk.folder / "more.csv").write_text(roster, encoding="utf-8")
    return "more.csv"


def test_ballots_are_asked_for_in_the_last_month_and_until_they_are_counted(office: Office) -> None:
    assert office.on("2020-11-30").todo()["ballots"] == []
    rows = office.on("2020-12-01").todo()["ballots"]
    assert [(row["item"], len(row["people"])) for row in rows] == [("leader", 6), ("peer", 6), ("client", 6)]
    office.does("record", "ballots-counted", "甲", "--on", "2020-12-01", "--part", "peer", "--scores", "95 90")
    rows = office.todo()["ballots"]
    assert [len(row["people"]) for row in rows] == [6, 5, 6]
    assert "甲" not in [one["name"] for one in rows[1]["people"]]


class TestTheYearsEnd:
    """On 8 January 2021 everything of 2020 is counted: 乙 has 51.5, the others more than 80 (#9 to #38)."""

    @pytest.fixture(autouse=True)
    def counted(self, office: Office, write: Any) -> None:
        assert office.on("2021-01-08").does("import", write("2020.jsonl", year_end_of(2020)))["recorded"] == 30

    def quota(self, office: Office, count: str = "2") -> Any:
        return office.does("record", "grade-quota-set", "--on", "2021-01-08", "--first-count", count, *OF_2020)

    def test_the_quota_is_missing_and_the_third_grade_is_final(self, office: Office) -> None:
        assert office.decisions() == [("quota", None, None), ("outcome", "乙", None)]
        assert office.obligations() == [(2020, "乙", "admonition")]
        assert [row["since"] for row in office.todo()["obligations"]] == ["2020-12-31"]

    def test_the_day_left_out_is_today_and_not_the_last_day_of_the_year(self, office: Office) -> None:
        assert office.todo()["as_of"] == "2021-01-08"
        office.does(
            "record", "obligation-met", "乙", "--on", "2021-01-08", "--obligation", "admonition", "--year", "2020"
        )
        assert office.obligations() == []

    def test_outcomes_are_asked_for_until_they_are_decided(self, office: Office) -> None:
        self.quota(office)
        assert [one for one in office.decisions() if one[0] == "outcome"] == [
            ("outcome", name, None) for name in "甲乙丙丁戊己"
        ]
        said = office.does("record", "annual-outcome-decided", "乙", "--on", "2021-01-08", "--outcome",
                           "basically-competent", *OF_2020)  # fmt: skip
        assert said["notes"] == []
        assert ("outcome", "乙", None) not in office.decisions()

    def test_an_outcome_that_the_grade_does_not_allow_is_taken_and_flagged(self, office: Office) -> None:
        said = office.does("record", "annual-outcome-decided", "乙", "--on", "2021-01-08", "--outcome", "recommended",
                           *OF_2020)  # fmt: skip
        assert said["notes"] == ["三等 allows competent, basically competent (四(一))"]
        assert ("outcome-not-allowed", "乙", said["entry"]) in office.decisions()
        page = office.clerk("todo", GONGGUO_LANG="zh").out
        assert f"提示：年度考核结果为优秀推荐（#{said['entry']}），三等应为称职、基本称职" in page

    def test_a_quota_recorded_when_the_scores_were_final_is_flagged_everywhere(self, office: Office) -> None:
        said = self.quota(office)
        assert said["notes"] == [
            "the scores of everybody ranked were final already: this will be said on the bulletin"
        ]  # fmt: skip
        assert office.decisions()[0] == ("quota-after-scores", None, said["entry"])
        assert office.does("bulletin", "--year", "2020", "--as-of", "2021-01-08")["notes"] == [
            {"note": "quota-after-scores", "entry": said["entry"], "first_count": 2,
             "authority": "党组会议〔2021〕1号", "recorded_on": "2021-01-08"},
        ]  # fmt: skip
        page = office.clerk("bulletin", "--year", "2020", "--as-of", "2021-01-08", GONGGUO_LANG="zh").out
        assert "登记时列入名次人员的得分已全部最终确定" in page

    def test_a_quota_of_the_last_day_is_said_on_the_published_bulletin_and_verify_finds_it_true(
        self, office: Office
    ) -> None:
        office.does("record", "grade-quota-set", "--on", "2020-12-31", "--first-count", "2", *OF_2020)
        office.does("bulletin", "--period", "2020", "--publish")
        printed = office.clerk("bulletin", "--published", "2020").out
        assert (
            "Note: the quota of 2 first grades (entry #39, 党组会议〔2021〕1号) was recorded on 2021-01-08" in printed
        )
        # What comes later takes nothing from it.
        office.does("void", "39", "--reason", "会议改定", *MEETING)
        assert office.does("bulletin", "--period", "2020")["notes"] == []
        assert office.clerk("bulletin", "--published", "2020").out == printed
        assert office.does("verify")["ok"] is True

    def test_a_tie_across_the_cut_waits_for_a_decision(self, office: Office) -> None:
        """Nobody published: 35 of the daily 40 for each. 丁 has 35 + 40 + 20 = 95; 丙 35 + 40 + 19 = 94, then 95."""
        self.quota(office, "1")
        assert [one for one in office.decisions() if one[0] == "grade"] == []
        office.does("record", "ballots-counted", "丙", "--on", "2021-01-08", "--year", "2020", "--part", "leader",
                    "--scores", "100")  # fmt: skip
        for part in ("peer", "client"):
            office.does("record", "ballots-counted", "丙", "--on", "2021-01-08", "--year", "2020", "--part", part,
                        "--scores", "100")  # fmt: skip
        assert [one for one in office.decisions() if one[0] == "grade"] == [
            ("grade", "丙", None), ("grade", "丁", None),
        ]  # fmt: skip
        assert {office.total(name, "--year", "2020", "--as-of", "2021-01-08") for name in "丙丁"} == {"95/100"}
        office.does("record", "grade-decided", "丙", "--on", "2021-01-08", "--grade", "1", *OF_2020)
        assert ("grade", "丙", None) not in office.decisions()

    def test_two_successive_third_grades_put_the_position_under_review(self, office: Office, write: Any) -> None:
        """In January 2022 the obligations of 2020 are not open any more: only those of the year and the one before."""
        office.on("2021-01-12").does("scheme", "adopt", write("2021.toml", of_year(2021)), *MEETING)
        assert office.obligations() == [(2020, "乙", "admonition")]
        office.on("2022-01-06").does("import", write("2021.jsonl", year_end_of(2021)))
        assert office.obligations() == [
            (2020, "乙", "admonition"), (2021, "乙", "admonition"), (2021, "乙", "position-review"),
        ]  # fmt: skip
        office.does("record", "obligation-met", "乙", "--on", "2022-01-06", "--obligation", "position-review",
                    "--year", "2021", "--result", "调整岗位")  # fmt: skip
        assert (2021, "乙", "position-review") not in office.obligations()


def test_a_quota_set_before_the_scores_are_final_is_not_flagged(office: Office, write: Any) -> None:
    said = office.on("2021-01-05").does(
        "record", "grade-quota-set", "--on", "2021-01-05", "--first-count", "2", *OF_2020
    )
    assert said["notes"] == []
    office.on("2021-01-08").does("import", write("2020.jsonl", year_end_of(2020)))
    assert office.does("bulletin", "--year", "2020", "--as-of", "2021-01-08")["notes"] == []
    assert [one[0] for one in office.decisions()].count("quota-after-scores") == 0


def test_a_shared_credit_waits_for_the_decision_on_the_share(office: Office) -> None:
    credit = office.does("record", "unit-credit-earned", "甲", "--on", "2020-06-01", "--unit-points", "0.4",
                         "--share", "0.5")["entry"]  # fmt: skip
    office.does("record", "unit-credit-earned", "乙", "--on", "2020-06-01", "--unit-points", "0.4")
    assert office.decisions() == [("share", "甲", credit)]
    office.does(
        "record", "credit-shares-decided", "甲", "--on", "2020-06-01", "--work", "创建", "--share", "0.5", *MEETING
    )
    assert office.decisions() == []


def test_where_nothing_is_open_it_says_so(office: Office) -> None:
    said = office.clerk("todo", "庚")
    assert said.out.endswith("Nothing is open.\n")


def test_the_document_has_every_section_whatever_is_open(office: Office) -> None:
    document = json.loads(office.clerk("todo", "庚", "--json").out)
    assert document["schema"] == "gongguo.todo/1"
    sections = ("obligations", "decisions", "undecided", "ballots", "behind", "months_without_news", "appeals")
    assert [document[name] for name in sections] == [[]] * 7


def test_an_appeal_waits_for_its_answer_until_it_is_given(desk: Clerk) -> None:
    """Filed on 6 July 2020 by the civil servants' route: the unit has 30 days, until 5 August; withdrawn on 10 July."""
    for words in (("record", "late-arrival", "甲", "--on", "2020-03-05"),
                  ("appeal", "file", "甲", "--entries", "9", "--grounds", "当日请假", "--route", "civil-servant",
                   "--on", "2020-07-06")):  # fmt: skip
        assert desk(*words, "--by", "庚").status == 0
    waiting = desk("todo", "--as-of", "2020-07-09", "--json").json["appeals"]
    assert [(row["case"], row["due_on"], row["days_left"], row["is_past"]) for row in waiting] == [
        (10, "2020-08-05", 27, False)
    ]
    assert [row["is_past"] for row in desk("todo", "--as-of", "2020-08-06", "--json").json["appeals"]] == [True]
    assert desk("todo", "--as-of", "2020-07-05", "--json").json["appeals"] == []
    assert desk("appeal", "withdraw", "10", "--on", "2020-07-10", "--reason", "已说明", "--by", "庚").status == 0
    assert desk("todo", "--as-of", "2020-07-11", "--json").json["appeals"] == []
