"""Files as an office has them, made by the libraries that others write them with: each with what it has to record."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any, NamedTuple

from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from tests.workbooks import Lines, old_workbook, workbook

Entry = tuple[str, str, str, dict[str, Any]]
"""Kind, id, day, fields."""
Candidate = tuple[str, str, str, int | None, str]
"""Kind, id of whoever it stands for, day, minutes, state."""


class OfficeFile(NamedTuple):
    """A file under its name, the words after `gongguo` (FILE is its name), what it records, and words of the notes."""

    name: str
    content: bytes
    entries: Sequence[Entry] = ()
    candidates: Sequence[Candidate] = ()
    typed: str = "import FILE"
    notes: Sequence[str] = ()
    beside: Mapping[str, bytes] = MappingProxyType({})


def as_text(lines: Lines, separator: str = ",") -> str:
    return "".join(separator.join(str(cell) for cell in line) + "\r\n" for line in lines)


def changed(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    """Return a workbook to which something was done in a program that writes .xlsx."""
    book = load_workbook(io.BytesIO(content))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


HEADINGS = ["类别", "姓名", "日期", "分钟", "备注"]
LATE: Entry = ("late-arrival", "T1", "2020-06-03", {"minutes": 7})
EARLY: Entry = ("early-departure", "T2", "2020-06-05", {})

GBK: Lines = [
    ["2020年6月考勤扣分情况表"], ["填报部室：办公室", "", "", "填报日期：2020年7月1日"], [],
    ["序号", *HEADINGS], ["1", "迟 到", "甲", "2020年6月3日", "７分钟", ""], ["2", "早退", " 乙　", "2020.6.5", "", ""],
    ["合计", "", "", "", "７", ""], ["制表人：庚", "", "审核："],
]  # fmt: skip
UNICODE: Lines = [["类别", "人员", "发生日期", "为单位加分", "备注"], ["为单位加分", "甲", "2020/6/3", "0.5分", "全县"]]
MERGED: Lines = [
    ["2020年6月考勤登记", *[None] * 6],
    ["序号", "部室", "姓名", "考勤", None, None, "备注"],
    [None, None, None, "日期", "类别", "分钟", None],
    [1, "办公室", "甲", datetime(2020, 6, 3), "迟到", 7, None],
    [2, None, None, datetime(2020, 6, 4), "早退", None, "提前离岗"],
    ["合计", None, None, None, 2, 7, None],
]
OLD: Lines = [["考勤"], HEADINGS, ["迟到", "甲", datetime(2020, 6, 3).date(), 7.0, ""], ["早退", "乙", 43987, "", ""]]
FILTERED: Lines = [HEADINGS, ["迟到", "甲", "2020-06-03", 7, None], ["早退", "乙", "2020-06-05", None, None]]


def as_wps_has_it(book: Workbook) -> None:
    """Days shown as 2020年6月3日, a picture in a cell, coloured empty rows, and the hidden sheet of the pictures."""
    sheet = book.worksheets[0]
    sheet["C2"].number_format = 'yyyy"年"m"月"d"日";@'
    sheet["E1"], sheet["E2"] = "证据", '=_xlfn.DISPIMG("ID_9F2C0A",1)'
    for line in range(4, 300):
        sheet.cell(line, 3).fill = PatternFill("solid", fgColor="FFFFFFCC")
    pictures = book.create_sheet("WpsReserved_CellImgList")
    pictures["A1"], pictures.sheet_state = "ID_9F2C0A", "veryHidden"


def filtered(book: Workbook) -> None:
    book.worksheets[0].auto_filter.ref = "A1:E3"
    book.worksheets[0].row_dimensions[3].hidden = True


def padded(book: Workbook) -> None:
    book.worksheets[0]["A2"].number_format = "0000"


ROSTER: Lines = [
    ["州残联干部职工花名册", *[None] * 7],
    ["填报单位：办公室", None, None, None, "填报时间：2020年6月"],
    ["序号", "工号", "姓  名", "性别", "部门", "政治面貌", "入职日期", "联系电话"],
    [1, "0012", "辛", "女", "康复部", "中共预备党员", datetime(2020, 6, 1), "130"],
    [2, 13, "甲", "男", "康复部", "群众", 43983, "131"],
]
NAMESAKE: Lines = [
    ["类别", "工号", "姓名", "日期"],
    ["迟到", 12, "辛", "2020-06-03"],
    ["早退", "13", "甲", "2020-06-05"],
]

DAYS = ["一", "二", "三", "四", "五", "六", "日"]
MONTH: Lines = [
    ["月度汇总 统计日期：2020-06-01 至 2020-06-07"],
    ["报表生成时间：2020-07-01 09:00"],
    [
        "姓名",
        "考勤组",
        "部门",
        "工号",
        "UserId",
        "出勤天数",
        "迟到次数",
        "旷工天数",
        "事假(小时)",
        "考勤结果",
        *[None] * 6,
    ],
    [None] * 9 + ["1", "2", "3", "4", "5", "六", "日"],
    [
        "甲",
        "默认",
        "办公室",
        "T1",
        "0123",
        5,
        1,
        0,
        "",
        "迟到7分钟",
        "下班缺卡",
        "正常",
        "事假06-04 08:30到06-04 17:30,旷工",
        "正常",
        "休息",
        "休息并打卡",
    ],
    [
        "乙（试用）",
        "默认",
        "办公室",
        "T2",
        "0124",
        5,
        0,
        0,
        4,
        "正常",
        "正常",
        "正常",
        "早退12分钟",
        "正常",
        "休息",
        "休息",
    ],
]
DAY: Lines = [
    ["每日统计表  统计日期：2020-06-01 至 2020-06-05"],
    ["报表生成时间：2020-07-01 09:00"],
    [
        "姓名",
        "考勤组",
        "部门",
        "工号",
        "日期",
        "班次",
        "上班1打卡时间",
        "上班1打卡结果",
        "下班1打卡时间",
        "下班1打卡结果",
        "关联的审批单",
        "迟到时长(分钟)",
    ],
    ["甲", "默认", "办公室", "T1", "20-06-02 星期二", "A 09:00-18:00", "09:11", "迟到", "18:02", "正常", "", "11"],
    ["甲", "默认", "办公室", "T1", "20-06-03 星期三", "A 09:00-18:00", "", "旷工", "", "旷工", "", ""],
    [
        "乙",
        "默认",
        "办公室",
        "T2",
        "20-06-02 星期二",
        "A 09:00-18:00",
        "",
        "缺卡",
        "18:02",
        "正常",
        "外出06-02 09:00到06-02 11:00 2小时",
        "",
    ],
]
PUNCHES: Lines = [["部门", "姓名", "考勤号码", "日期时间", "机器号", "比对方式"],
                  ["办公室", "甲", "1", "2020/6/3 8:37:05", "1", "指纹"],
                  ["办公室", "甲", "1", "2020/6/3 17:50:00", "1", "指纹"],
                  ["办公室", "乙", "2", "2020/6/3 8:20:00", "1", "指纹"]]  # fmt: skip
OF_PUNCHES: list[Candidate] = [
    ("late-arrival", "T1", "2020-06-03", 7, "open"),
    ("missing-punch", "T2", "2020-06-03", None, "open"),
]
ATTLOG = (
    "        1\t2020-06-03 08:37:05\t1\t0\t1\t0\r\n        1\t2020-06-03 17:50:00\t1\t1\t1\t0\r\n"
    "       21\t2020-06-03 08:20:00\t1\t0\t1\t0\r\n       21\t2020-06-03 17:20:30\t1\t1\t1\t0\r\n"
)
NUMBERS: Lines = [["姓名", "刷卡时间"], ["甲", 43985.35938], ["甲", 43985.75], ["乙", 43985.34722]]
SHEET_OF_PUNCHES: Lines = [
    ["考勤记录表"], ["考勤日期：2020-06-01～2020-06-30", "", "制表日期：2020-07-01"],
    ["工号", "姓名", "部门", "1", "2", "3", "6-7"],
    ["T1", "甲", "办公室", "", "08:20 17:31", "08:37\n17:50", "09:30"],
    ["T2", "乙", "办公室", "8点20", "请假", "08:20", ""],
]  # fmt: skip
LEAVE: Lines = [
    [
        "审批编号",
        "标题",
        "审批状态",
        "审批结果",
        "发起时间",
        "发起人姓名",
        "发起人部门",
        "请假类型",
        "开始时间",
        "结束时间",
        "时长",
    ],
    [
        "202006020001",
        "甲提交的请假",
        "已完成",
        "同意",
        "2020-06-02 08:00:00",
        "甲",
        "办公室",
        "年假",
        "2020-06-03 上午",
        "2020-06-03 下午",
        "1",
    ],
    [
        "202006020002",
        "乙提交的请假",
        "已完成",
        "拒绝",
        "2020-06-02 08:00:00",
        "乙",
        "办公室",
        "事假",
        "2020-06-02",
        "2020-06-02",
        "1",
    ],
]
NEWS: Lines = [
    ["2020年上半年信息发布统计表", *[None] * 6],
    ["序号", "部室", "信息标题", "发布平台", "发布日期", "作者", "字数"],
    [1, "办公室", "助残日（第三十次）", "州残联网站", datetime(2020, 5, 17), "甲", 800],
    [2, "办公室", "两会报道", "传统媒体", 43971, "乙", 1200],
    ["合计", None, "2篇"],
]
COMMENDED: Lines = [
    ["序号", "姓名", "部门", "荣誉称号", "授予单位", "授予时间", "文号"],
    [1, "甲", "办公室", "先进个人", "省残联", "2020.5.20", "湘残联发〔2020〕3号"],
]
BALLOTS: Lines = [
    ["2020年度民主测评计票表", *[None] * 5],
    ["被测评人", "测评项目", "第1票", "第2票", "第3票", "平均分"],
    ["甲", "民主测评", 95, "９０分", None, 92.5],
    ["监票人：", None, "计票人："],
]

FILES: dict[str, OfficeFile] = {
    "GBK, under titles, over a total and signatures": OfficeFile(
        "六月.csv", as_text(GBK).encode("gbk"), [LATE, EARLY], notes=["“合计”", "“制表人：庚”"]),
    "Excel's Unicode text: UTF-16 with tabs": OfficeFile(
        "加分.txt", as_text(UNICODE, "\t").encode("utf-16"),
        [("unit-credit-earned", "T1", "2020-06-03", {"unit_points": "0.5", "share": "1", "note": "全县"})]),
    "merged cells, headings in two lines, days of Excel": OfficeFile(
        "六月.xlsx", workbook(("六月", MERGED), merged=["A1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:F2", "G2:G3", "B4:B5",
                                                        "C4:C5"]),
        [LATE, ("early-departure", "T1", "2020-06-04", {"note": "提前离岗"})], notes=["部室", "合计"]),
    "a real .xls, with a day and the number of one": OfficeFile("六月.xls", old_workbook(OLD), [LATE, EARLY]),
    "two sheets, each called as its kind": OfficeFile(
        "六月.xlsx", workbook(("迟到", [["姓名", "日期", "分钟"], ["甲", "2020-06-03", 7]]),
                              ("早退", [["姓名", "日期"], ["乙", "2020-06-05"]]), ("说明", [["按月报送"]])),
        [LATE, EARLY], notes=["说明"]),
    "a row that a filter hides": OfficeFile(
        "六月.xlsx", changed(workbook(("六月", FILTERED)), filtered), [LATE, EARLY],
        notes=["lines 3 of the sheet 六月"]),
    "a hidden sheet of last year": OfficeFile(
        "六月.xlsx", workbook(("六月", FILTERED), ("去年", FILTERED), hidden=["去年"]), [LATE, EARLY],
        notes=["hidden: the sheet 去年"]),
    "as WPS writes it": OfficeFile(
        "六月.xlsx", changed(workbook(("Sheet1", [HEADINGS[:4], ["迟到", "甲", datetime(2020, 6, 3), 7]]),
                                      ("Sheet2", []), ("Sheet3", [])), as_wps_has_it),
        [LATE], notes=["WpsReserved_CellImgList"]),
    "a roster with what is nobody's business": OfficeFile(
        "花名册.xlsx", changed(workbook(("在职", ROSTER), merged=["A1:H1"]), padded),
        [("person-enrolled", number, "2020-06-01",
          {"name": name, "department": "康复部", "member": member, "assessed": True})
         for number, name, member in (("0012", "辛", True), ("13", "甲", False))],
        typed="enrol FILE", notes=["性别", "联系电话"]),
    "namesakes told apart by 工号, one of which lost its zeros": OfficeFile(
        "六月.xlsx", workbook(("Sheet1", NAMESAKE)),
        [("late-arrival", "0012", "2020-06-03", {}), ("early-departure", "13", "2020-06-05", {})],
        beside={"花名册.xlsx": workbook(("在职", ROSTER))}),
    "published news": OfficeFile(
        "信息.xlsx", workbook(("信息", NEWS), merged=["A1:G1"]),
        [("news-published", "T1", "2020-05-17", {"title": "助残日（第三十次）", "channel": "prefecture-federation"}),
         ("news-published", "T2", "2020-05-20", {"title": "两会报道", "channel": "press"})], notes=["字数"]),
    "commendations": OfficeFile(
        "表彰.xls", old_workbook(COMMENDED),
        [("commendation-awarded", "T1", "2020-05-20",
          {"work": "先进个人", "level": "province", "document": "湘残联发〔2020〕3号"})]),
    "a tally of ballots without its day": OfficeFile(
        "计票.xlsx", workbook(("民主测评", BALLOTS), merged=["A1:F1"]),
        [("ballots-counted", "T1", "2020-06-20", {"part": "peer", "scores": ["95", "90"]})],
        typed="import FILE --set occurred_on=2020-06-20", notes=["平均分"]),
    "DingTalk's month": OfficeFile(
        "月度汇总.xlsx",
        workbook(("月度汇总", MONTH), ("说明", [["由管理员导出"]]), merged=["A1:P1", "A2:P2", "J3:P3"]), (),
        [("late-arrival", "T1", "2020-06-01", 7, "open"), ("missing-punch", "T1", "2020-06-02", None, "open"),
         ("absence", "T1", "2020-06-04", None, "on-leave"), ("early-departure", "T2", "2020-06-04", 12, "open")],
        notes=["no attendance: 说明"]),
    "DingTalk's days": OfficeFile(
        "每日统计.xlsx", workbook(("每日统计", DAY), merged=["A1:L1", "A2:L2"]), (),
        [("late-arrival", "T1", "2020-06-02", 11, "open"), ("absence", "T1", "2020-06-03", None, "open"),
         ("missing-punch", "T2", "2020-06-02", None, "on-leave")]),
    "DingTalk's days with DingTalk's list of leave": OfficeFile(
        "每日统计.xlsx", workbook(("每日统计", DAY)), (),
        [("late-arrival", "T1", "2020-06-02", 11, "open"), ("absence", "T1", "2020-06-03", None, "on-leave"),
         ("missing-punch", "T2", "2020-06-02", None, "on-leave")],
        "candidates read FILE --leave 请假.xlsx", ["not granted", "lines 3"],
        {"请假.xlsx": workbook(("请假", LEAVE))}),
    "punches in an .xls": OfficeFile("打卡.xls", old_workbook(PUNCHES), (), OF_PUNCHES),
    "punches in an .xlsx": OfficeFile("打卡.xlsx", workbook(("打卡", PUNCHES)), (), OF_PUNCHES),
    "punches in GBK": OfficeFile("打卡.csv", as_text(PUNCHES).encode("gb18030"), (), OF_PUNCHES),
    "punches with the day and the time in two columns": OfficeFile(
        "打卡.xlsx", workbook(("打卡", [["姓名", "日期", "时间"], ["甲", date(2020, 6, 3), time(8, 37)],
                                        ["甲", date(2020, 6, 3), time(17, 50)], ["乙", date(2020, 6, 3), "8:20"],
                                        ["乙", date(2020, 6, 3), "下班"]])), (), OF_PUNCHES,
        notes=["[打卡] not read", "lines 5"]),
    "punches as numbers of Excel": OfficeFile("打卡.xls", old_workbook(NUMBERS), (), OF_PUNCHES),
    "a machine's sheet of punches, a column a day": OfficeFile(
        "刷卡记录表.xls", old_workbook(SHEET_OF_PUNCHES), (), OF_PUNCHES, notes=["[Sheet1] not read", "lines 5"]),
    "a machine's attlog, whose numbers are people": OfficeFile(
        "1_attlog.dat", ATTLOG.encode(), (),
        [("late-arrival", "T1", "2020-06-03", 7, "open"), ("early-departure", "T2", "2020-06-03", 9, "open")],
        "candidates read FILE --worker 1=甲 --worker 21=T2"),
}  # fmt: skip
