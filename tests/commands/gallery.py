"""The scenes of the error gallery: each is something a person or a machine does wrong, done for real.

A scene prepares a folder that has a ledger of three people, runs one command there and says how it has to end.
"""

import contextlib
import hashlib
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from ledger.store import troubles
from tests.hardship import in_shell, read_only, start, with_room_for
from tests.office import Said, say
from tests.workbooks import under_a_password, workbook

ROSTER = """id,name,department,post,party_member,enrolled_on,assessed
A01,甲,办公室,office-publicity,no,,yes
A02,乙,办公室,office-web,yes,,yes
A03,丙,康复部,rehab-children,no,2020-03-16,yes
"""
HEADINGS = "类别,人员,发生日期"
LATE = "迟到,甲,2020-03-05"

Run = Callable[[Path, str], Said]


@dataclass(frozen=True)
class Scene:
    """One thing gone wrong: its title in both languages, what is shown as typed, how it is run, how it ends."""

    en: str
    zh: str
    typed: str
    run: Run
    status: int = 1


def typed(words: str) -> Run:
    """Run the command as it stands."""
    return lambda folder, language: say(*words.split()[1:], folder=folder, language=language, GONGGUO_BY="clerk")


def given(name: str, content: str | bytes, words: str, then: str = "") -> Run:
    """Run a command on a file with this content; `then` is one that is run, and shown, after it."""

    def run(folder: Path, language: str) -> Said:
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        said = typed(words)(folder, language)
        return typed(then)(folder, language) if then else said

    return run


def imported(en: str, zh: str, name: str, content: str | bytes, status: int = 1) -> Scene:
    """A file that is handed in."""
    words = f"gongguo import {name}"
    return Scene(en, zh, words, given(name, content, words), status)


def said_by(done: CompletedProcess[str], status: int | None = None) -> Said:
    returncode = done.returncode if status is None else status
    return Said(returncode, done.stdout, done.stderr)


def on_a_full_disk(folder: Path, language: str) -> Said:
    many = "".join(f"迟到,甲,2020-03-05,{number}\n" for number in range(3000))
    (folder / "many.csv").write_text(f"{HEADINGS},备注\n{many}", encoding="utf-8")
    return said_by(with_room_for(folder, 100, "gongguo import many.csv", GONGGUO_LANG=language))


def where_nothing_may_be_written(folder: Path, language: str) -> Said:
    return said_by(read_only(folder, f"gongguo {RECORD}", GONGGUO_LANG=language))


