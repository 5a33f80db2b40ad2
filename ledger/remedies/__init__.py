"""Appeals: the routes with their deadlines and sources as data, working days, and what a case has come to."""

from ledger.remedies.cases import CASE_KINDS, Case, CaseState, cases_among
from ledger.remedies.deadlines import Deadline, deadlines_of, is_past, window_for_filing
from ledger.remedies.routes import OWN_ROUTE, Route, Whose, routes
from ledger.remedies.working_days import Reckoned, reckoned

__all__ = [
    "CASE_KINDS", "OWN_ROUTE", "Case", "CaseState", "Deadline", "Reckoned", "Route", "Whose", "cases_among",
    "deadlines_of", "is_past", "reckoned", "routes", "window_for_filing",
]  # fmt: skip
