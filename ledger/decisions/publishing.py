"""Whether a bulletin may be published: its day has come, and it is the next edition of its period."""

from collections.abc import Iterator

from ledger.decisions.admission import Said
from ledger.decisions.register import Register
from ledger.errors import LedgerError
from ledger.facts.bulletin_published import BulletinPublished
from ledger.texts import _


class NotOverYet(LedgerError):
    """A bulletin of a period whose cutoff has not come."""

    code = "not-over-yet"
    is_kept_for_ever = True


class OtherEdition(LedgerError):
    """An edition that somebody else published meanwhile."""

    code = "other-edition"
    is_kept_for_ever = True


def publication_objections(said: Said, register: Register) -> Iterator[LedgerError]:
    """Yield what speaks against publishing."""
    fact = said.fact
    assert isinstance(fact, BulletinPublished)
    if register.today < fact.as_of:
        yield NotOverYet(
            _("the bulletin of {period} cannot be published yet", period=fact.period),
            expected=_("{day} or later", day=fact.as_of),
            found=str(register.today),
            remedy=_("Until then gongguo bulletin --period {period} shows how things stand.", period=fact.period),
            column="as_of",
        )
    edition = 1 + sum(published.period == fact.period for published in register.publications)
    if edition != fact.edition:
        yield OtherEdition(
            _("the bulletin of {period} was published by somebody else meanwhile", period=fact.period),
            expected=_("edition {edition}", edition=edition),
            found=_("edition {edition}", edition=fact.edition),
            remedy=_("Read it first: gongguo bulletin --published {period}.", period=fact.period),
            column="edition",
        )