def while_another_holds_it(folder: Path, language: str) -> Said:
    holder = sqlite3.connect(folder / "gongguo.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(troubles, "LOCK_SECONDS", 0.25)
        said = typed(f"gongguo {RECORD}")(folder, language)
    holder.close()
    # Nobody waits a minute for a page.
    return Said(said.status, said.out, said.err.replace("0.25", str(troubles.LOCK_SECONDS)))


def interrupted(folder: Path, language: str) -> Said:
    """Interrupt an import while it waits for the ledger: the moment of it is known then."""
    (folder / "half-year.csv").write_text(f"{HEADINGS}\n{LATE}\n", encoding="utf-8")
    with held(folder / "gongguo.db"):
        program = start(folder, "import", "half-year.csv", "--lang", language)
        time.sleep(2)
        program.send_signal(2)
        out, err = program.communicate(timeout=20)
    return Said(program.returncode, out, err)


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("BEGIN IMMEDIATE")
    assert threading.current_thread() is threading.main_thread()
    yield
    connection.close()


def into_a_closed_pipe(folder: Path, language: str) -> Said:
    done = in_shell(folder, "gongguo log | true; exit ${PIPESTATUS[0]}", GONGGUO_LANG=language)
    return said_by(done)


def onto_a_full_output(folder: Path, language: str) -> Said:
    return said_by(in_shell(folder, f"gongguo {RECORD} > /dev/full", GONGGUO_LANG=language))


def another_programs(folder: Path, language: str) -> Said:
    connection = sqlite3.connect(folder / "other.db")
    connection.execute("CREATE TABLE photos (name TEXT)")
    connection.close()
    return typed("gongguo log --ledger other.db")(folder, language)


def of_a_newer_version(folder: Path, language: str) -> Said:
    connection = sqlite3.connect(folder / "gongguo.db")
    connection.execute("PRAGMA user_version = 9")
    connection.close()
    return typed("gongguo log")(folder, language)


def damaged(folder: Path, language: str) -> Said:
    path = folder / "gongguo.db"
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return typed("gongguo verify")(folder, language)


def changed_behind_its_back(folder: Path, language: str) -> Said:
    connection = sqlite3.connect(folder / "gongguo.db")
    connection.execute("DROP TRIGGER entries_never_change")
    connection.execute("UPDATE entries SET person = 'A02' WHERE number = 2")
    connection.commit()
    connection.close()
    return typed("gongguo verify")(folder, language)


def after(*before: str, typed_then: str) -> Run:
    """Run commands that have to succeed, then the one that is shown."""

    def run(folder: Path, language: str) -> Said:
        for words in before:
            said = typed(words)(folder, language)
            assert said.status == 0, said.err
        return typed(typed_then)(folder, language)

    return run


RECORD = "record late-arrival 甲 --on 2020-03-05"
PUBLISH = "gongguo bulletin --period 2020-H1 --publish"
VOID = "gongguo void 5 --reason 登记错误"
CORRECT = "gongguo correct 2 --on 2020-03-10 --reason 入职日期有误"

FILES = [
    imported("a table cut short", "残缺的表格", "cut.csv", f'{HEADINGS},备注\n{LATE},\n迟到,乙,2020-03-06,"大雨'),
    imported("lines of JSON cut short", "残缺的 JSON 行", "cut.jsonl",
             '{"kind": "late-arrival", "person": "A01", "occurred_on": "2020-03-05"}\n{"kind": "late-ar'),
    imported("a line of JSON that is a list", "一行 JSON 是列表", "list.jsonl",
             '["late-arrival", "A01", "2020-03-05"]\n'),
    imported("a table in GBK: it is read", "GBK 编码的表格：可以读取", "gbk.csv",
             f"{HEADINGS}\n{LATE}\n".encode("gbk"), 0),
    imported("a table in UTF-16 without a mark: it is read", "无标记的 UTF-16 表格：可以读取", "utf16.csv",
             f"{HEADINGS}\n{LATE}\n".encode("utf-16-le"), 0),
    imported("bytes that are no text", "不是文本的文件", "photo.csv", bytes(range(128, 256)) * 9),
    imported("a broken workbook", "损坏的工作簿", "half-year.xlsx", b"PK\x03\x04" + bytes(40)),
    imported("a web page called .xls", "改名为 .xls 的网页", "half-year.xls", "<html><table><tr><td>类别"),
    imported("a workbook without headings", "没有表头的工作簿", "notes.xlsx",
             workbook(("说明", [["请逐行填写"]]), ("Sheet2", [["甲", 7]]))),
    imported("nothing at all", "空文件", "empty.csv", ""),
    Scene("a file that is not there", "文件不存在", "gongguo import absent.csv", typed("gongguo import absent.csv")),
    imported("a line of ten million characters", "一行一千万字", "long.csv",
             f"{HEADINGS},备注\n{LATE},{'长' * 10_000_000}\n"),
    imported("the same column twice", "同一列出现两次", "twice.csv", f"{HEADINGS},人员\n{LATE},乙\n"),
    imported("a column that is missing", "缺列", "missing.csv", "类别,人员\n迟到,甲\n"),
    imported("a column that there is not", "没有的列", "unknown.csv", f"{HEADINGS},颜色\n{LATE},红\n"),
    imported("more cells than headings", "单元格多于表头", "wide.csv", f"{HEADINGS}\n{LATE},大雨\n"),
    imported("a day that there is not", "不存在的日期", "day.csv", f"{HEADINGS}\n迟到,甲,2020-02-30\n"),
    imported("a comma in a number", "数字中有逗号", "comma.csv",
             f'{HEADINGS},指标,数量\n指标扣分事项,乙,2020-03-05,website,"0,002"\n'),
    imported("a number in words, in a workbook with a title", "工作簿中以汉字填写的数字", "考勤.xlsx",
             workbook(("三月", [["三月考勤"], [*HEADINGS.split(","), "分钟"], [*LATE.split(","), "一"]]))),
    imported("a name written otherwise than on the roster", "姓名写错同音字", "names-alike.csv",
             f"{HEADINGS}\n迟到,贾,2020-03-05\n"),
    imported("attendance as DingTalk counts it", "钉钉考勤月度汇总", "月度汇总.csv",
             "姓名,部门,工号,迟到次数,早退次数,旷工天数\n甲,办公室,A01,1,0,0\n"),
    imported("a roster among the entries", "误将花名册作为事项报送", "花名册.csv", "工号,姓名,部室\nA09,丁,办公室\n"),
    imported("an id and a name of two people", "工号与姓名不符", "two.csv",
             "类别,工号,姓名,日期\n迟到,A01,乙,2020-03-05\n"),
    Scene("a mapping that was never kept", "未曾保存的列对应关系", "gongguo import gate.csv --map 门禁",
          given("gate.csv", "员工,打卡日\n甲,2020-03-05\n", "gongguo import gate.csv --map 门禁")),
    Scene("a template of a kind that there is not", "没有该类别的空白表", "gongguo template 旷课 -o 旷课.xlsx",
          typed("gongguo template 旷课 -o 旷课.xlsx"), 2),
    imported("a NUL byte", "空字节", "nul.csv", f"{HEADINGS}\n迟到,甲\0,2020-03-05\n"),
    imported("a name that nobody has, and a kind that there is not", "查无此人，查无此类别", "names.csv",
             f"{HEADINGS}\n迟到,甲甲,2020-03-05\n旷课,乙,2020-03-05\n"),
]  # fmt: skip

PUNCH_MISSING = "姓名,部门,日期,上班1打卡结果,下班1打卡结果\n甲,办公室,2020-03-05,缺卡,正常\n"
MISSING = hashlib.sha256(PUNCH_MISSING.encode()).hexdigest()[:6] + "-1"
DAILY = "姓名,部门,日期,上班1打卡结果,下班1打卡结果,迟到时长\n"
ATTENDANCE = [
    Scene("an attendance file without its days", "没有每日各列的月度汇总", "gongguo candidates read 月度汇总.csv",
          given("月度汇总.csv", "姓名,部门,工号,迟到次数,早退次数,旷工天数\n甲,办公室,A01,1,0,0\n",
                "gongguo candidates read 月度汇总.csv")),
    Scene("a table that is no attendance file", "不是考勤文件", "gongguo candidates read roster.csv",
          typed("gongguo candidates read roster.csv")),
    imported("a list of leave among the entries", "误将请假名单作为事项报送", "请假.csv",
             "姓名,请假类型,开始时间,结束时间\n甲,年假,2020-03-05,2020-03-05\n"),
    Scene("a list of leave whose columns nobody knows", "请假名单的列无法辨认",
          "gongguo candidates read 每日统计.csv --leave roster.csv",
          given("每日统计.csv", DAILY + "甲,办公室,2020-03-05,迟到,正常,7\n",
                "gongguo candidates read 每日统计.csv --leave roster.csv")),
    Scene("names and numbers that nobody has: they are said, and wait", "考勤文件中查无此人：告知并留待核实",
          "gongguo candidates read 每日统计.csv",
          given("每日统计.csv", DAILY + "贾,办公室,2020-03-05,迟到,正常,7\n无名氏,办公室,2020-03-05,旷工,旷工,\n",
                "gongguo candidates read 每日统计.csv"), 0),
    Scene("a missing punch confirmed as nothing in particular", "缺卡未说明按何事项确认",
          f"gongguo candidates confirm {MISSING}",
          given("缺卡.csv", PUNCH_MISSING, "gongguo candidates read 缺卡.csv",
                then=f"gongguo candidates confirm {MISSING}")),
    Scene("a candidate that there is not", "没有该待核编号", "gongguo candidates confirm zzz-1",
          typed("gongguo candidates confirm zzz-1")),
    Scene("work that ends before it begins", "下班早于上班", "gongguo candidates read 打卡.csv --begins 18:00",
          given("打卡.csv", "姓名,日期时间\n甲,2020-03-05 08:41\n",
                "gongguo candidates read 打卡.csv --begins 18:00")),
    imported("a table without its days and kinds", "缺少日期和类别", "名单.csv", "姓名,分钟\n甲,7\n乙,9\n"),
    imported("several people in one cell", "一格填写多人", "多人.csv", f"{HEADINGS}\n迟到,甲、乙,2020-03-05\n"),
    imported("figures that the scheme reckons itself", "自行填写扣分", "扣分.csv",
             f"{HEADINGS},部门,扣分\n{LATE},办公室,0.5\n早退,乙,2020-03-06,办公室,0.5\n"),
    imported("a workbook under a password", "加密的工作簿", "加密.xlsx", under_a_password()),
]  # fmt: skip

LEDGERS = [
    Scene("a ledger that is not there", "台账不存在", "gongguo bulletin --ledger absent.db",
          typed("gongguo bulletin --ledger absent.db")),
    Scene("a file that is no database", "不是数据库的文件", "gongguo log --ledger roster.csv",
          typed("gongguo log --ledger roster.csv")),
    Scene("another program's database", "其他程序的数据库", "gongguo log --ledger other.db", another_programs),
    Scene("a ledger of a newer version", "新版本的台账", "gongguo log", of_a_newer_version),
    Scene("a place where nothing may be written", "只读的目录", f"gongguo {RECORD}", where_nothing_may_be_written),
    Scene("a full disk", "磁盘已满", "gongguo import many.csv", on_a_full_disk),
    Scene("a ledger that another program holds for long", "台账长时间被占用", f"gongguo {RECORD}",
          while_another_holds_it),
    Scene("an import interrupted with Ctrl-C", "导入时按 Ctrl-C", "gongguo import half-year.csv", interrupted),
    Scene("an output that nobody reads: nothing is said", "输出无人接收：不作提示", "gongguo log | true",
          into_a_closed_pipe),
    Scene("a receipt that cannot be printed", "回执无法写出", f"gongguo {RECORD} > /dev/full", onto_a_full_output),
    Scene("half a ledger", "残缺的台账", "gongguo verify", damaged, 3),
    Scene("a ledger changed behind its back", "被暗中改动的台账", "gongguo verify", changed_behind_its_back, 3),
    Scene("a ledger that is there already", "台账已存在", "gongguo init", typed("gongguo init")),
]  # fmt: skip

DECISIONS = [
    Scene("before the person was enrolled", "早于入册日期", "gongguo record late-arrival 丙 --on 2020-03-05",
          typed("gongguo record late-arrival 丙 --on 2020-03-05")),
    Scene("a day to come", "未来的日期", "gongguo record late-arrival 甲 --on 2999-01-01",
          typed("gongguo record late-arrival 甲 --on 2999-01-01")),
    Scene("an indicator of another post", "其他岗位的指标",
          "gongguo record incident-reported 甲 --on 2020-03-05 --indicator website",
          typed("gongguo record incident-reported 甲 --on 2020-03-05 --indicator website")),
    Scene("a merit for oneself", "为本人录入加分", "gongguo record news-published 甲 --on 2020-03-05 --by 甲",
          typed("gongguo record news-published 甲 --on 2020-03-05 --by 甲")),
    Scene("a void of what is void", "重复冲销", VOID, after(f"gongguo {RECORD}", VOID, typed_then=VOID)),
    Scene("a void of an enrolment on which entries rest", "冲销有条目为据的入册", "gongguo void 2 --reason 登记错误",
          after(f"gongguo {RECORD}", typed_then="gongguo void 2 --reason 登记错误")),
    Scene("a void of what a published bulletin rests on", "冲销已印发通报所依据的条目", VOID,
          after(f"gongguo {RECORD}", PUBLISH, typed_then=VOID)),
    Scene("a correction that leaves a transfer without footing", "更正使调动失去依据", CORRECT,
          after("gongguo record person-transferred 甲 --on 2020-03-01 --department 康复部", typed_then=CORRECT)),
    Scene("a correction that changes nothing", "没有改动的更正", "gongguo correct 5 --reason 核对",
          after(f"gongguo {RECORD}", typed_then="gongguo correct 5 --reason 核对")),
    Scene("a bulletin that was never published", "未曾印发的通报", "gongguo bulletin --published 2020-H1",
          typed("gongguo bulletin --published 2020-H1")),
    Scene("a period that there is not", "不存在的通报期", "gongguo bulletin --period 2020-H3",
          typed("gongguo bulletin --period 2020-H3")),
    Scene("a year without a scheme", "尚无方案的年度", "gongguo bulletin --year 2021",
          typed("gongguo bulletin --year 2021")),
    Scene("a moment that has not come", "未到的台账号", "gongguo score 甲 --known-at 99",
          typed("gongguo score 甲 --known-at 99")),
    Scene("somebody nobody is called", "查无此人", "gongguo score 无名氏", typed("gongguo score 无名氏")),
]  # fmt: skip

FILE = "gongguo appeal file 甲 --entries 5 --grounds 当日因公外出 --on 2020-07-03"
ACCEPT = "gongguo appeal accept 6 --recuse 乙 --on 2020-07-06 --by 丙"
DECIDE = "gongguo appeal decide 6 --reason 属实 --authority 党组会议〔2020〕12号 --on 2020-07-20 "
FILED = (f"gongguo {RECORD}", FILE)


def decided(words: str, *before: str) -> Run:
    return after(*FILED, *before, typed_then=DECIDE + words)


APPEALS = [
    Scene("an appeal about somebody else's entry", "以他人的条目申诉",
          "gongguo appeal file 乙 --entries 5 --grounds 不服 --on 2020-07-03",
          after(f"gongguo {RECORD}", typed_then="gongguo appeal file 乙 --entries 5 --grounds 不服 --on 2020-07-03")),
    Scene("an appeal about nothing of the scheme", "所诉事项不在方案之内",
          "gongguo appeal file 甲 --about 食堂 --grounds 不服 --on 2020-07-03",
          typed("gongguo appeal file 甲 --about 食堂 --grounds 不服 --on 2020-07-03")),
    Scene("a case that there is not", "没有的申诉案", "gongguo appeal show 99", typed("gongguo appeal show 99")),
    Scene("a decision before the case is accepted", "未受理即决定", DECIDE + "--allow 5 --by 丙",
          decided("--allow 5 --by 丙")),
    Scene("a decision by somebody recused", "由回避人员决定", DECIDE + "--allow 5 --by 乙",
          decided("--allow 5 --by 乙", ACCEPT)),
    Scene("a decision by a name that is nobody's", "由花名册外的名字决定", DECIDE + "--allow 5",
          decided("--allow 5", ACCEPT)),
    Scene("a decision that leaves something undecided", "决定有所遗漏", DECIDE + "--by 丙", decided("--by 丙", ACCEPT)),
    Scene("a decision about what is not disputed", "决定涉及未申诉的条目", DECIDE + "--allow 5 --dismiss 4 --by 丙",
          decided("--allow 5 --dismiss 4 --by 丙", ACCEPT)),
    Scene("a case decided twice", "重复决定", DECIDE + "--allow 5 --by 丙",
          decided("--allow 5 --by 丙", ACCEPT, DECIDE + "--dismiss 5 --by 丙")),
]  # fmt: skip

USAGE = [
    Scene("an unknown command", "没有的命令", "gongguo promote 甲", typed("gongguo promote 甲"), 2),
    Scene("an unknown kind", "没有的类别", "gongguo record applause 甲", typed("gongguo record applause 甲"), 2),
    Scene("a missing option", "缺少选项", "gongguo void 5", typed("gongguo void 5"), 2),
    Scene("options that do not go together", "不能同用的选项", "gongguo bulletin --publish",
          typed("gongguo bulletin --publish"), 2),
]  # fmt: skip


def _scheme_scenes() -> list[Scene]:
    from tests.schemes.documents import of_year

    document = of_year(2021).replace("adopted_on = 2021-01-05", "adopted_on = 2020-12-28")
    adopt = "gongguo scheme adopt 2021.toml --authority 党组会议〔2021〕1号"
    amend = "gongguo scheme amend 2020.toml --effective 2020-01-01 --authority 党组会议〔2020〕9号"
    wrong = {
        ("a bracket left open", "方括号未闭合"): document.replace("[grades]", "[grades", 1),
        ("a key that is missing", "缺少键"): document.replace('label = "考勤"\n', "", 1),
        ("a key that there is not", "没有的键"): document.replace("totals = [5]", "total = [5]", 1),
        ("a word for a number", "数字处填了文字"): document.replace("points = 0.6\n", 'points = "many"\n', 1),
        ("a rule that there is not", "没有的规则"): document.replace('"running-total"', '"walking-total"', 1),
        ("a reading that there is not", "没有的口径"): document.replace('readings = ["E10"]', 'readings = ["E99"]', 1),
        ("a year that has one", "该年度已有方案"): of_year(2020).replace("2020-01-05", "2020-06-02"),
    }
    scenes = [Scene(en, zh, adopt, given("2021.toml", text, adopt)) for (en, zh), text in wrong.items()]
    back = of_year(2020).replace("adopted_on = 2020-01-05", "adopted_on = 2020-07-01")
    return [*scenes, Scene("an amendment that reaches back", "溯及既往的修订", amend, given("2020.toml", back, amend))]


CHAPTERS = {
    ("Files that are handed in", "提交的文件"): FILES,
    ("Attendance and lists of an office", "考勤与清单"): ATTENDANCE,
    ("The ledger and the machine", "台账与机器"): LEDGERS,
    ("What may be recorded", "录入与更正"): DECISIONS,
    ("Appeals", "申诉"): APPEALS,
    ("Schemes", "方案"): _scheme_scenes(),
    ("Usage", "用法"): USAGE,
}
