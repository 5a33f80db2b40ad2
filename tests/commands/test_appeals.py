"""What an appeal refuses, and what it leaves alone: every step as it is typed.

The office: 甲 to 己 (T1 to T6) are assessed, 庚 (L1) leads and records. 甲 was late on 5 March (#9) and absent on
7 April (#10); 乙 was late on 6 March (#11). The half year was published on 2 July 2020 (#12).
"""

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Clock
from tests.office import SCHEME, Clerk, Said
from tests.remedies.test_deadlines import CLAUSE
from tests.schemes.documents import DOCUMENT

FILE = ("appeal", "file", "甲", "--grounds", "当日因公外出", "--on", "2020-07-03", "--by", "甲")
DECIDE = (
    "appeal",
    "decide",
    "13",
    "--reason",
    "出勤记录有误",
    "--authority",
    "党组会议〔2020〕12号",
    "--on",
    "2020-07-20",
)


@pytest.fixture
def office(desk: Clerk, clock: Clock) -> Clerk:
    for words in ("late-arrival 甲 --on 2020-03-05 --minutes 30", "absence 甲 --on 2020-04-07",
                  "late-arrival 乙 --on 2020-03-06"):  # fmt: skip
        assert desk("record", *words.split(), "--by", "庚").status == 0
    assert desk("bulletin", "--period", "2020-H1", "--publish", "--by", "庚").status == 0
    clock.set("2020-07-20T01:00:00+00:00")
    return desk


@pytest.fixture
def filed(office: Clerk) -> Clerk:
    """Case #13: 甲 disputes the lateness, the absence, and the month without news."""
    words = ("--entries", "9,10", "--about", "daily-5 2020-02", "--against", "2020-H1")
    assert office(*FILE, *words).status == 0
    return office


@pytest.fixture
def accepted(filed: Clerk) -> Clerk:
    """The case accepted (#14), with 丁 recused."""
    said = filed("appeal", "accept", "13", "--recuse", "丁", "--on", "2020-07-06", "--by", "丙")
    assert said.status == 0, said.err
    return filed


def code_of(said: Said) -> str:
    assert said.status == 1, said
    return str(said.error["code"])


def last_entry(clerk: Clerk) -> int:
    return int(clerk("log", "--json").json["entries"][-1]["entry"])


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--entries", "11"), "not-about-the-appellant"),
        (("--entries", "1"), "not-about-the-appellant"),
        (("--entries", "99"), "no-such-entry"),
        ((), "nothing-disputed"),
        (("--about", "daily-99 2020-02"), "point-unknown"),
        (("--about", "daily-5 2020-13"), "point-unknown"),
        (("--about", "unrecorded:"), "point-unknown"),
        (("--entries", "9", "--against", "2020-H2"), "not-published"),
        (("--entries", "9", "--route", "court"), "route-unknown"),
        (("--entries", "9", "--on", "2020-07-21"), "day-in-the-future"),
    ],
    ids=["about 乙", "about nobody", "not there", "nothing", "no such item", "no such month", "says nothing",
         "not published", "no such route", "tomorrow"],
)  # fmt: skip
def test_a_filing_that_is_refused_stores_nothing(office: Clerk, words: tuple[str, ...], code: str) -> None:
    assert code_of(office(*FILE, *words, "--json")) == code
    assert last_entry(office) == 12


@pytest.mark.parametrize("point", ["daily-5", "daily-5 2020-02", "考勤", "附件1·4", "E10", "unrecorded: 2月12日信息",
                                   "未登记：2月12日信息"])  # fmt: skip
def test_a_point_names_an_item_a_reading_or_what_was_not_recorded(office: Clerk, point: str) -> None:
    assert office(*FILE, "--about", point).status == 0


def test_an_entry_that_is_void_already_or_is_itself_a_void_is_not_disputed(office: Clerk) -> None:
    void = ("void", "9", "--reason", "记错", "--authority", "党组会议〔2020〕9号", "--by", "庚")
    assert office(*void).status == 0
    assert code_of(office(*FILE, "--entries", "9", "--json")) == "already-voided"
    assert code_of(office(*FILE, "--entries", "13", "--json")) == "cannot-be-disputed"


