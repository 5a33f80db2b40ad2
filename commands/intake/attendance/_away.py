"""Leave, travel and training: from when to when somebody is away, and what that excuses."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import NamedTuple

from commands.intake.attendance._candidates import Candidate, Hours, Moment
from ledger.texts import _, listing

_WORDS = r"请假|年假|事假|病假|婚假|产假|丧假|陪产假|护理假|育儿假|探亲假|哺乳假|调休|补休|公出|出差|外出|外勤|培训"
_WORD = re.compile(_WORDS)
_MOMENT = r"(?:\d{4}-)?(\d{1,2})-(\d{1,2})\s*(上午|下午|\d{1,2}:\d{2})?"
_SPAN = re.compile(rf"({_WORDS})\D{{0,4}}{_MOMENT}\s*(?:到|至|~|-)\s*{_MOMENT}")
NOON, LAST = time(12), time.max
# Whoever comes back in the afternoon is there by now.
_AFTERNOON_HAS_BEGUN = time(15)


class Away(NamedTuple):
    """Somebody is away from an instant to another, both included; `is_part` if it is not said of which hours."""

    begins: datetime
    ends: datetime
    what: str
    is_part: bool = False


def away_in(text: str, day: date) -> list[Away]:
    """Return when a cell of one day says somebody is away: 事假03-12 08:30到03-12 12:00, or 外出 for the whole day."""
    plain = unicodedata.normalize("NFKC", text)
    spans = [away for found in _SPAN.findall(plain) if (away := _of_a_span(found, day)) is not None]
    if spans:
        return spans
    words = dict.fromkeys(_WORD.findall(plain))
    return [whole_days(day, day, "、".join(words))] if words else []


def whole_days(first: date, last: date, what: str) -> Away:
    """Return an absence of whole days, both included."""
    return Away(datetime.combine(first, time.min), datetime.combine(last, LAST), what)


def _of_a_span(found: tuple[str, ...], day: date) -> Away | None:
    what, month, number, at, last_month, last_number, until = found
    try:
        first, last = date(day.year, int(month), int(number)), date(day.year, int(last_month), int(last_number))
        first = first.replace(year=day.year - 1) if first > day else first
        last = last.replace(year=day.year + 1) if last < day else last
        return Away(datetime.combine(first, beginning(at)), datetime.combine(last, ending(until)), what)
    except ValueError:
        return None


def beginning(text: str) -> time:
    """Return when a span begins on its first day: 上午 or nothing at midnight, 下午 at noon. Raises ValueError."""
    return NOON if text == "下午" else time.min if text in {"", "上午"} else _clock(text)


def ending(text: str) -> time:
    """Return when a span ends on its last day: 上午 at noon, 下午 or nothing at midnight. Raises ValueError."""
    return NOON if text == "上午" else LAST if text in {"", "下午"} else _clock(text)


def _clock(text: str) -> time:
    hour, minute = text.split(":")[:2]
    return time(int(hour), int(minute))


def excused(candidate: Candidate, leave: Iterable[Away], hours: Hours) -> Candidate:
    """Return a candidate on leave where leave covers its moment; in doubt where there is other leave on its day."""
    day = candidate.occurred_on
    of_the_day = [away for away in leave if away.begins.date() <= day <= away.ends.date()]
    covering = [away.what for away in of_the_day if not away.is_part and _covers(away, day, candidate.moment, hours)]
    if covering:
        return candidate._replace(on_leave=listing(dict.fromkeys(covering)))
    if of_the_day and not candidate.on_leave:
        told = listing(dict.fromkeys(_told(away) for away in of_the_day))
        return doubted(candidate, _("away at another hour of the day: {leave}", leave=told))
    return candidate


def doubted(candidate: Candidate, why: str) -> Candidate:
    """Return a candidate with a further reason to look at it by itself."""
    if why in candidate.doubt:
        return candidate
    return candidate._replace(doubt=f"{candidate.doubt}; {why}" if candidate.doubt else why)


def _covers(away: Away, day: date, moment: Moment, hours: Hours) -> bool:
    begins = away.begins.time() if away.begins.date() == day else time.min
    ends = away.ends.time() if away.ends.date() == day else LAST
    comes, goes = begins <= hours.begins < ends, begins < hours.ends <= ends
    return {
        Moment.BEGINS: comes,
        Moment.BEFORE_NOON: begins < NOON <= ends,
        Moment.AFTER_NOON: begins < _AFTERNOON_HAS_BEGUN <= ends,
        Moment.ENDS: goes,
        Moment.ALL_DAY: comes and goes,
    }[moment]


def _told(away: Away) -> str:
    if away.is_part:
        return away.what
    until = away.ends.strftime("%m-%d %H:%M") if away.ends.time() != LAST else away.ends.strftime("%m-%d")
    return f"{away.what} {away.begins:%m-%d %H:%M}–{until}"
