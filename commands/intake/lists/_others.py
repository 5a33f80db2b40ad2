"""Tables that are no lists of entries, and where they are handed in."""

import re
from collections.abc import Sequence

from ledger.errors import LedgerError
from ledger.texts import _

_OF_ATTENDANCE = re.compile(
    r"(迟到次数|早退次数|旷工天数|旷工迟到天数|(上班|下班)缺卡次数|(上班|下班)\d?打卡(时间|结果))"
)
_OF_ROSTERS = ({"姓名", "name"}, {"部室", "department", "部门"})
_OF_DAYS = re.compile(r"(.*(日期|时间)|occurred_on)")
_OF_A_LIFE = frozenset({"入职日期", "入职时间", "参加工作时间", "入党时间", "出生日期", "出生时间"})


class NotOfEntries(LedgerError):
    """A table whose rows are no entries: it is handed in another way, or not yet."""

    code = "not-of-entries"


def check_is_of_entries(has: Sequence[str], file: str) -> None:
    """Check that these headings are not those of attendance or a roster. Raises NotOfEntries."""
    if sum(bool(_OF_ATTENDANCE.fullmatch(heading)) for heading in has) > 1:
        raise NotOfEntries(
            _("{file} is attendance as it was counted (月度汇总, 每日统计)", file=file),
            expected=_("entries that a person has confirmed"),
            remedy=_("Such rows are candidates to be confirmed: gongguo candidates read {file}.", file=file),
        )
    is_roster = all(headings & set(has) for headings in _OF_ROSTERS)
    if is_roster and not any(_OF_DAYS.fullmatch(heading) for heading in has if heading not in _OF_A_LIFE):
        raise NotOfEntries(
            _("{file} is a roster", file=file),
            expected=_("a column 类别, or the columns of a known list"),
            remedy=_("Enrol the people of it: gongguo enrol {file}", file=file),
        )