@pytest.mark.parametrize("step", [("accept",), ("reject", "--reason", "x"), ("note", "x"), ("hear", "--present", "x"),
                                  ("withdraw", "--reason", "x"), ("show",)], ids=lambda step: step[0])  # fmt: skip
def test_a_case_that_was_not_filed(office: Clerk, step: tuple[str, ...]) -> None:
    name, *rest = step
    for number in ("12", "99"):
        assert code_of(office("appeal", name, number, *rest, "--json")) == "no-such-case"


def test_nothing_is_decided_or_heard_before_it_is_accepted(filed: Clerk) -> None:
    decide = (*DECIDE, "--allow", "9", "--dismiss", "10", "--dismiss", "p1", "--by", "丙", "--json")
    assert code_of(filed(*decide)) == "out-of-turn"
    assert code_of(filed("appeal", "hear", "13", "--present", "甲", "--by", "丙", "--json")) == "out-of-turn"


def test_it_is_accepted_once_and_not_rejected_afterwards(accepted: Clerk) -> None:
    assert code_of(accepted("appeal", "accept", "13", "--by", "丙", "--json")) == "out-of-turn"
    assert code_of(accepted("appeal", "reject", "13", "--reason", "x", "--by", "丙", "--json")) == "out-of-turn"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--allow", "9", "--dismiss", "p1"), "left-undecided"),
        (("--allow", "9", "--dismiss", "10"), "left-undecided"),
        (("--allow", "9,11", "--dismiss", "10", "--dismiss", "p1"), "not-disputed"),
        (("--allow", "9", "--dismiss", "10", "--dismiss", "p1", "--allow", "E10"), "not-disputed"),
        (("--allow", "9,10", "--dismiss", "10", "--dismiss", "p1"), "decided-both-ways"),
        (("--allow", "9", "--dismiss", "10", "--dismiss", "p1", "--correct", "10 --on 2020-04-08"), "not-by-decision"),
        (("--allow", "9", "--dismiss", "10", "--dismiss", "p1", "--add", "late-arrival 甲 --on 2020-03-05"),
         "nothing-missing"),
        (("--allow", "9", "--dismiss", "10", "--dismiss", "p1", "--correct", "9 --minutes 30"), "nothing-changed"),
        (("--allow", "9", "--dismiss", "10", "--allow", "p1", "--add", "late-arrival 乙 --on 2199-03-05"),
         "day-in-the-future"),
        (("--allow", "9", "--dismiss", "10", "--dismiss", "p1", "--on", "2020-07-05"), "out-of-turn"),
    ],
    ids=["an entry left out", "a point left out", "an entry not disputed", "a point not disputed", "both ways",
         "a dismissed entry corrected", "added for no point", "a correction of nothing", "an addition of tomorrow",
         "before it was accepted"],
)  # fmt: skip
def test_a_decision_that_is_refused_stores_nothing_of_it(accepted: Clerk, words: tuple[str, ...], code: str) -> None:
    """Everything or nothing: where one void or one addition is refused, the decision is not recorded either."""
    assert code_of(accepted(*DECIDE, *words, "--by", "丙", "--json")) == code
    assert last_entry(accepted) == 14
    assert accepted("appeal", "show", "13", "--json").json["state"] == "accepted"


@pytest.mark.parametrize(
    "decider", ["甲", "庚", "丁", "庚（代）", "l1", "庚\u200b", "辛"],
    ids=["the appellant", "who recorded it", "recused", "under another spelling", "another case of the id",
         "with a character nobody sees", "nobody of the roster"],
)  # fmt: skip
def test_nobody_judges_in_a_case_of_their_own(accepted: Clerk, decider: str) -> None:
    words = ("--allow", "9", "--dismiss", "10", "--dismiss", "p1", "--by", decider)
    assert code_of(accepted(*DECIDE, *words, "--json")) == "not-impartial"


def test_somebody_recused_may_take_down_what_was_said_and_the_appellant_may_not(accepted: Clerk) -> None:
    hear = ("appeal", "hear", "13", "--minutes", "甲陈述", "--on", "2020-07-10", "--json")
    assert code_of(accepted(*hear, "--by", "甲")) == "not-impartial"
    assert accepted(*hear, "--by", "丁").status == 0


