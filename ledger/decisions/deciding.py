"""Whether a decision decides all that is disputed and nothing else, and whether the entries it made are its own."""

from collections.abc import Collection, Iterator, Sequence

from ledger.decisions.register import Register
from ledger.entry import Entry
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.facts.appeal_decided import AppealDecided
from ledger.facts.entry_voided import EntryVoided
from ledger.remedies import Case
from ledger.texts import _, listing


class NotDisputed(LedgerError):
    """A decision about an entry or a point that the appeal does not dispute."""

    code = "not-disputed"
    is_kept_for_ever = True


class LeftUndecided(LedgerError):
    """A disputed entry or point that is neither allowed nor dismissed."""

    code = "left-undecided"
    is_kept_for_ever = True


class DecidedBothWays(LedgerError):
    """A disputed entry or point that is both allowed and dismissed."""

    code = "decided-both-ways"
    is_kept_for_ever = True


class NotByDecision(LedgerError):
    """An entry that names a decision which did not make it, or a decision that names an entry which is not of it."""

    code = "not-by-decision"
    is_kept_for_ever = True


class AgainstOthers(LedgerError):
    """An entry against somebody who is not heard in the case, made by its decision."""

    code = "against-others"
    is_kept_for_ever = True


class NothingMissing(LedgerError):
    """An entry added by a decision that allows no point: nothing was said to be missing."""

    code = "nothing-missing"
    is_kept_for_ever = True


def decision_objections(fact: AppealDecided, case: Case) -> Iterator[LedgerError]:
    """Yield what speaks against a decision of a case that is accepted."""
    yield from _each_once(
        [f"#{number}" for number in case.filed.disputed],
        [f"#{number}" for number in fact.allowed],
        [f"#{number}" for number in fact.dismissed],
        "allowed",
    )
    yield from _each_once(case.filed.points, fact.allowed_points, fact.dismissed_points, "allowed_points")
    if len(fact.made) < len(fact.allowed):
        yield NotByDecision(
            _("what is allowed is not put right"),
            expected=_("a void of {entries}", entries=listing(f"#{number}" for number in fact.allowed)),
            found=listing(f"#{number}" for number in fact.made) or _("nothing"),
            column="made",
        )


def _each_once(
    disputed: Collection[str], allowed: Collection[str], dismissed: Collection[str], column: str
) -> Iterator[LedgerError]:
    """Yield what is decided and not disputed, what is disputed and not decided, and what is decided both ways."""
    beyond = [each for each in [*allowed, *dismissed] if each not in disputed]
    if beyond:
        yield NotDisputed(
            _("the decision is about what is not disputed"),
            expected=listing(disputed) or _("(none is disputed)"),
            found=listing(beyond),
            column=column,
        )
    left = [each for each in disputed if each not in allowed and each not in dismissed]
    if left:
        yield LeftUndecided(
            _("the decision leaves something undecided"),
            expected=_("everything disputed allowed or dismissed"),
            found=listing(left),
            remedy=_("Say of each --allow or --dismiss."),
            column=column,
        )
    both = [each for each in allowed if each in dismissed]
    if both:
        yield DecidedBothWays(
            _("the decision allows and dismisses the same"),
            expected=_("one of the two"),
            found=listing(both),
            column=column,
        )


def case_void_objections(fact: EntryVoided, number: int, register: Register) -> Iterator[LedgerError]:
    """Yield what speaks against a void that names a case: `number` is the void's own."""
    if fact.case is None:
        return
    case = register.case(fact.case)
    decision = None if case is None else case.decision
    if decision is None or number not in decision.made or fact.entry not in decision.allowed:
        yield NotByDecision(
            _("no decision in case #{case} voids #{entry}", case=fact.case, entry=fact.entry),
            expected=_("a decision that allows the appeal against it, and made this entry"),
            found=_("nothing") if decision is None else listing(f"#{made}" for made in decision.made) or _("nothing"),
            column="case",
        )
    elif (fact.authority, fact.reason) != (decision.authority, decision.reason):
        yield NotByDecision(
            _("the void does not carry the decision's authority and reason"),
            expected=f"{decision.authority} {decision.reason}",
            found=f"{fact.authority} {fact.reason}",
            column="authority",
        )


