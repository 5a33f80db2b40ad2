"""Everything that speaks against one entry, of whatever kind, as the register is before it."""

from collections.abc import Callable, Iterator

from ledger.decisions.admission import Said, day_objections, enrolment_objections, person_objections
from ledger.decisions.adopting import adoption_objections, amendment_objections
from ledger.decisions.appealing import appeal_objections
from ledger.decisions.publishing import publication_objections
from ledger.decisions.references import reference_objections
from ledger.decisions.register import Register
from ledger.decisions.sampling import sampling_objections
from ledger.decisions.sharing import share_objections
from ledger.entry import RecordedBy
from ledger.errors import LedgerError
from ledger.facts import Fact, Judgement, catalogue
from ledger.facts._appeals import AppealEntry
from ledger.facts.bulletin_published import BulletinPublished
from ledger.facts.clients_sampled import ClientsSampled
from ledger.facts.credit_shares_decided import CreditSharesDecided
from ledger.facts.finding_made import FindingMade
from ledger.facts.obligation_met import ObligationMet
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.facts.scheme_adopted import SchemeAdopted
from ledger.facts.scheme_amended import SchemeAmended
from ledger.people import person_unknown

_OF_THE_KIND: dict[type[Fact], Callable[[Said, Register], Iterator[LedgerError]]] = {
    PersonEnrolled: enrolment_objections,
    SchemeAdopted: adoption_objections,
    SchemeAmended: amendment_objections,
    BulletinPublished: publication_objections,
    ClientsSampled: sampling_objections,
}
"""Kinds that are not judged by a person's standing."""

_BESIDE_THE_PERSON: dict[type[Fact], Callable[[Said, str, Register], Iterator[LedgerError]]] = {
    FindingMade: reference_objections,
    ObligationMet: reference_objections,
    CreditSharesDecided: share_objections,
}
"""Kinds about a person that other entries speak about too: judged when they are recorded, not when they stand."""


def objections(said: Said, person_id: str | None, by: RecordedBy, register: Register) -> list[LedgerError]:
    """Return what speaks against an entry that is no void; `person_id` is whom it is about, None for nobody."""
    found = day_objections(said, register)
    of_the_kind = _OF_THE_KIND.get(type(said.fact))
    if isinstance(said.fact, AppealEntry):
        found += appeal_objections(said, person_id, by, register)
    elif of_the_kind is not None:
        found += of_the_kind(said, register)
    elif person_id is not None:
        person = register.people.get(person_id)
        if person is None:
            return [*found, person_unknown(person_id)]
        found += person_objections(said, person, by, register)
        beside = _BESIDE_THE_PERSON.get(type(said.fact))
        found += beside(said, person_id, register) if beside is not None else ()
    return found


def kinds_judged_by_their_day() -> frozenset[type[Fact]]:
    """Return the kinds about people against which nothing speaks but the day, if others record them."""
    special: tuple[type[Fact], ...] = (Judgement, AppealEntry, *_OF_THE_KIND, *_BESIDE_THE_PERSON)
    return frozenset(
        kind for kind in catalogue().values()
        if kind.IS_ABOUT_A_PERSON and not kind.CHANGES_THE_ROSTER and not issubclass(kind, special)
        and kind.objections is Fact.objections
    )  # fmt: skip