def test_whoever_recorded_what_is_disputed_does_not_reject_the_appeal_either(filed: Clerk) -> None:
    for by in ("庚", "甲"):
        assert code_of(filed("appeal", "reject", "13", "--reason", "x", "--by", by, "--json")) == "not-impartial"
    assert code_of(filed("appeal", "accept", "13", "--by", "甲", "--json")) == "not-impartial"


@pytest.mark.parametrize(
    "end",
    [
        (*DECIDE, "--dismiss", "9,10", "--dismiss", "p1", "--by", "丙"),
        ("appeal", "withdraw", "13", "--reason", "本人已核实", "--by", "甲"),
    ],
    ids=["decided", "withdrawn"],
)
def test_a_case_that_is_over_takes_no_further_step(accepted: Clerk, end: tuple[str, ...]) -> None:
    assert accepted(*end).status == 0
    for words in (("accept", "13"), ("reject", "13", "--reason", "x"), ("note", "13", "x"),
                  ("hear", "13", "--present", "x"), ("withdraw", "13", "--reason", "x")):  # fmt: skip
        assert code_of(accepted("appeal", *words, "--by", "丙", "--json")) == "case-is-over"
    again = (*DECIDE, "--allow", "9,10", "--dismiss", "p1", "--by", "丙", "--json")
    assert code_of(accepted(*again)) == "case-is-over"


def test_a_rejected_case_is_over_and_leaves_what_it_disputed(filed: Clerk) -> None:
    assert filed("appeal", "reject", "13", "--reason", "不属于申诉范围", "--by", "丙").status == 0
    assert code_of(filed("appeal", "note", "13", "x", "--json")) == "case-is-over"
    assert filed("appeal", "show", "13", "--json").json["disputed"][0]["void"] is None


def test_the_steps_of_an_appeal_move_no_points_and_nothing_rests_on_them(accepted: Clerk, clock: Clock) -> None:
    """Given an open case of July, when 甲's score is asked, and 甲 leaves on 30 June, then it is in nobody's way."""
    before = accepted("score", "甲", "--known-at", "12", "--as-of", "2020-07-20", "--json").json["sheets"]
    after = accepted("score", "甲", "--as-of", "2020-07-20", "--json").json["sheets"]
    assert before == after
    bulletin = accepted("bulletin", "--as-of", "2020-07-20", "--json").json["rows"]
    assert bulletin == accepted("bulletin", "--as-of", "2020-07-20", "--known-at", "12", "--json").json["rows"]
    assert {entry["kind"] for entry in accepted("log", "甲", "--json").json["entries"]} == {
        "person-enrolled", "late-arrival", "absence",
    }  # fmt: skip
    assert accepted("record", "person-left", "甲", "--on", "2020-06-30", "--by", "庚").status == 0
    for since in ("bulletin --published 2020-H1 --changes", "diff --as-of 2020-07-20 --known-at 12"):
        assert [row["kind"] for row in accepted(*since.split(), "--json").json["entries"]] == ["person-left"]
    decide = (*DECIDE, "--allow", "9", "--dismiss", "10", "--dismiss", "p1", "--by", "丙")
    assert accepted(*decide).status == 0
    assert accepted("verify").status == 0


def test_a_filing_by_a_route_carries_its_deadline_and_a_late_one_is_flagged(office: Clerk, clock: Clock) -> None:
    clock.set("2020-09-01T01:00:00+00:00")
    words = ("--entries", "9", "--against", "2020-H1", "--route", "civil-servant", "--on")
    in_time = office(*FILE, *words, "2020-08-01", "--json").json
    late = office(*FILE, *words, "2020-08-02", "--json").json
    assert (in_time["runs_from"], in_time["due_on"], in_time["is_late"]) == ("2020-07-02", "2020-08-01", False)
    assert late["is_late"] is True
    page = office("appeal", "show", str(late["case"])).out
    assert "Filed late: the last day was 2020-08-01." in page
    assert "The scheme xiangxi-2020 has no clause on appeals" in page
    assert office("verify").status == 0


def test_without_a_route_no_deadline_is_made_up(filed: Clerk) -> None:
    shown = filed("appeal", "show", "13", "--json").json
    assert (shown["deadlines"], shown["due_on"], shown["is_late"]) == ([], None, False)
    assert "No route is named, so no deadline is computed." in shown["notes"]


