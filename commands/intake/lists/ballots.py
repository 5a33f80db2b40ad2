"""计票表: a tally of ballots, a column for each; what was reckoned from them is passed over."""

import re

from commands.intake.lists._base import OF_THE_PERSON, KnownList

LIST = KnownList(
    "ballots-counted",
    frozenset(),
    {"测评项": "part", "测评项目": "part", "评价主体": "part", "测评日期": "occurred_on", "计票日期": "occurred_on",
     "被测评人": "person", "测评对象": "person"},
    OF_THE_PERSON | {"平均", "平均分", "均分", "总分", "得分", "合计", "票数", "有效票", "有效票数", "排名", "名次"},
    re.compile(r"(第?\d{1,3}(号|张)?票|票\d{1,3}|ballot\d{1,3})", re.ASCII),
    "scores",
)  # fmt: skip
