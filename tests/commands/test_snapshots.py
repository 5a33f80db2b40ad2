"""What people read, as text: run with UPDATE_SNAPSHOTS=1 to write the files anew, and then read them.

The clock stands still, so that the days and instants in them are always those of the story.
"""

import os
from pathlib import Path

import pytest

from tests.commands.conftest import Clock
from tests.office import Clerk

SNAPSHOTS = Path(__file__).with_name("snapshots")

ROSTER = """工号,姓名,部室,岗位,党员,入职日期,考核对象,别名
A01,甲,办公室,office-publicity,否,,是,
A02,乙  一,办公室,office-finance,党员,,是,老乙
A03,丙,康复部,rehab-children,否,2020-03-16,是,
A04,丁,办公室,office-veterans,否,,是,
A05,戊,理事会,,党员,,否,
"""
ENTRIES = """类别,人员,发生日期,任务类别,任务,标题,级别,指标,数量,作品或工作,事由,备注
信息发布,甲,2020-01-08,,,元旦慰问,,,,,,
信息发布,丙,2020-03-20,,,爱耳日,,,,,,
迟到,甲,2020-03-05,,,,,,,,,大雨
迟到,甲,2020-04-14,,,,,,,,,
旷工,甲,2020-05-11,,,,,,,,,
旷工,甲,2020-05-12,,,,,,,,,
旷工,甲,2020-05-13,,,,,,,,,
理论文章、调研报告,甲,2020-05-20,,,助残日调研,省,,,全国助残日,,
年初任务未完成,乙一,2020-04-01,②,周五学习笔记,,,,,,,
指标扣分事项,乙一,2020-05-06,,,,,payroll,2,,,
表彰,丙,2020-05-07,,,,国家残联,,,康复救助,,
处分或重大失职认定,丁,2020-06-01,,,,,,,,重大失职,
"""
BAD = """类别,人员,发生日期,任务类别,分钟
迟到,无名氏,2020-03-05,,
年初任务未完成,乙一,2020-13-01,④,
迟到,甲,2020-03-05,,1e3
鼓掌,甲,2020-03-05,,
"""

TEXTS = {
    "bulletin-half-year": ("bulletin", "--period", "2020-H1"),
    "why": ("why", "甲", "--as-of", "2020-06-30"),
    "score": ("score", "乙一", "丙", "--as-of", "2020-06-30"),
    "score-without-rank": ("score", "丁", "--as-of", "2020-06-30", "--no-rank"),
    "log": ("log",),
    "log-of-one": ("log", "甲"),
    "import-refused": ("import", "bad.csv"),
    "import-again": ("import", "entries.csv"),
    "todo": ("todo", "--as-of", "2020-06-30"),
    "whatif": ("whatif", "甲", "--void", "12", "--add", "absence 丙 --on 2020-05-06", "--reading", "E10=overflow",
               "--as-of", "2020-06-30"),
    "margin": ("margin", "甲", "--to", "79", "--as-of", "2020-06-30"),
    "alternatives": ("alternatives", "--as-of", "2020-06-30"),
    "record": ("record", "incident-reported", "丙", "--on", "2020-06-08", "--indicator", "rehab-projects"),
    "void": ("void", "10", "--reason", "当日已批准请假", "--authority", "办公室"),
}  # fmt: skip


@pytest.fixture
def story(clerk: Clerk, clock: Clock) -> Clerk:
    """Enrolled on 2 July 2020, recorded on 3 July; the first lateness voided on 6 July."""
    for name, text in (("staff.csv", ROSTER), ("entries.csv", ENTRIES), ("bad.csv", BAD)):
        (clerk.folder / name).write_text(text, encoding="utf-8")
    clerk("init", "--roster", "staff.csv", "--by", "戊")
    clock.set("2020-07-03T02:15:00+00:00")
    assert clerk("import", "entries.csv", "--by", "戊").status == 0
    clock.set("2020-07-06T03:40:00+00:00")
    assert clerk("void", "9", "--reason", "道路中断，已批准", "--by", "戊").status == 0
    clock.set("2020-07-07T04:00:00+00:00")
    return clerk


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", TEXTS)
def test_what_people_read_is_what_was_read_before(story: Clerk, name: str, language: str) -> None:
    said = story(*TEXTS[name], GONGGUO_LANG=language, GONGGUO_BY="戊")
    words = " ".join(TEXTS[name])
    text = f"$ gongguo {words}\n{said.out}{said.err}"
    snapshot = SNAPSHOTS / f"{name}.{language}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS") == "1":
        snapshot.write_text(text, encoding="utf-8")
    assert text == snapshot.read_text(encoding="utf-8")


def test_every_snapshot_is_compared() -> None:
    compared = {f"{name}.{language}.txt" for name in TEXTS for language in ("en", "zh")}
    assert {path.name for path in SNAPSHOTS.iterdir()} == compared
