"""`demo`: a half year of an invented unit, told with the real commands.

The staff are called 甲 to 癸: invented faults are never attached to people there are. Each step prints its command
and then runs it, so that a reader can repeat it; the ledger stays and verifies.
"""

import contextlib
import sys
from pathlib import Path
from typing import Any, NamedTuple

import click

from commands import options, wiring
from commands.terminal.tables import print_json
from ledger.errors import LedgerError
from ledger.texts import _, later

FOLDER = "gongguo-demo"
ROSTER = "花名册.csv"
ENTRIES = "上半年.csv"
CLERK = "癸"


class DemoFolderInUse(LedgerError):
    """A folder for the demo that has something in it."""

    code = "demo-folder-in-use"


class DemoFailed(LedgerError):
    """A step of the demo that did not end as it should."""

    code = "demo-failed"


class Step(NamedTuple):
    """What is told, the command that shows it, and the exit status it has."""

    told: str
    command: tuple[str, ...]
    status: int = 0


STEPS = (
    Step(later("The clerk 癸 makes a ledger: it adopts the 2020 scheme and enrols the unit's ten people."),
         ("init", "--roster", ROSTER)),
    Step(later("A half year of entries, handed in as a table. All rows are recorded, or none."),
         ("import", ENTRIES, "--by", CLERK)),
    Step(later("The same file again records nothing twice."),
         ("import", ENTRIES, "--by", CLERK)),
    Step(later("One entry as it happens: its number, its clause and the points it moved are said at once."),
         ("record", "late-arrival", "甲", "--on", "2020-06-18", "--minutes", "12", "--by", CLERK)),
    Step(later("Nobody records a merit for themselves."),
         ("record", "news-published", CLERK, "--on", "2020-06-19", "--by", CLERK), 1),
    Step(later("The half-year bulletin."),
         ("bulletin", "--period", "2020-H1")),
    Step(later("甲 asks why. Every point names its entry, its clause, its balance and its readings."),
         ("why", "甲", "--as-of", "2020-06-30")),
    Step(later("The lateness was of 17 June. A mistake is put right in the open: voided and recorded anew, linked."),
         ("correct", "52", "--on", "2020-06-17", "--reason", "日期登记错误", "--by", CLERK)),
    Step(later("It turns out to have been approved leave. Nothing is deleted: it is voided."),
         ("void", "54", "--reason", "当日已批准请假", "--by", CLERK)),
    Step(later("The bulletin is published: it prints these bytes for ever."),
         ("bulletin", "--period", "2020-H1", "--publish", "--number", "州残联通报〔2020〕1号", "--by", CLERK)),
    Step(later("A lateness of June turns up afterwards. It is taken, and marked as backdated …"),
         ("record", "late-arrival", "乙", "--on", "2020-06-10", "--by", CLERK)),
    Step(later("… and what came after the published bulletin, and what it changes for whom, is one question."),
         ("bulletin", "--published", "2020-H1", "--changes")),
    Step(later("What was known before the correction can be asked for ever."),
         ("score", "甲", "--as-of", "2020-06-30", "--known-at", "52", "--no-rank")),
    Step(later("What the ledger holds about 甲: wrong entries and their voids stay readable."),
         ("log", "甲")),
    Step(later("Everything is checked: bytes, hashes, numbers, voids, guards, the published bulletin."),
         ("verify",)),
)  # fmt: skip


def command_for(name: str) -> click.Command:
    """Make `demo`."""
    folder = click.Argument(["folder"], metavar="[DIR]", required=False, default=FOLDER)
    text = later("build a sample ledger with invented staff and walk through it")
    return options.command(name, _demo, [folder], text, "gongguo demo")


def _demo(folder: str, as_json: bool, **_others: Any) -> None:
    place = Path(folder)
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise DemoFolderInUse(
            _("{folder} is in use", folder=folder),
            expected=_("an empty folder, or none"),
            remedy=_("Name another: gongguo demo DIR."),
        )
    place.mkdir(parents=True, exist_ok=True)
    (place / ROSTER).write_text(_table(STAFF), encoding="utf-8-sig")
    (place / ENTRIES).write_text(_table(HALF_YEAR), encoding="utf-8-sig")
    with contextlib.redirect_stdout(sys.stderr if as_json else sys.stdout), contextlib.chdir(place):
        wiring.stand_alone()
        click.echo(f"$ cd {folder}")
        for step in STEPS:
            _run(step)
        click.echo()
        click.echo(_("The ledger stays in {folder}: repeat any command there, or try your own.", folder=folder))
    if as_json:
        steps = [{"command": ["gongguo", *step.command], "status": step.status} for step in STEPS]
        print_json({"schema": "gongguo.demo/1", "folder": folder, "steps": steps})