@pytest.mark.parametrize("late", ["refused", "flagged"])
def test_a_scheme_with_a_window_of_its_own_decides_what_becomes_of_a_late_filing(
    clerk: Clerk, clock: Clock, late: str
) -> None:
    """Given five working days from 2 July 2020, when an appeal is filed on 9 or 10 July: the first is in time."""
    document = DOCUMENT + CLAUSE.replace("refused", late)
    (clerk.folder / "scheme.toml").write_text(document, encoding="utf-8")
    assert clerk("init", "--scheme", "scheme.toml", "--roster", "roster.csv", "--by", "庚").status == 0
    assert clerk("record", "late-arrival", "甲", "--on", "2020-03-05", "--by", "庚").status == 0
    clock.set("2020-07-10T01:00:00+00:00")
    words = (
        "appeal",
        "file",
        "甲",
        "--entries",
        "9",
        "--grounds",
        "x",
        "--learned",
        "2020-07-02",
        "--by",
        "甲",
        "--json",
    )
    in_time = clerk(*words, "--on", "2020-07-09").json
    assert (in_time["route"], in_time["due_on"], in_time["is_late"]) == ("internal", "2020-07-09", False)
    after = clerk(*words, "--on", "2020-07-10")
    if late == "refused":
        assert code_of(after) == "filed-late"
    else:
        assert after.json["is_late"] is True
    deadlines = clerk("appeal", "show", "10", "--json").json["deadlines"]
    assert [(each["due_on"], each["source"]) for each in deadlines] == [
        ("2020-07-09", "湘西自治州残联2020年全员全过程绩效考核实施方案 五"),
        ("2020-07-23", "湘西自治州残联2020年全员全过程绩效考核实施方案 五"),
    ]
    assert not any("no clause on appeals" in note for note in clerk("appeal", "show", "10", "--json").json["notes"])
    assert clerk("verify").status == 0


def test_evidence_is_kept_with_the_filing_and_can_be_attached_to_the_case_later(filed: Clerk, tmp_path: Path) -> None:
    (filed.folder / "审批单.jpg").write_bytes(b"a picture")
    (filed.folder / "门禁.csv").write_bytes(b"a record")
    said = filed(*FILE, "--entries", "9", "--evidence", "审批单.jpg", "--evidence", "证人乙", "--json")
    case = said.json["case"]
    assert [kept["name"] for kept in said.json["attachments"]] == ["审批单.jpg"]
    assert filed("attach", str(case), "门禁.csv", "--by", "丙").status == 0
    steps = filed("appeal", "show", str(case), "--json").json["steps"]
    assert [step["kind"] for step in steps] == ["appeal-filed", "evidence-attached"]
    assert steps[0]["fields"]["evidence"] == "审批单.jpg；证人乙"
    assert [row["name"] for row in filed("evidence", str(case), "--json").json["attachments"]] == [
        "审批单.jpg",
        "门禁.csv",
    ]
    assert filed("verify").status == 0


def test_the_list_has_every_case_with_its_next_deadline(filed: Clerk) -> None:
    words = ("--entries", "11", "--route", "internal", "--learned", "2020-07-02")
    assert filed("appeal", "file", "乙", "--grounds", "x", "--on", "2020-07-03", *words).status == 0
    rows = filed("appeal", "list", "--json").json["cases"]
    assert [(row["case"], row["name"], row["state"]) for row in rows] == [(13, "甲", "filed"), (14, "乙", "filed")]
    assert rows[0]["next"] is None
    assert rows[1]["next"] == {"label": "answer", "due_on": "2020-07-17", "is_past": True, "whose": "unit"}
    assert [row["case"] for row in filed("appeal", "list", "乙", "--json").json["cases"]] == [14]


def test_what_was_voided_meanwhile_can_still_be_dismissed_and_not_allowed(accepted: Clerk) -> None:
    void = ("void", "9", "--reason", "记错", "--authority", "党组会议〔2020〕9号", "--by", "庚")
    assert accepted(*void).status == 0
    allow = (*DECIDE, "--allow", "9", "--dismiss", "10", "--dismiss", "p1", "--by", "丙", "--json")
    assert code_of(accepted(*allow)) == "already-voided"
    assert accepted(*DECIDE, "--dismiss", "9,10", "--dismiss", "p1", "--by", "丙").status == 0
    assert accepted("why", "甲", "--no-rank", "--json").json["sheets"][0]["by_case"] == []


