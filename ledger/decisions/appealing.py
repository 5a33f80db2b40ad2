"""Whether a step may be taken on a case: there is one, it is not over, it is the step's turn, and nobody is their own
judge.
"""

from collections.abc import Iterator
from datetime import date

from ledger.decisions.admission import Said
from ledger.decisions.deciding import decision_objections
from ledger.decisions.filing import filing_objections
from ledger.decisions.register import Register
from ledger.decisions.streams import stream_of
from ledger.entry import Entry, RecordedBy
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.facts._appeals import AppealEntry, CaseStep
from ledger.facts.appeal_accepted import AppealAccepted
from ledger.facts.appeal_decided import AppealDecided
from ledger.facts.appeal_heard import AppealHeard
from ledger.facts.appeal_noted import AppealNoted
from ledger.facts.appeal_rejected import AppealRejected
from ledger.facts.appeal_withdrawn import AppealWithdrawn
from ledger.people import person_unknown, without_spaces
from ledger.remedies import Case, CaseState
from ledger.texts import _

JUDGING = (AppealAccepted, AppealRejected, AppealHeard, AppealDecided)
"""The steps that the appellant may not take; to decide or to reject is closed to more than that."""
_OPEN_AND = {
    AppealAccepted: CaseState.FILED,
    AppealRejected: CaseState.FILED,
    AppealHeard: CaseState.ACCEPTED,
    AppealDecided: CaseState.ACCEPTED,
}
"""The state in which a case has to be for a step; other steps can be taken while it is open."""


class NoSuchCase(LedgerError):
    """A case that was not filed."""

    code = "no-such-case"
    is_kept_for_ever = True


class CaseIsOver(LedgerError):
    """A step on a case that is decided, rejected or withdrawn."""

    code = "case-is-over"
    is_kept_for_ever = True


class OutOfTurn(LedgerError):
    """A step before the one that it follows, such as a decision about what was not accepted."""

    code = "out-of-turn"
    is_kept_for_ever = True


class NotImpartial(LedgerError):
    """Somebody who judges in their own case, about what they recorded, or though they are recused."""

    code = "not-impartial"
    is_kept_for_ever = True


class NotOfTheCase(LedgerError):
    """A step in another stream than its case's, or about somebody else than the appellant."""

    code = "not-of-the-case"
    is_kept_for_ever = True


class NothingWasSaid(LedgerError):
    """A hearing without minutes and without anybody present."""

    code = "nothing-was-said"
    is_kept_for_ever = True


def case_called(number: int, register: Register) -> Case:
    """Return the case with this number. Raises NoSuchCase."""
    case = register.case(number)
    if case is None:
        raise no_such_case(number)
    return case


def no_such_case(number: int) -> NoSuchCase:
    """Return the refusal of a case that was not filed."""
    return NoSuchCase(
        _("there is no case #{number}", number=number),
        expected=_("the entry number of an appeal that was filed"),
        found=f"#{number}",
        remedy=_("See gongguo appeal list."),
        column="case",
    )


def appeal_objections(said: Said, person_id: str | None, by: RecordedBy, register: Register) -> Iterator[LedgerError]:
    """Yield everything that speaks against the filing of an appeal by somebody, or against a step on its case."""
    fact = said.fact
    if isinstance(fact, CaseStep):
        case = register.case(fact.case)
        yield from [no_such_case(fact.case)] if case is None else _step_objections(said, fact, case, by, register)
    elif person_id is None or person_id not in register.people:
        yield person_unknown(person_id or "")
    else:
        yield from filing_objections(said, register.people[person_id], register)


def placing_objections(entry: Entry[Fact], register: Register) -> Iterator[LedgerError]:
    """Yield that an entry of an appeal stands elsewhere than with its case, or is about somebody else."""
    fact = entry.fact
    if not isinstance(fact, AppealEntry):
        return
    stream = stream_of(fact, entry.person, entry.number)
    case = register.case(fact.case) if isinstance(fact, CaseStep) else None
    person = entry.person if case is None else case.person
    if (entry.stream, entry.person) != (stream, person):
        yield NotOfTheCase(
            _("the step does not stand with its case"),
            expected=f"{stream} {person}",
            found=f"{entry.stream} {entry.person}",
        )


