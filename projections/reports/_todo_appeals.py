"""Appeals that are open: what is due in them, by which day, and whose it is."""

from ledger.remedies import CASE_KINDS, Whose
from ledger.texts import _
from projections.appeals import cases_of, open_deadlines
from projections.reports._base import Asked, Document


def appeals_near_their_deadline(asked: Asked) -> list[Document]:
    """Return a row for each deadline that the unit has to keep in a case that was filed by the day asked, and one for
    each open case without such a deadline.

    A row: {"year", "person", "name", "case", "what" (in the language in use), "due_on" (YYYY-MM-DD, None where there is
    no deadline), "days_left" (0 on the last day, negative when it is past), "is_past", "entries"}.
    """
    assert asked.as_of is not None
    day = asked.as_of
    known = asked.source.standing_of_kinds(CASE_KINDS, asked.known_at.entry)
    cases = cases_of(entry for entry in known if entry.day <= day)
    years = {case.number: case.filed.year or case.filing.day.year for case in cases}
    rows = [
        {
            "year": years[due.case],
            "person": due.person,
            "name": asked.people[due.person].name if due.person in asked.people else None,
            "case": due.case,
            "what": str(due.deadline.step.label),
            "due_on": due.due_on.isoformat(),
            "days_left": due.days_left,
            "is_past": due.is_past,
            "entries": [due.case],
        }
        for due in open_deadlines(cases, asked.schemes, day)
        if due.deadline.step.whose is Whose.UNIT
    ]
    dated = {row["case"] for row in rows}
    return rows + [
        {
            "year": years[case.number],
            "person": case.person,
            "name": asked.people[case.person].name if case.person in asked.people else None,
            "case": case.number,
            "what": _("an answer: no deadline is known"),
            "due_on": None,
            "days_left": None,
            "is_past": False,
            "entries": [case.number],
        }
        for case in cases
        if not case.is_over and case.number not in dated
    ]
