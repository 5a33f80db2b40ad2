"""Everything that speaks against one entry, of whatever kind, as the register is before it."""

from collections.abc import Callable, Iterator

from ledger.decisions.admission import day_objections, enrolment_objections, person_objections
from ledger.decisions.adopting import adoption_objections, amendment_objections
from ledger.decisions.drafts import Draft
from ledger.decisions.publishing import publication_objections
from ledger.decisions.register import Register
from ledger.entry import RecordedBy
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.facts.bulletin_published import BulletinPublished
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.facts.scheme_adopted import SchemeAdopted
from ledger.facts.scheme_amended import SchemeAmended
from ledger.people import person_unknown

_OF_THE_KIND: dict[type[Fact], Callable[[Draft, Register], Iterator[LedgerError]]] = {
    PersonEnrolled: enrolment_objections,
    SchemeAdopted: adoption_objections,
    SchemeAmended: amendment_objections,
    BulletinPublished: publication_objections,
}


def objections(draft: Draft, person_id: str | None, by: RecordedBy, register: Register) -> Iterator[LedgerError]:
    """Yield what speaks against an entry that is no void; `person_id` is whom it is about, None for nobody."""
    yield from day_objections(draft, register)
    of_the_kind = _OF_THE_KIND.get(type(draft.fact))
    if of_the_kind is not None:
        yield from of_the_kind(draft, register)
    elif person_id is not None and person_id not in register.people:
        yield person_unknown(person_id)
    elif person_id is not None:
        yield from person_objections(draft, register.people[person_id], by, register)
