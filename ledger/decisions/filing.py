"""Whether an appeal may be filed, and what the ledger adds to it: the year, the day its time ran from, the deadline."""

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from ledger.decisions.admission import NotEnrolled, Said
from ledger.decisions.occasions import year_judged
from ledger.decisions.register import Register
from ledger.decisions.voiding import already_voided, no_such_entry
from ledger.errors import LedgerError
from ledger.facts.appeal_filed import AppealFiled
from ledger.facts.bulletin_published import BulletinPublished
from ledger.facts.entry_voided import EntryVoided
from ledger.people import Person
from ledger.remedies import OWN_ROUTE, reckoned, routes, window_for_filing
from ledger.schemes.model import Scheme
from ledger.texts import _, listing

_OF_A_MONTH = re.compile(r"(?P<item>.+?)(?:\s+[0-9]{4}-(?:0[1-9]|1[0-2]))?")
UNRECORDED = ("unrecorded:", "unrecorded：", "未登记:", "未登记：")
"""What a point begins with that says what was not recorded."""


class NothingDisputed(LedgerError):
    """An appeal that disputes no entry and no point."""

    code = "nothing-disputed"
    is_kept_for_ever = True


class NotAboutTheAppellant(LedgerError):
    """An entry about somebody else, or about nobody."""

    code = "not-about-the-appellant"
    is_kept_for_ever = True


class CannotBeDisputed(LedgerError):
    """An entry of a kind that no decision of an appeal takes out of force."""

    code = "cannot-be-disputed"
    is_kept_for_ever = True


class PointUnknown(LedgerError):
    """A disputed point that names nothing of the scheme."""

    code = "point-unknown"
    is_kept_for_ever = True


class NotPublished(LedgerError):
    """A period whose bulletin was not published by the day of the filing."""

    code = "not-published"
    is_kept_for_ever = True


class RouteUnknown(LedgerError):
    """A route that the program does not come with."""

    code = "route-unknown"


class FiledBefore(LedgerError):
    """An appeal that is dated before what it disputes, or before its appellant learned of it."""

    code = "filed-before"
    is_kept_for_ever = True


class FiledLate(LedgerError):
    """An appeal after its time, under a scheme that refuses those."""

    code = "filed-late"
    is_kept_for_ever = True


class DeadlineMisstated(LedgerError):
    """A filing that says another deadline of itself than the ledger would."""

    code = "deadline-misstated"
    is_kept_for_ever = True


def completed(fact: AppealFiled, day: date, register: Register) -> AppealFiled:
    """Return the filing with what the ledger adds to it; `day` is that of the filing."""
    year = _year_of(fact, day, register)
    scheme = scheme_of(year, day, register)
    route = fact.route
    if route is None and scheme is not None and scheme.appeals is not None:
        route = OWN_ROUTE
    runs_from = fact.learned_on or _published_on(fact, day, register)
    window = window_for_filing(route, scheme)
    due_on = None
    if window is not None and window.within is not None and runs_from is not None:
        due_on = reckoned(runs_from, window.within, window.unit).day
    return msgspec.structs.replace(
        fact, year=year, route=route, runs_from=runs_from, due_on=due_on, is_late=due_on is not None and day > due_on
    )


def scheme_of(year: int | None, day: date, register: Register) -> Scheme | None:
    """Return the scheme of the year assessed as it was on a day; None where there is none."""
    if year is None or year not in register.schemes.years:
        return None
    return register.schemes.versions(year, day)[-1].scheme


def _year_of(fact: AppealFiled, day: date, register: Register) -> int | None:
    """Return the year assessed: of the bulletin, else of the first disputed entry, else of the day."""
    if fact.against is not None and fact.against[:4].isdecimal():
        return int(fact.against[:4])
    first = next(filter(None, map(register.entry, fact.disputed)), None)
    if first is not None and first.occurred_on is not None:
        return year_judged(first.fact, first.occurred_on, register.schemes)
    return next((year for year in register.schemes.years if day in register.schemes.period_of_year(year)), None) or (
        max(register.schemes.years, default=None)
    )


def _published_on(fact: AppealFiled, day: date, register: Register) -> date | None:
    """Return the day of the last edition by the day of the filing; None where none was published, or none is meant."""
    days = [
        entry.day
        for entry in register.published
        if isinstance(entry.fact, BulletinPublished) and entry.fact.period == fact.against and entry.day <= day
    ]
    return max(days, default=None)


def filing_objections(said: Said, appellant: Person, register: Register) -> Iterator[LedgerError]:
    """Yield everything that speaks against filing; what the ledger adds to the filing is in it."""
    fact, day = said.fact, said.occurred_on
    assert isinstance(fact, AppealFiled) and day is not None
    if day < appellant.enrolled_on:
        yield NotEnrolled(
            _("{name} is not on the roster on that day", name=appellant.name),
            expected=_("a person enrolled on {day}", day=day),
            found=_("enrolled on {day}", day=appellant.enrolled_on),
            column="person",
        )
    if not fact.disputed and not fact.points:
        yield NothingDisputed(
            _("the appeal disputes nothing"),
            expected=_("entries or points that are disputed"),
            found=_("none"),
            remedy=_("Name them: --entries 57,61 or --about “daily-5 2020-02”."),
            column="disputed",
        )
    for number in fact.disputed:
        yield from _entry_objections(number, appellant, register)
    yield from _order_objections(fact, day, register)
    scheme = scheme_of(fact.year, day, register)
    yield from (_unknown_point(point) for point in fact.points if not _is_known(point, scheme))
    yield from _time_objections(fact, day, scheme, register)