def _run(step: Step) -> None:
    from commands.main import run

    click.echo()
    click.secho(f"# {_(step.told)}", dim=True)
    click.echo(f"$ gongguo {' '.join(step.command)}")
    status = run(list(step.command))
    if status != step.status:
        raise DemoFailed(
            _("a step of the demo went wrong"),
            expected=_("exit status {status}", status=step.status),
            found=_("exit status {status}", status=status),
        )


def _table(rows: str) -> str:
    return "\n".join(line.strip() for line in rows.strip().splitlines()) + "\n"


STAFF = """
    工号,姓名,部室,岗位,党员,入职日期,考核对象
    A01,甲,办公室,office-publicity,否,,是
    A02,乙,办公室,office-finance,党员,,是
    A03,丙,办公室,office-web,否,,是
    A04,丁,组织教育就业人事部,org-levy,党员,,是
    A05,戊,组织教育就业人事部,org-employment,否,,是
    A06,己,组织教育就业人事部,org-assistance,党员,,是
    A07,庚,康复部,rehab-children,否,,是
    A08,辛,康复部,rehab-followup,党员,2020-03-16,是
    A09,壬,驻村工作队,village-assistant,否,,是
    A10,癸,办公室,office-veterans,党员,,是
"""

HALF_YEAR = """
    类别,人员,发生日期,任务类别,任务,标题,作品或工作,级别,指标,数量,新增数,应报次数,影响单位工作,交办领导,备注
    信息发布,丙,2020-01-08,,,元旦慰问,,,,,,,,,
    信息发布,甲,2020-02-12,,,居家康复指导,,,,,,,,,
    信息发布,甲,2020-03-03,,,全国爱耳日活动,,,,,,,,,
    信息发布,丙,2020-04-21,,,政策问答,,,,,,,,,
    信息发布,甲,2020-05-17,,,全国助残日活动,全国助残日,,,,,,,,
    信息发布,丙,2020-06-05,,,辅具进社区,,,,,,,,,
    信息发布,丁,2020-01-15,,,招聘会预告,,,,,,,,,
    信息发布,戊,2020-03-20,,,春季招聘,,,,,,,,,
    信息发布,戊,2020-04-09,,,技能培训,,,,,,,,,
    信息发布,己,2020-06-11,,,东西协作,,,,,,,,,
    信息发布,庚,2020-02-25,,,儿童康复救助,,,,,,,,,
    信息发布,辛,2020-04-28,,,随访日记,,,,,,,,,
    信息发布,庚,2020-05-26,,,机构检查,,,,,,,,,
    信息发布,壬,2020-03-11,,,驻村日记,,,,,,,,,
    理论文章、调研报告,甲,2020-05-20,,,助残日调研,全国助残日,州,,,,,,,
    表彰,庚,2020-04-30,,,,康复救助工作,省残联,,,,,,,
    表彰,庚,2020-05-29,,,,康复救助工作,国家残联,,,,,,,同一工作，按最高加分
    迟到,甲,2020-03-05,,,,,,,,,,,,
    迟到,甲,2020-04-14,,,,,,,,,,,,
    早退,甲,2020-05-08,,,,,,,,,,,,
    迟到,戊,2020-02-19,,,,,,,,,,,,
    旷工,壬,2020-03-23,,,,,,,,,,,,
    旷工,壬,2020-04-07,,,,,,,,,,,,
    旷工,壬,2020-05-22,,,,,,,,,,,,第三次：名义10分，本项5分扣完
    违反值班规定或不服从安排,丁,2020-01-25,,,,,,,,,,,,
    违反值班规定或不服从安排,甲,2020-04-04,,,,,,,,,,,,
    年初任务未完成,己,2020-03-31,③,三月主题党日,,,,,,,,,,
    年初任务未完成,乙,2020-02-28,①,文明单位材料,,,,,,,,,,
    年初任务延期,乙,2020-03-09,①,文明单位材料,,,,,,,,是,,同一任务，只扣一次
    年初任务延期,戊,2020-05-15,②,周五学习,,,,,,,,否,,未影响单位工作，不扣分
    年初任务未完成,甲,2020-06-12,②,周五学习笔记,,,,,,,,,,
    预安销号延期,丙,2020-04-30,,康复服务台账,,,,,,,,,,
    年度工作未销号,丁,2020-06-28,,扶贫台账,,,,,,,,,,
    领导交办未完成,丙,2020-03-27,,,,,,,,,,,办公室主任,
    指标扣分事项,乙,2020-02-10,,,,,,payroll,,,,,,补贴报盘推迟
    指标扣分事项,丙,2020-05-30,,,,,,website,3,,,,,
    指标进度,丁,2020-03-31,,,,,,levy,,210,,,,
    指标进度,丁,2020-06-30,,,,,,levy,,190,,,,
    应报次数,己,2020-01-02,,,,,,reporting,,,12,,,
    指标扣分事项,己,2020-05-07,,,,,,reporting,1,,,,,
"""
