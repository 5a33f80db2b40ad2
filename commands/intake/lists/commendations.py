"""表彰情况统计表: a list of commendations."""

from commands.intake.lists._base import KnownList

LIST = KnownList(
    "commendation-awarded",
    frozenset({"表彰名称", "荣誉名称", "荣誉称号", "表彰级别", "表彰单位", "授予单位", "表彰文号", "受表彰人员",
               "受表彰人"}),
    {"表彰名称": "work", "荣誉名称": "work", "荣誉称号": "work", "表彰级别": "level", "表彰单位": "level",
     "授予单位": "level", "表彰文号": "document", "受表彰人员": "person", "受表彰人": "person",
     "表彰日期": "occurred_on", "表彰时间": "occurred_on", "授予时间": "occurred_on"},
)  # fmt: skip