def _step_objections(
    said: Said, fact: CaseStep, case: Case, by: RecordedBy, register: Register
) -> Iterator[LedgerError]:  # fmt: skip
    if case.is_over:
        yield _is_over(case)
        return
    wanted = _OPEN_AND.get(type(fact), case.state)
    if case.state is not wanted:
        yield OutOfTurn(
            _("it is not the turn of this step: {step}", step=fact.LABEL),
            expected=_("a case that is {state}", state=wanted),
            found=str(case.state),
            remedy=_("Accept it first: gongguo appeal accept {case}.", case=case.number)
            if wanted is CaseState.ACCEPTED
            else _("See gongguo appeal show {case}.", case=case.number),
            column="case",
        )
    if said.occurred_on is not None:
        yield from _day_objections(fact, said.occurred_on, case)
    yield from _partiality(fact, case, by, register)
    if isinstance(fact, AppealHeard) and fact.minutes is None and fact.present is None:
        yield NothingWasSaid(
            _("the hearing says nothing"),
            expected=_("minutes, or who was present"),
            found=_("none"),
            column="minutes",
        )
    if isinstance(fact, AppealDecided):
        yield from decision_objections(fact, case)


def _is_over(case: Case) -> CaseIsOver:
    return CaseIsOver(
        _("case #{case} is over", case=case.number),
        expected=_("a case that is open"),
        found=f"{case.state} (#{case.steps[-1].number})",
        remedy=_("What remains is the next instance; see gongguo appeal show {case}.", case=case.number),
        column="case",
    )


def _day_objections(fact: CaseStep, day: date, case: Case) -> Iterator[LedgerError]:
    """A note or a hearing may be recorded afterwards; nothing comes before the filing, nor the end before the rest.

    A note holds nobody up: it is no step of the proceedings.
    """
    ends = isinstance(fact, AppealDecided | AppealRejected | AppealWithdrawn)
    known = [entry for entry in case.entries if not isinstance(entry.fact, AppealNoted)] if ends else [case.filing]
    earliest = max(entry.day for entry in known)
    if day < earliest:
        yield OutOfTurn(
            _("the step is dated before what it follows"),
            expected=_("{day} or later", day=earliest),
            found=str(day),
            column="occurred_on",
        )


def _partiality(fact: CaseStep, case: Case, by: RecordedBy, register: Register) -> Iterator[LedgerError]:
    if not isinstance(fact, JUDGING):
        return
    person = None if by.person is None else register.people.get(by.person)
    reason = ""
    if person is not None and person.id == case.person:
        reason = _("the appellant")
    elif isinstance(fact, AppealAccepted | AppealDecided | AppealRejected):
        # A clerk may take down what was said, though recused: who was heard by whom stands in the minutes.
        recorded = [number for number in case.filed.disputed if _recorded(number, by, register)]
        if person is None:
            reason = _("nobody on the roster is called so, and a name can be anybody's")
        elif person.id in case.recused:
            reason = _("recused in this case")
        elif recorded:
            reason = _("recorded #{number}, which is disputed", number=recorded[0])
    if reason:
        yield NotImpartial(
            _("nobody judges in a case of their own"),
            expected=_("somebody of the roster: not the appellant, nor recused, nor who recorded what is disputed"),
            found=_("{name}: {reason}", name=by.name or by.login if person is None else person.name, reason=reason),
            remedy=_("Somebody else takes this step: --by NAME."),
        )


def _recorded(number: int, by: RecordedBy, register: Register) -> bool:
    """Whether somebody recorded an entry; also under a name, before they were on the roster."""
    entry = register.entry(number)
    person = None if by.person is None else register.people.get(by.person)
    if entry is None:
        return False
    recorder = entry.recorded_by
    if person is None or recorder.person is not None:
        return by.person is not None and by.person == recorder.person
    known_as = {without_spaces(name).casefold() for name in (person.id, *person.names, *person.aliases)}
    return without_spaces(recorder.name or recorder.login).casefold() in known_as
