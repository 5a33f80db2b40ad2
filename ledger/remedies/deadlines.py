"""The deadlines of a case: what its route and its scheme give, each with its day, its source, and what kept it."""

from datetime import date
from typing import NamedTuple

from ledger.facts.appeal_accepted import AppealAccepted
from ledger.facts.appeal_decided import AppealDecided
from ledger.facts.appeal_rejected import AppealRejected
from ledger.facts.appeal_withdrawn import AppealWithdrawn
from ledger.remedies.cases import Case
from ledger.remedies.routes import OWN_ROUTE, Event, Route, Step, Whose, routes
from ledger.remedies.working_days import reckoned
from ledger.schemes import Appeals, Scheme
from ledger.texts import Label


class Deadline(NamedTuple):
    """One deadline of a case.

    `runs_from` is the day from which it runs, None while that is not known; `due_on` the last day, None then too, or
    where the figure is not carried here; `extended_to` the last day if it is made as much longer as it can be.
    `years_unknown` are years of whose holidays nothing is known. `kept_on` is the day of the step that kept it, None
    while nothing did. `is_over` says that nobody has to keep it any more, kept or not.
    """

    step: Step
    runs_from: date | None
    due_on: date | None
    extended_to: date | None
    years_unknown: tuple[int, ...]
    kept_on: date | None
    is_over: bool


def window_for_filing(route: str | None, scheme: Scheme | None) -> Step | None:
    """Return the time limit for filing by a route; None where there is no route, or it has no limit."""
    found = route_called(route, scheme)
    return None if found is None else found.filing


def route_called(name: str | None, scheme: Scheme | None) -> Route | None:
    """Return a route by its name; the unit's own is the scheme's, where the scheme has a clause on appeals."""
    if name == OWN_ROUTE and scheme is not None and scheme.appeals is not None:
        return _route_of(scheme, scheme.appeals)
    return routes().get(name or "")


def _route_of(scheme: Scheme, appeals: Appeals) -> Route:
    source = Label(f"{scheme.title} {appeals.clause}", f"《{scheme.title}》{appeals.clause}")
    quoted = Label(appeals.text, appeals.text)
    steps = [
        Step(id="ask", label=Label("file the appeal", "提出申诉"), whose=Whose.APPELLANT, runs_from=Event.RESULT_KNOWN,
             within=appeals.within, unit=appeals.unit, kept_by=Event.FILED, source=source, text=quoted)
    ]  # fmt: skip
    if appeals.answer_within is not None:
        steps.append(
            Step(id="answer", label=Label("decide the appeal", "作出决定"), whose=Whose.UNIT, runs_from=Event.FILED,
                 within=appeals.answer_within, unit=appeals.unit, kept_by=Event.DECIDED, source=source, text=quoted)
        )  # fmt: skip
    label = Label(f"the scheme's own: {appeals.clause}", f"方案自定：{appeals.clause}")
    return Route(id=OWN_ROUTE, label=label, remark=quoted, steps=tuple(steps))


def deadlines_of(case: Case, scheme: Scheme | None) -> list[Deadline]:
    """Return every deadline of a case by its route; `scheme` is that of the year assessed, None where there is none.

    The deadline for filing is the one that was computed when it was filed.
    """
    route = route_called(case.filed.route, scheme)
    return [] if route is None else [_deadline(step, case) for step in route.steps]


def _deadline(step: Step, case: Case) -> Deadline:
    runs_from = _day_of(step.runs_from, case)
    due_on = extended_to = None
    unknown: tuple[int, ...] = ()
    if runs_from is not None and step.within is not None:
        due_on, unknown = reckoned(runs_from, step.within, step.unit)
        if step.extension is not None:
            extended_to, _unknown = reckoned(runs_from, step.within + step.extension, step.unit)
    if step.kept_by is Event.FILED:
        due_on = case.filed.due_on
    kept_on = None if step.kept_by is None else _day_of(step.kept_by, case)
    withdrawn = case.day_of(AppealWithdrawn) is not None
    return Deadline(step, runs_from, due_on, extended_to, unknown, kept_on, kept_on is not None or withdrawn)


def _day_of(event: Event, case: Case) -> date | None:
    """Return the day of an event of a case; a rejection answers it as a decision does."""
    if event is Event.RESULT_KNOWN:
        return case.filed.runs_from
    if event is Event.FILED:
        return case.filing.day
    if event is Event.ACCEPTED:
        return case.day_of(AppealAccepted)
    if event is Event.DECIDED:
        return case.day_of(AppealDecided) or case.day_of(AppealRejected)
    return None


def is_past(deadline: Deadline, today: date) -> bool:
    """Whether a deadline was missed: it was kept too late, or not by `today`."""
    if deadline.due_on is None or (deadline.is_over and deadline.kept_on is None):
        return False
    return (deadline.kept_on or today) > deadline.due_on