def _order_objections(fact: AppealFiled, day: date, register: Register) -> Iterator[LedgerError]:
    """Yield that the appeal is filed before what it is about."""
    entries = filter(None, map(register.entry, fact.disputed))
    happened = max((entry.occurred_on for entry in entries if entry.occurred_on is not None), default=None)
    for column, earliest in (("learned_on", fact.learned_on), ("disputed", happened)):
        if earliest is not None and earliest > day:
            yield FiledBefore(
                _("the appeal is filed before what it is about"),
                expected=_("{day} or later", day=earliest),
                found=str(day),
                column=column,
            )


def _entry_objections(number: int, appellant: Person, register: Register) -> Iterator[LedgerError]:
    target = register.entry(number)
    if target is None:
        yield no_such_entry(f"#{number}")
    elif target.person != appellant.id:
        yield NotAboutTheAppellant(
            _("entry #{number} is not about {name}", number=number, name=appellant.name),
            expected=_("an entry about the appellant"),
            found=f"{target.fact.LABEL} {target.person or ''}".strip(),
            remedy=_("Name what no entry about them cites as a point: --about."),
            column="disputed",
        )
    elif isinstance(target.fact, EntryVoided) or not target.fact.IS_RECORDED_BY_PEOPLE:
        yield CannotBeDisputed(
            _("entry #{number} cannot be disputed", number=number),
            expected=_("an entry that people record and that is no void"),
            found=str(target.fact.LABEL),
            remedy=_("Name what was voided wrongly as a point: --about “unrecorded: …”."),
            column="disputed",
        )
    elif register.void_of(number) is not None:
        yield already_voided(target, register)


def _is_known(point: str, scheme: Scheme | None) -> bool:
    """Whether a point names an item of the scheme (perhaps of a month), a reading, or what was not recorded."""
    unrecorded = next((mark for mark in UNRECORDED if point.startswith(mark)), None)
    if unrecorded is not None:
        return bool(point.removeprefix(unrecorded).strip())
    if scheme is None:
        return False
    named = _OF_A_MONTH.fullmatch(point)
    return scheme.reading(point) is not None or (
        named is not None and (scheme.has_item(point) or scheme.has_item(named["item"]))
    )


def _unknown_point(point: str) -> PointUnknown:
    return PointUnknown(
        _("the scheme has nothing that is called so"),
        expected=_("an item by its id, label or clause, perhaps with a month; a reading; or “unrecorded: …”"),
        found=f"“{point}”",
        remedy=_("See gongguo scheme show and gongguo scheme readings."),
        column="points",
    )


def _time_objections(fact: AppealFiled, day: date, scheme: Scheme | None, register: Register) -> Iterator[LedgerError]:
    if fact.route is not None and fact.route not in routes():
        yield RouteUnknown(
            _("there is no such route"), expected=_("one of {options}", options=listing(routes())), found=fact.route,
            column="route",
        )  # fmt: skip
    if fact.against is not None and _published_on(fact, day, register) is None:
        yield _not_published(fact.against, day, register)
    yield from _statement_objections(fact, day, scheme, register)
    is_own = fact.route == OWN_ROUTE and scheme is not None and scheme.appeals is not None
    if (
        fact.is_late
        and is_own
        and scheme is not None
        and scheme.appeals is not None
        and scheme.appeals.late == "refused"
    ):
        yield FiledLate(
            _("the time for appeals is over"),
            expected=_("at the latest {day}", day=fact.due_on),
            found=str(day),
            remedy=_("{clause}: {text}", clause=scheme.appeals.clause, text=scheme.appeals.text),
            column="occurred_on",
        )


def _not_published(period: str, day: date, register: Register) -> NotPublished:
    by_then = [
        entry.fact.period
        for entry in register.published
        if isinstance(entry.fact, BulletinPublished) and entry.day <= day
    ]
    return NotPublished(
        _("no bulletin of {period} was published by then", period=period),
        expected=_("one of {options}", options=listing(dict.fromkeys(by_then)) or _("(none is published)")),
        found=_("{period} on {day}", period=period, day=day),
        remedy=_("Leave --against out to dispute what no bulletin has told."),
        column="against",
    )


def _statement_objections(
    fact: AppealFiled, day: date, scheme: Scheme | None, register: Register
) -> Iterator[LedgerError]:
    """Yield that the filing says of itself what is not so.

    The routes and the calendar of holidays come with the program and may be others one day: a day reckoned by them is
    left as it was stored, and one of the scheme's own window, in days, is reckoned again.
    """
    anew = completed(fact, day, register)
    is_own_in_days = (
        fact.route == OWN_ROUTE and scheme is not None and scheme.appeals is not None and scheme.appeals.unit == "days"
    )
    expected = msgspec.structs.replace(anew, due_on=anew.due_on if is_own_in_days else fact.due_on)
    is_late = expected.due_on is not None and day > expected.due_on
    expected = msgspec.structs.replace(expected, is_late=is_late)
    if fact != expected:
        yield DeadlineMisstated(
            _("the filing says another deadline of itself than follows from it"),
            expected=_in_words(expected),
            found=_in_words(fact),
        )


def _in_words(fact: AppealFiled) -> str:
    parts = (fact.year, fact.route, fact.runs_from, fact.due_on, _("late") if fact.is_late else _("in time"))
    return listing(part for part in parts if part is not None)
