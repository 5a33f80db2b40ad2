"""申诉提出: a person disputes entries about them, or points that no entry cites; the entry's number names the case."""

from datetime import date
from typing import Annotated

from ledger.facts._appeals import AppealEntry
from ledger.facts._fields import day, entry_numbers, text, texts, whole_number, yes_no
from ledger.texts import Label


class AppealFiled(AppealEntry, frozen=True, kw_only=True, tag="appeal-filed.v1"):
    """What is disputed, and why. The case is named by this entry's number.

    `disputed` are entries, `points` what no entry cites: an item of the scheme, perhaps of one month (daily-5 2020-02),
    a reading (E10), or what was not recorded (unrecorded: …). `against` is the published period, None for none.
    `learned_on` is the day on which the appellant learned of the result, None where nobody says so.

    The ledger adds: `year`, the year assessed, None where no scheme is adopted; `route`, the unit's own if the scheme
    has one; `runs_from`, the day from which the time for filing ran, that of learning or else of the publication, None
    for neither; `due_on`, the last day for filing, None where no deadline applies or none is known; `is_late`, whether
    that day had passed.
    """

    LABEL = Label("appeal filed", "申诉提出")

    disputed: Annotated[tuple[int, ...], entry_numbers("disputed entries", "所诉台账号")]
    points: Annotated[tuple[str, ...], texts("disputed points", "所诉事项")]
    grounds: Annotated[str, text("grounds", "申诉理由", example="当日因公外出")]
    against: Annotated[str | None, text("against the bulletin of", "所诉通报期", example="2020-H1")] = None
    route: Annotated[str | None, text("route", "途径", example="internal")] = None
    learned_on: Annotated[date | None, day("learned on", "知道之日")] = None
    year: Annotated[int | None, whole_number("year assessed", "考核年度")] = None
    runs_from: Annotated[date | None, day("time runs from", "期限起算日")] = None
    due_on: Annotated[date | None, day("to be filed by", "提出期限")] = None
    is_late: Annotated[bool, yes_no("filed late", "逾期提出")]
