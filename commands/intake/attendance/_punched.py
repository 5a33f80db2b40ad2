"""What the punches of a day show, of a machine that judges nothing."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from commands.intake.attendance._candidates import MISSING_PUNCH, Candidate, Hours, Moment

JUDGED_BY_HOURS = ("打卡记录", "刷卡记录表")
"""The shapes whose candidates depend on when work begins and ends."""


def of_a_day(
    person: str, worker: str, day: date, punched: Sequence[tuple[datetime, int]], hours: Hours
) -> Iterator[Candidate]:
    """Yield what a day's punches show, in order of time and each with its line: of one alone, that one is missing."""
    (first, line), (last, last_line) = punched[0], punched[-1]
    begins, ends = datetime.combine(day, hours.begins), datetime.combine(day, hours.ends)
    said = "、".join(f"{instant:%H:%M}" for instant, _line in punched)
    late, early = int((first - begins).total_seconds()) // 60, int((ends - last).total_seconds()) // 60
    if len(punched) == 1:
        moment = Moment.ENDS if first - begins < ends - first else Moment.BEGINS
        yield Candidate(MISSING_PUNCH, person, worker, day, None, said, line, moment)
        return
    if late > 0:
        yield Candidate("late-arrival", person, worker, day, late, said, line, Moment.BEGINS)
    if early > 0:
        yield Candidate("early-departure", person, worker, day, early, said, last_line, Moment.ENDS)
