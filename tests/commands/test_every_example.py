"""Every command's help has an example; each is typed here as it stands, in an office in which it makes sense."""

import shutil
from pathlib import Path

import pytest

from ledger.schemes import document_called, scheme_from
from tests.commands.conftest import Clock
from tests.commands.test_candidates import monthly
from tests.commands.test_help import COMMANDS, example_in
from tests.office import SCHEME, Clerk, say
from tests.schemes.documents import changed, in_item, of_year
from tests.store.make_ledger import LEDGERS

MADE_IN_JUNE = ("adopted_on = 2020-06-02", "adopted_on = 2020-06-28")
ROSTER = """id,name,department,post,party_member,enrolled_on,assessed
T1,甲,办公室,{post},yes,,yes
T2,乙,办公室,office-web,no,,yes
L1,庚,理事会,,yes,,no
"""
NEWCOMERS = "id,name,department,post\nT9,辛,康复部,rehab-access\n"
MADE = {("init",), ("demo",)}  # these make a ledger, and want none to be there
WITHOUT = {("record", "person-enrolled")}


def posts_with(indicator: str) -> str:
    """Return the post that has an indicator."""
    return next(post.id for post in scheme_from(document_called(SCHEME)).posts if indicator in
                {item.id for item in post.items})  # fmt: skip


def furnish(folder: Path, clock: Clock, post: str) -> None:
    """Found an office on 2 June 2020 in which entry 57 is a lateness of 甲, and put the files of the examples there."""
    rows = "".join(f"late-arrival,甲,2020-03-05,{number},\n" for number in range(1, 53))
    (folder / "roster.csv").write_text(ROSTER.format(post=post), encoding="utf-8")
    (folder / "rows.csv").write_text(f"kind,person,occurred_on,minutes,note\n{rows}", encoding="utf-8")
    (folder / "新进人员.csv").write_text(NEWCOMERS, encoding="utf-8")
    (folder / "门禁截图.png").write_bytes(b"a picture")
    (folder / "服务对象.csv").write_text("姓名\n甲某\n乙某\n丙某\n", encoding="utf-8")
    monthly(folder / "考勤.xlsx", {"甲": {5: "迟到12分钟"}})
    (folder / "请假.csv").write_text("姓名,开始日期,结束日期\n乙,2020-03-05,2020-03-06\n", encoding="utf-8")
    (folder / "花名册.csv").write_text(ROSTER.format(post=post), encoding="utf-8")
    (folder / "上半年.csv").write_text("类别,人员,发生日期\n旷工,乙,2020-03-06\n", encoding="utf-8")
    (folder / "2021年方案.toml").write_text(of_year(2021), encoding="utf-8")
    (folder / "修订稿.toml").write_text(
        changed(in_item("daily-4", "points = 0.5", "points = 1"), MADE_IN_JUNE), encoding="utf-8"
    )
    clock.set("2020-06-02T01:00:00+00:00")
    assert say("init", "--roster", "roster.csv", "--by", "庚", folder=folder).status == 0
    assert say("import", "rows.csv", "--by", "庚", folder=folder).status == 0
    assert say("record", "late-arrival", "甲", "--on", "2020-03-04", "--by", "庚", folder=folder).status == 0
    clock.set("2021-03-01T01:00:00+00:00")


def file_an_appeal(clerk: Clerk, step: str) -> None:
    """Let 甲 dispute entry 57, and bring the case (58) to where a step can be taken."""
    if step not in {"file", "list"}:
        words = ("appeal", "file", "甲", "--entries", "57", "--grounds", "当日因公外出", "--on", "2020-07-03")
        assert clerk(*words, "--by", "甲").status == 0
    if step in {"hear", "decide"}:
        assert clerk("appeal", "accept", "58", "--on", "2020-07-06", "--by", "乙").status == 0


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_it_can_be_typed_as_it_stands(
    words: tuple[str, ...], clerk: Clerk, clock: Clock, request: pytest.FixtureRequest
) -> None:
    folder: Path = clerk.folder
    example = example_in(clerk(*words, "--help").out)
    assert example[: len(words)] == words
    indicator = example[example.index("--indicator") + 1] if "--indicator" in example else "publicity-reports"
    post = "office-web" if "office-web" in example else posts_with(indicator)
    furnish(folder, clock, post)
    if words in MADE:
        for path in folder.glob("gongguo.db*"):
            path.unlink()
    if words in WITHOUT:
        example = tuple("辛" if word == "甲" else word for word in example)
    if words[0] in {"key", "checkpoint", "prove", "check-proof"} and words != ("key", "new"):
        vkey = clerk("key", "new", "--json").json["vkey"]
        assert words != ("check-proof",) or clerk("prove", "57").status == 0
        example = tuple(vkey if word == "$(gongguo key show)" else word for word in example)
    if words == ("restore",):
        assert clerk("backup", "备份-2020-07-02").status == 0
    if words == ("upgrade",):
        shutil.copy(LEDGERS / "format-1" / "gongguo.db", folder / "旧台账.db")
    if words[0] == "appeal":
        file_an_appeal(clerk, words[1])
    if words[0] == "db":
        address = request.getfixturevalue("postgres").office()
        assert clerk("copy", "gongguo.db", address).status == 0
        clerk.url = address
    said = clerk(*example, GONGGUO_BY="乙" if words[0] == "appeal" else "庚")
    assert said.status == 0, (example, said.err)
    assert said.out
    if words not in MADE:
        assert clerk("verify").status == 0