def test_a_case_step_is_neither_voided_nor_corrected(filed: Clerk) -> None:
    for words in (("void", "13", "--reason", "x"), ("correct", "13", "--on", "2020-07-01", "--reason", "x")):
        assert code_of(filed(*words, "--by", "丙", "--json")) == "cannot-be-voided"


def test_a_void_of_its_own_cannot_claim_a_case(accepted: Clerk) -> None:
    """Neither --set nor a file gives a void a case: only a decision does."""
    (accepted.folder / "void.jsonl").write_text(json.dumps({"kind": "entry-voided", "entry": "9", "reason": "x",
                                                            "case": "13"}), encoding="utf-8")  # fmt: skip
    assert accepted("import", "void.jsonl", "--by", "丙", "--json").json["problems"][0]["code"] == "unknown-field"


def test_a_new_schemes_adoption_does_not_judge_the_steps_of_appeals_again(accepted: Clerk, clock: Clock) -> None:
    from tests.schemes.documents import of_year

    clock.set("2021-01-20T01:00:00+00:00")
    assert accepted("appeal", "note", "13", "x", "--on", "2021-01-05", "--by", "丙").status == 0
    (accepted.folder / "2021.toml").write_text(of_year(2021), encoding="utf-8")
    said = accepted("scheme", "adopt", "2021.toml", "--authority", "党组会议〔2021〕1号", "--by", "丙", "--json")
    assert said.json["recorded_before"] == []
    assert SCHEME == "xiangxi-2020"


def test_who_recorded_it_before_being_on_the_roster_does_not_judge_it(clerk: Clerk) -> None:
    """壬 recorded 甲's absence (#9) under a bare name and was enrolled afterwards (#10)."""
    assert clerk("init", "--roster", "roster.csv", "--by", "壬").status == 0
    assert clerk("record", "absence", "甲", "--on", "2020-04-07", "--by", "壬").status == 0
    (clerk.folder / "more.csv").write_text("id,name,department,assessed\nL9,壬,理事会,no\n", encoding="utf-8")
    assert clerk("enrol", "more.csv", "--by", "庚").status == 0
    on = ("--on", "2020-06-10", "--json")
    assert clerk("appeal", "file", "甲", "--entries", "9", "--grounds", "请假", "--by", "甲", *on).status == 0
    assert code_of(clerk("appeal", "accept", "11", "--by", "壬", *on)) == "not-impartial"


def test_a_decision_puts_nothing_on_somebody_who_is_no_party(accepted: Clerk) -> None:
    """Neither by correcting the entry into one about 乙, nor by adding a fault of theirs; but by a merit of theirs."""
    allowed = ("--allow", "9", "--dismiss", "10", "--allow", "p1", "--by", "丙", "--json")
    for made in (("--correct", "9 --person 乙"), ("--add", "absence 乙 --on 2020-02-05")):
        assert code_of(accepted(*DECIDE, *allowed, *made)) == "against-others"
    said = accepted(*DECIDE, *allowed, "--add", "news-published 乙 --on 2020-02-20")
    assert said.status == 0, said.err
    assert accepted("verify").status == 0


def test_an_appeal_is_not_filed_before_what_it_is_about(office: Clerk) -> None:
    early = ("appeal", "file", "甲", "--grounds", "x", "--by", "甲", "--json")
    assert code_of(office(*early, "--entries", "10", "--on", "2020-04-06")) == "filed-before"
    assert code_of(office(*early, "--entries", "9", "--on", "2020-07-03", "--learned", "2020-07-04")) == "filed-before"


def test_an_appeal_is_not_withdrawn_before_it_was_accepted_and_a_note_holds_nobody_up(accepted: Clerk) -> None:
    withdraw = ("appeal", "withdraw", "13", "--reason", "已说明", "--by", "甲", "--json")
    assert code_of(accepted(*withdraw, "--on", "2020-07-05")) == "out-of-turn"
    assert accepted("appeal", "note", "13", "待核", "--on", "2020-07-20", "--by", "甲").status == 0
    assert accepted(*withdraw, "--on", "2020-07-19").status == 0
