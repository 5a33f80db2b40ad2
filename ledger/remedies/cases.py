"""A case: the filing of an appeal and the steps on it, in order, and what it has come to."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from functools import cached_property

from ledger.entry import Entry
from ledger.facts import Fact, catalogue
from ledger.facts._appeals import AppealEntry, CaseStep
from ledger.facts.appeal_accepted import AppealAccepted
from ledger.facts.appeal_decided import AppealDecided
from ledger.facts.appeal_filed import AppealFiled
from ledger.facts.appeal_rejected import AppealRejected
from ledger.facts.appeal_withdrawn import AppealWithdrawn
from ledger.texts import _, later

CASE_KINDS = frozenset(name for name, kind in catalogue().items() if issubclass(kind, AppealEntry))
"""The kinds of entry that stand on the streams of cases."""

_STATES = {
    "filed": later("filed"),
    "accepted": later("accepted"),
    "rejected": later("rejected"),
    "decided": later("decided"),
    "withdrawn": later("withdrawn"),
}


class CaseState(Enum):
    """What a case has come to."""

    FILED = "filed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"

    def __str__(self) -> str:
        return _(_STATES[self.value])


_LEADS_TO: dict[type[Fact], CaseState] = {
    AppealAccepted: CaseState.ACCEPTED,
    AppealRejected: CaseState.REJECTED,
    AppealDecided: CaseState.DECIDED,
    AppealWithdrawn: CaseState.WITHDRAWN,
}


class Case:
    """One appeal, from the entries on its stream: the filing, then every step, in order of entry."""

    def __init__(self, filing: Entry[Fact], steps: Iterable[Entry[Fact]] = ()) -> None:
        assert isinstance(filing.fact, AppealFiled)
        self.filing = filing
        self.filed: AppealFiled = filing.fact
        self.steps = list(steps)

    @property
    def number(self) -> int:
        """The entry number of the filing, by which the case is named."""
        return self.filing.number

    @property
    def person(self) -> str:
        """The id of the appellant."""
        return self.filing.person or ""

    @property
    def entries(self) -> list[Entry[Fact]]:
        """The filing and the steps, in order."""
        return [self.filing, *self.steps]

    @cached_property
    def state(self) -> CaseState:
        """What the case has come to: the last step that changes it."""
        leading = [step for step in self.steps if type(step.fact) in _LEADS_TO]
        return _LEADS_TO[type(leading[-1].fact)] if leading else CaseState.FILED

    @property
    def is_over(self) -> bool:
        """Whether nothing can follow: it is decided, rejected or withdrawn."""
        return self.state not in {CaseState.FILED, CaseState.ACCEPTED}

    def step(self, kind: type[Fact]) -> Entry[Fact] | None:
        """Return the first step of a kind, None where there is none."""
        return next((step for step in self.steps if type(step.fact) is kind), None)

    @property
    def recused(self) -> tuple[str, ...]:
        """The ids of those who may not decide; nobody before it is accepted."""
        accepted = self.step(AppealAccepted)
        return accepted.fact.recused if accepted is not None and isinstance(accepted.fact, AppealAccepted) else ()

    @property
    def decision(self) -> AppealDecided | None:
        """What was decided, None while nothing is."""
        decided = self.step(AppealDecided)
        return decided.fact if decided is not None and isinstance(decided.fact, AppealDecided) else None

    def day_of(self, kind: type[Fact]) -> date | None:
        """Return the day of the first step of a kind, None where there is none."""
        step = self.step(kind)
        return None if step is None else step.day


def cases_among(entries: Iterable[Entry[Fact]]) -> list[Case]:
    """Return every case among entries in order of entry, in order of its filing; other entries are passed over."""
    cases: dict[int, Case] = {}
    for entry in entries:
        fact = entry.fact
        if isinstance(fact, AppealFiled):
            cases[entry.number] = Case(entry)
        elif isinstance(fact, CaseStep) and fact.case in cases:
            cases[fact.case] = Case(cases[fact.case].filing, [*cases[fact.case].steps, entry])
    return list(cases.values())
