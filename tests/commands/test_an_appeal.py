"""An appeal, from filing to decision, on a published bulletin: a hearing as it is kept.

The office: 甲 and 乙 are assessed and in one department with 丙 (who publishes its news); 庚 records, and 辛 decides.
"""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Clock
from tests.office import Clerk

ROSTER = """id,name,department,post,party_member,enrolled_on,assessed
T1,甲,办公室,office-publicity,yes,,yes
T2,乙,办公室,office-finance,no,,yes
L1,庚,理事会,,yes,,no
L2,辛,理事会,,yes,,no
"""


class Hearing:
    """What was published before the appeal, and the clerk whose terminal everybody uses."""

    def __init__(self, clerk: Clerk, published: str) -> None:
        self.clerk = clerk
        self.published = published

    def does(self, words: str, by: str) -> Any:
        """Run a command that has to succeed; return its document."""
        said = self.clerk(*words.split(), "--by", by, "--json")
        assert said.status == 0, said.err
        return said.json

    def reads(self, words: str) -> Any:
        """Return the document of a reading."""
        said = self.clerk(*words.split(), "--json")
        assert said.status == 0, said.err
        return said.json


@pytest.fixture
def hearing(clerk: Clerk, clock: Clock) -> Hearing:
    """Given the half year of 2020: 甲 came 40 minutes late on 5 March (#6) and was absent on 7 April (#7) and 12 May
    (#8), all recorded by 庚; nothing was published by the department in June; the bulletin came out on 2 July (#14).
    """
    (clerk.folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    clock.set("2020-06-30T01:00:00+00:00")
    for words in ("init --roster roster.csv", "record late-arrival 甲 --on 2020-03-05 --minutes 40",
                  "record absence 甲 --on 2020-04-07", "record absence 甲 --on 2020-05-12",
                  *(f"record news-published 乙 --on 2020-{month:02}-10" for month in range(1, 6))):  # fmt: skip
        assert clerk(*words.split(), "--by", "庚").status == 0
    clock.set("2020-07-02T01:00:00+00:00")
    said = clerk("bulletin", "--period", "2020-H1", "--publish", "--json", "--by", "庚")
    assert said.status == 0, said.err
    return Hearing(clerk, said.out)


def row_of(bulletin: Any, person: str) -> Any:
    return next(row for row in bulletin["rows"] if row["id"] == person)


def test_an_appeal_from_its_filing_to_the_next_bulletin(hearing: Hearing, clock: Clock) -> None:
    clerk = hearing.clerk
    (clerk.folder / "出差审批单.txt").write_bytes("4月7日 甲 赴县残联".encode())

    # 6 July. 甲 says: on 7 April I was sent out; on 5 March it was 5 minutes, not 40; on 12 May I was absent, yes, but
    # the law has to be read otherwise (E10); and in June our department did publish, nobody wrote it down.
    clock.set("2020-07-06T01:00:00+00:00")
    filed = hearing.does(
        "appeal file 甲 --entries 6,7,8 --about E10 --about unrecorded:6月信息 --grounds 当日出差，附审批单 "
        "--against 2020-H1 --route civil-servant --evidence 出差审批单.txt --on 2020-07-06",
        by="甲",
    )
    assert (filed["case"], filed["state"], filed["due_on"], filed["is_late"]) == (15, "filed", "2020-08-01", False)
    assert [due["due_on"] for due in filed["due"] if due["whose"] == "unit"] == ["2020-08-05"]

    # 7 July. 辛 takes it up. 庚, who recorded all of it and leads 甲's department, is recused.
    clock.set("2020-07-07T01:00:00+00:00")
    hearing.does("appeal accept 15 --recuse 庚 --reason 在期限内，属本单位受理 --on 2020-07-07", by="辛")

    # 10 July. 甲 is heard, and the gate's record is fetched.
    clock.set("2020-07-10T01:00:00+00:00")
    hearing.does("appeal hear 15 --minutes 甲：4月7日经批准出差。 --present 甲、辛", by="辛")
    hearing.does("appeal note 15 门禁记录：3月5日8时35分到岗，迟到5分钟", by="辛")
    assert hearing.reads("appeal list")["cases"][0]["next"]["due_on"] == "2020-08-05"

    # 20 July. The party group has met. 庚 may not decide, and nobody leaves anything out.
    clock.set("2020-07-20T01:00:00+00:00")
    words = (
        "appeal decide 15 --reason 经查出差属实，迟到5分钟，6月信息漏登 --authority 党组会议〔2020〕12号 "
        "--on 2020-07-20 --allow 6,7 --allow unrecorded:6月信息 --dismiss 8"
    )
    decide = words.split()
    puts_right = ("--correct", "6 --minutes 5", "--add", "news-published 乙 --on 2020-06-15 --title 助残日")
    assert clerk(*decide, *puts_right, "--dismiss", "E10", "--by", "庚", "--json").error["code"] == "not-impartial"
    assert clerk(*decide, *puts_right, "--by", "辛", "--json").error["code"] == "left-undecided"
    decided = clerk(*decide, *puts_right, "--dismiss", "E10", "--by", "辛", "--json").json
    assert [(made["entry"], made["voids"], made["corrects"]) for made in decided["made"]] == [
        (20, 6, None), (21, None, 6), (22, 7, None), (23, None, None),
    ]  # fmt: skip
    assert decided["entry"] == 19
    moved = {item["item"]: item["points"] for item in decided["moved"]}
    assert moved == {"daily-4": "2.5", "daily-5": "0.5"}  # was 0 of 5, for 0.5 + 2 + 3 were lost; and June has its news

    the_published_bulletin_stands(hearing)
    the_next_one_carries_the_correction(hearing)
    the_chain_from_the_new_line_to_the_decision_is_whole(hearing)
    assert clerk("verify").status == 0


def the_published_bulletin_stands(hearing: Hearing) -> None:
    """It reprints byte for byte, and its hash is the one that was recorded."""
    reprinted = hearing.clerk("bulletin", "--published", "2020-H1", "--json").out
    assert reprinted == hearing.published
    digest = hashlib.sha256(reprinted.encode()).hexdigest()
    assert hearing.reads("log --kind bulletin-published")["entries"][0]["fields"]["document"] == digest
    assert row_of(hearing.reads("bulletin --published 2020-H1"), "T1")["items"]["daily-4"]["points"] == "0"


def the_next_one_carries_the_correction(hearing: Hearing) -> None:
    """The second edition has the new figures, and says what came since the first: each with its case."""
    second = hearing.does("bulletin --period 2020-H1 --publish", by="庚")
    assert second["publication"]["edition"] == 2
    was, is_now = (row_of(each, "T1")["items"] for each in (hearing.reads("bulletin --published 2020-H1 --edition 1"),
                                                           second))  # fmt: skip
    assert (was["daily-4"]["points"], is_now["daily-4"]["points"]) == ("0", "2.5")
    assert (was["daily-5"]["points"], is_now["daily-5"]["points"]) == ("4.5", "5")
    since = {row["entry"]: row for row in second["backdated"]}
    assert {number: row["how"] for number, row in since.items()} == {21: "correction", 22: "void", 23: "backdated"}
    assert [since[number]["correction"]["case"] for number in (21, 22)] == [15, 15]
    assert hearing.clerk("bulletin", "--published", "2020-H1", "--edition", "1", "--json").out == hearing.published


def the_chain_from_the_new_line_to_the_decision_is_whole(hearing: Hearing) -> None:
    """From the points of today: the entry, the one it corrects, its void, the decision, the case, the bulletin."""
    (sheet,) = hearing.reads("why 甲 daily-4 --as-of 2020-06-30 --no-rank")["sheets"]
    late, absent = sheet["items"]["daily-4"]["lines"]
    assert (late["entry"], late["corrects"], late["case"], late["fields"]["minutes"]) == (21, 6, 15, 5)
    (step,) = late["corrections"]
    assert (step["entry"], step["void"], step["anew"], step["case"]) == (6, 20, 21, 15)
    assert (step["authority"], step["changed"]) == ("党组会议〔2020〕12号", [{"field": "minutes", "was": 40, "is": 5}])
    assert (absent["entry"], absent["applied"]) == (8, "-2")
    rows = [(row["how"], row["entry"], row["void"], row["anew"], row["case"], row["decision"])
            for row in sheet["by_case"]]  # fmt: skip
    assert rows == [("corrected", 6, 20, 21, 15, 19), ("voided", 7, 22, None, 15, 19)]
    decision = hearing.reads("log --entry 19")["entries"][0]["fields"]
    assert (decision["case"], decision["allowed"], decision["made"]) == (15, [6, 7], [20, 21, 22, 23])
    case = hearing.reads("appeal show 15")
    assert (case["published"], case["state"]) == ({"entry": 14, "on": "2020-07-02", "edition": 1}, "decided")
    assert [(row["entry"], row["decided"], row["void"], row["anew"]) for row in case["disputed"]] == [
        (6, "allowed", 20, 21), (7, "allowed", 22, None), (8, "dismissed", None, None),
    ]  # fmt: skip
    assert [(row["point"], row["decided"]) for row in case["points"]] == [
        ("E10", "dismissed"), ("unrecorded:6月信息", "allowed"),
    ]  # fmt: skip
    told = hearing.clerk("why", "甲", "--as-of", "2020-06-30", "--no-rank").out
    assert "#7 absence 2020-04-07 voided by #22, decision #19 in case #15" in told
    assert "news published 2020-06-15 added, decision #19 in case #15" in told
    assert "党组会议〔2020〕12号" in told


def test_before_the_decision_is_known_nothing_of_it_counts(hearing: Hearing, clock: Clock) -> None:
    """A decision acts by knowledge: what was known up to the entry before it still says what it said."""
    clock.set("2020-07-20T01:00:00+00:00")
    hearing.does("appeal file 甲 --entries 7 --grounds 当日出差 --on 2020-07-06", by="甲")
    hearing.does("appeal accept 15 --on 2020-07-07", by="辛")
    hearing.does("appeal decide 15 --allow 7 --reason 属实 --authority 党组会议〔2020〕12号 --on 2020-07-20", by="辛")
    known = "why 甲 daily-4 --as-of 2020-06-30 --no-rank --known-at"
    (before,), (after,) = (hearing.reads(f"{known} {number}")["sheets"] for number in (17, 18))
    assert (before["items"]["daily-4"]["points"], after["items"]["daily-4"]["points"]) == ("0", "2.5")
    assert (before["by_case"], [row["entry"] for row in after["by_case"]]) == ([], [7])


def test_the_times_after_a_decision_are_the_appellants(hearing: Hearing, clock: Clock, tmp_path: Path) -> None:
    """公务员法第九十五条: 15 days after the decision of a review; the unit has nothing more to keep."""
    clock.set("2020-07-20T01:00:00+00:00")
    words = "--against 2020-H1 --route civil-servant --on 2020-07-06"
    hearing.does(f"appeal file 甲 --entries 7 --grounds 当日出差 {words}", by="甲")
    hearing.does("appeal accept 15 --on 2020-07-07", by="辛")
    hearing.does(
        "appeal decide 15 --dismiss 7 --reason 不属实 --authority 党组会议〔2020〕12号 --on 2020-07-20", by="辛"
    )
    deadlines = {row["id"]: row for row in hearing.reads("appeal show 15")["deadlines"]}
    assert (deadlines["decide-review"]["kept_on"], deadlines["decide-review"]["is_past"]) == ("2020-07-20", False)
    assert deadlines["appeal-after-review"]["due_on"] == "2020-08-04"
    assert hearing.reads("appeal list")["cases"][0]["next"]["whose"] == "appellant"
    clock.set("2020-08-05T01:00:00+00:00")
    assert hearing.reads("appeal list")["cases"][0]["next"] is None