class Promised:
    """What decisions say they made: the entries right after each, awaited in turn."""

    def __init__(self) -> None:
        self._awaited: dict[int, Entry[Fact]] = {}
        self._voided: set[int] = set()

    def take(self, entry: Entry[Fact]) -> Iterator[LedgerError]:
        """Take a decision in; yield that what it says it made does not follow it."""
        fact = entry.fact
        if not isinstance(fact, AppealDecided):
            return
        expected = tuple(range(entry.number + 1, entry.number + 1 + len(fact.made)))
        if fact.made != expected:
            yield NotByDecision(
                _("the entries that the decision made do not follow it"),
                expected=listing(f"#{number}" for number in expected),
                found=listing(f"#{number}" for number in fact.made),
                column="made",
            )
            return
        self._voided = set()
        self._awaited = dict.fromkeys(expected, entry)

    def awaits(self, number: int) -> bool:
        """Whether an entry with this number has to be one that a decision made."""
        return number in self._awaited

    def objections(self, entry: Entry[Fact]) -> Iterator[LedgerError]:
        """Yield that an awaited entry is not one that its decision made."""
        decision = self._awaited.pop(entry.number)
        fact = decision.fact
        assert isinstance(fact, AppealDecided)
        if isinstance(entry.fact, EntryVoided) and entry.fact.case == fact.case:
            self._voided.add(entry.fact.entry)
        elif not _was_made(entry, fact, decision):
            yield NotByDecision(
                _("decision #{decision} did not make this entry", decision=decision.number),
                expected=_("a void of what it allows, what takes its place, or what was missing"),
                found=str(entry.fact.LABEL),
            )
        left = [number for number in fact.allowed if number not in self._voided]
        if not self._awaited and left:
            yield NotByDecision(
                _("what decision #{decision} allows is not put right", decision=decision.number),
                expected=_("a void of {entries}", entries=listing(f"#{number}" for number in left)),
                found=_("nothing"),
            )

    def missing(self) -> dict[int, int]:
        """Return the entries that a decision made and that are not there, each with the number of the decision."""
        return {number: decision.number for number, decision in self._awaited.items()}


def _was_made(entry: Entry[Fact], fact: AppealDecided, decision: Entry[Fact]) -> bool:
    if (entry.recorded_at, entry.recorded_by) != (decision.recorded_at, decision.recorded_by):
        return False
    if not entry.fact.IS_RECORDED_BY_PEOPLE or _harms_others(entry, decision.person):
        return False
    if entry.corrects is not None:
        return entry.corrects in fact.allowed
    return not isinstance(entry.fact, EntryVoided) and bool(fact.allowed_points)


def _harms_others(entry: Entry[Fact], appellant: str | None) -> bool:
    """Whether an entry is about somebody else, who is not heard in the case, and is no merit of theirs."""
    if isinstance(entry.fact, EntryVoided) or entry.person == appellant:
        return False
    return entry.corrects is not None or not entry.fact.favours_the_person()


def remedy_objections(
    fact: AppealDecided, made: Sequence[Entry[Fact]], appellant: str | None
) -> Iterator[LedgerError]:  # fmt: skip
    """Yield what speaks against the entries that a decision makes, each of which could be recorded by itself.

    What it allows is voided, nothing else is; what is recorded besides is what a disputed point says is missing.
    """
    voids = [entry.fact for entry in made if isinstance(entry.fact, EntryVoided)]
    if {void.entry for void in voids if void.case == fact.case} != set(fact.allowed) or len(voids) != len(fact.allowed):
        yield NotByDecision(
            _("the decision does not void what it allows, and nothing else"),
            expected=listing(f"#{number}" for number in fact.allowed) or _("nothing"),
            found=listing(f"#{void.entry}" for void in voids) or _("nothing"),
            column="made",
        )
    for entry in made:
        if _harms_others(entry, appellant):
            yield AgainstOthers(
                _("the decision would be against somebody who is no party"),
                expected=_("entries about the appellant, or a merit of somebody else's"),
                found=f"{entry.fact.LABEL} {entry.person or ''}".strip(),
                remedy=_("Record what somebody else did by itself, so that they can appeal too."),
                column="made",
            )
    added = [entry for entry in made if entry.corrects is None and not isinstance(entry.fact, EntryVoided)]
    if added and not fact.allowed_points:
        yield NothingMissing(
            _("the decision adds an entry and allows no point"),
            expected=_("a disputed point that is allowed, such as “unrecorded: …”"),
            found=_("none"),
            remedy=_("An allowed entry is corrected with --correct; nothing else is added."),
            column="allowed_points",
        )
