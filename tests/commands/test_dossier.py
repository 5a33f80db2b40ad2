"""The dossier of a person: what a reviewer asks for, from the entries to the ways that are open, on one page."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.commands.conftest import Clock
from tests.office import Clerk


@pytest.fixture
def appealed(desk: Clerk, clock: Clock) -> Clerk:
    """甲 was late on 5 March 2020 (#9, with a file) and absent on 7 April (#10); the bulletin of the half year is out
    on 2 July (#11); 甲 appeals on 6 July (#12): the lateness is allowed by 丁 on 20 July (#14), the absence is not.
    """
    (desk.folder / "考勤.txt").write_text("3月5日 08:40", encoding="utf-8")
    for at, words in (
        ("2020-06-30", ("record", "late-arrival", "甲", "--on", "2020-03-05", "--evidence", "考勤.txt", "--by", "庚")),
        ("2020-06-30", ("record", "absence", "甲", "--on", "2020-04-07", "--by", "庚")),
        ("2020-07-02", ("bulletin", "--period", "2020-H1", "--publish", "--by", "庚")),
        ("2020-07-06", ("appeal", "file", "甲", "--entries", "9,10", "--grounds", "当日请假", "--against", "2020-H1",
                        "--route", "civil-servant", "--on", "2020-07-06", "--by", "庚")),
        ("2020-07-08", ("appeal", "accept", "12", "--on", "2020-07-08", "--by", "丁")),
        ("2020-07-20", ("appeal", "decide", "12", "--allow", "9", "--dismiss", "10", "--reason", "有假条",
                        "--authority", "党组会议〔2020〕9号", "--on", "2020-07-20", "--by", "丁")),
    ):  # fmt: skip
        clock.set(f"{at}T01:00:00+00:00")
        said = desk(*words)
        assert said.status == 0, said.err
    return desk


def test_it_has_what_a_reviewer_asks_for(appealed: Clerk) -> None:
    said = appealed("dossier", "甲", "--as-of", "2020-06-30", "--json")
    assert said.status == 0, said.err
    dossier = said.json
    (published,) = dossier["published"]
    # The absence takes 2, six months without news 3; the lateness had taken 0.5.
    assert (published["then"]["total"], published["now"]["total"]) == ("74.5", "75")
    assert [point["on"][5:7] for point in dossier["course"]] == ["01", "02", "03", "04", "05", "06"]
    assert dossier["course"][-1]["total"] == dossier["sheet"]["total"] == "75"
    assert dossier["if_void"] == {"10": "2"}
    assert dossier["fewest"] is None  # 77 at best, of the 80 that are the mark
    (case,) = dossier["cases"]
    assert (case["case"], case["state"]) == (12, "decided") and len(case["steps"]) == 3
    assert dossier["sheet"]["by_case"][0]["authority"] == "党组会议〔2020〕9号"
    assert dossier["has_clause_on_appeals"] is False and dossier["remedies"]


def test_the_ways_that_are_open_are_dated_from_the_bulletin(appealed: Clerk) -> None:
    """Published on 2 July 2020; 30 days on is 1 August."""
    remedies = appealed("dossier", "甲", "--as-of", "2020-06-30", "--json").json["remedies"]
    dated = [one for one in remedies if one["within"] == 30 and one["unit"] == "days"]
    assert dated and {one["due_on"] for one in dated} == {"2020-08-01"} and all(one["source"] for one in dated)


def test_the_course_is_what_was_asked_at_each_month_s_end(appealed: Clerk) -> None:
    for point in appealed("dossier", "甲", "--as-of", "2020-06-30", "--json").json["course"]:
        sheet = appealed("score", "甲", "--as-of", point["on"], "--no-rank", "--json").json["sheets"][0]
        assert (sheet["total"], sheet["out_of"]) == (point["total"], point["out_of"])


def test_the_page_stands_alone_and_quotes_every_clause_entry_and_hash(appealed: Clerk) -> None:
    said = appealed("dossier", "12", "-o", "卷宗.html", "--as-of", "2020-06-30", "--lang", "zh")
    assert said.status == 0, said.err
    page = (appealed.folder / "卷宗.html").read_text(encoding="utf-8")
    assert not re.search(r"""(src|href)\s*=|@import|url\(""", page.replace("xlink:href", ""))
    for text in ("甲的申诉档案", "附件1·4", "#10", "旷工", "模拟，非决定", "申诉案件 #12：已决定", "本方案没有申诉条款",
                 "党组会议〔2020〕9号", "<svg", "引用本页"):  # fmt: skip
        assert text in page, text
    entry = appealed("prove", "10", "-o", "10.proof").status
    assert entry in {0, 1}


def test_its_hash_is_that_of_what_it_says(appealed: Clerk) -> None:
    dossier = appealed("dossier", "甲", "--as-of", "2020-06-30", "--json").json
    told = {name: value for name, value in dossier.items() if name != "sha256"}
    digest = hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    assert digest == dossier["sha256"]


def test_the_leaves_are_those_of_the_ledger(appealed: Clerk) -> None:
    dossier = appealed("dossier", "甲", "--as-of", "2020-06-30", "--json").json
    lines = (appealed("export", "-o", "all.jsonl"), (appealed.folder / "all.jsonl").read_bytes().splitlines())[1]
    for number, leaf in dossier["leaves"].items():
        assert hashlib.sha256(b"\0" + lines[int(number) - 1]).hexdigest() == leaf


def test_other_people_named_in_what_is_quoted_are_masked(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "roster.csv").write_text(
        "id,name,department,post,party_member,enrolled_on,assessed\n"
        "T1,甲乙,办公室,office-web,no,2020-01-01,yes\nT2,丙丁,办公室,office-finance,no,2020-01-01,yes\n",
        encoding="utf-8",
    )
    clerk = Clerk(tmp_path)
    for words in (("init", "--roster", "roster.csv", "--by", "丙丁"),
                  ("record", "late-arrival", "甲乙", "--on", "2020-03-05", "--note", "丙 丁看见，甲乙在场",
                   "--by", "丙丁")):  # fmt: skip
        assert clerk(*words).status == 0
    dossier = clerk("dossier", "甲乙", "--as-of", "2020-06-30", "--json").json
    (line,) = dossier["sheet"]["items"]["daily-4"]["lines"]
    assert line["fields"]["note"] == "某某看见，甲乙在场" and line["recorded_by"] == "丙丁"


@pytest.mark.parametrize(
    ("words", "status", "code"),
    [
        (("庚", "-o", "庚.html"), 1, "no-sheet"),
        (("99", "-o", "99.html"), 1, "no-such-case"),
        (("无人", "-o", "x.html"), 1, "person-unknown"),
        (("甲", "-o", "考勤.txt/甲.html"), 1, "page-not-written"),
    ],
)
def test_what_cannot_be_written_is_refused(appealed: Clerk, words: tuple[str, ...], status: int, code: str) -> None:
    said = appealed("dossier", *words, "--as-of", "2020-06-30", "--json")
    assert (said.status, said.error["code"]) == (status, code)


def test_a_file_has_to_be_named(appealed: Clerk) -> None:
    assert appealed("dossier", "甲").status == 2
