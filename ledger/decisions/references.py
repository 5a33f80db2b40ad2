"""Whether the entry that another is about may be named: it is there, it stands, and it is about the same person."""

from collections.abc import Iterator

from ledger.decisions.admission import Said
from ledger.decisions.register import Register
from ledger.decisions.voiding import no_such_entry
from ledger.errors import LedgerError
from ledger.facts.entry_voided import EntryVoided
from ledger.facts.finding_made import FindingMade
from ledger.facts.obligation_met import ObligationMet
from ledger.texts import _


class AboutSomebodyElse(LedgerError):
    """An entry named as the one in question that is about another person, or about nobody."""

    code = "about-somebody-else"


class AboutAVoidedEntry(LedgerError):
    """An entry named as the one in question that is out of force."""

    code = "about-a-voided-entry"


def reference_objections(said: Said, person_id: str, register: Register) -> Iterator[LedgerError]:
    """Yield what speaks against naming the entry that a finding or a met obligation is about; None names none."""
    fact = said.fact
    assert isinstance(fact, FindingMade | ObligationMet)
    if fact.about is None:
        return
    named = register.entry(fact.about)
    if named is None:
        error = no_such_entry(f"#{fact.about}")
        error.column = "about"
        yield error
    elif named.person != person_id:
        yield AboutSomebodyElse(
            _("entry #{number} is not about {name}", number=named.number, name=register.people[person_id].name),
            expected=_("an entry about the same person"),
            found=_("{kind} of {person}", kind=named.fact.LABEL, person=named.person or _("nobody")),
            remedy=_("See gongguo log PERSON."),
            column="about",
        )
    elif (void := register.void_of(named.number)) is not None:
        yield AboutAVoidedEntry(
            _("entry #{number} is void", number=named.number),
            expected=_("an entry that stands"),
            found=_("voided by #{number}", number=void),
            remedy=_remedy(void, register),
            column="about",
        )


def _remedy(void: int, register: Register) -> str:
    entry = register.entry(void)
    assert entry is not None and isinstance(entry.fact, EntryVoided)
    if entry.fact.replaced_by is None:
        return ""
    return _("Name #{number}, which stands in its place.", number=entry.fact.replaced_by)
