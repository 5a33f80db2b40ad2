"""Appeals: which cases are there, what has each come to, and what is due when?"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ledger.entry import Entry
from ledger.facts import Fact
from ledger.remedies import Case, Deadline, Whose, cases_among, deadlines_of, is_past
from ledger.schemes import AdoptedSchemes, Scheme


class OpenDeadline(NamedTuple):
    """A deadline that somebody still has to keep, or has missed: of which case, whose, and by which day.

    `days_left` counts from today to `due_on`: 0 on the last day, negative when it is past.
    """

    case: int
    person: str
    deadline: Deadline
    due_on: date
    days_left: int

    @property
    def is_past(self) -> bool:
        """Whether its last day is over."""
        return self.days_left < 0


def cases_of(entries: Iterable[Entry[Fact]]) -> list[Case]:
    """Return every case among entries in order of entry, with its steps and its state, in order of filing."""
    return cases_among(entries)


def scheme_of(case: Case, schemes: AdoptedSchemes) -> Scheme | None:
    """Return the scheme of the year that a case is about, as it was on the day of filing; None where there is none."""
    year = case.filed.year
    if year is None or year not in schemes.years:
        return None
    return schemes.versions(year, case.filing.day)[-1].scheme


def open_deadlines(cases: Iterable[Case], schemes: AdoptedSchemes, today: date) -> list[OpenDeadline]:
    """Return the deadlines that are still to be kept, by their days.

    The unit's own stay until they are kept, however long they are past; the appellant's are over when they are past,
    and those of a body elsewhere are not known here.
    """
    found = [
        OpenDeadline(case.number, case.person, deadline, deadline.due_on, (deadline.due_on - today).days)
        for case in cases
        for deadline in deadlines_of(case, scheme_of(case, schemes))
        if deadline.due_on is not None and not deadline.is_over and _is_waited_for(deadline, today)
    ]
    return sorted(found, key=lambda each: (each.due_on, each.case))


def _is_waited_for(deadline: Deadline, today: date) -> bool:
    if deadline.step.whose is Whose.UNIT:
        return True
    return deadline.step.whose is Whose.APPELLANT and not is_past(deadline, today)
