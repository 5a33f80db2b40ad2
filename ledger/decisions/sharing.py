"""Whether a share of a work may be decided: the shares of all people in one work are never more than the whole."""

import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from ledger.decisions.admission import Said
from ledger.decisions.register import Register
from ledger.errors import LedgerError
from ledger.facts.credit_shares_decided import CreditSharesDecided
from ledger.texts import _, listing
from ledger.values import exact_sum, plain_number

WHOLE = Decimal(1)


class SharesExceedTheWhole(LedgerError):
    """Shares of one work that would come to more than 1 together (加分项3, reading F13)."""

    code = "shares-exceed-the-whole"
    is_kept_for_ever = True


def _folded(work: str) -> str:
    """Return the name of a work as it is compared: width, case and spaces make no other work of it."""
    return "".join(unicodedata.normalize("NFKC", work).casefold().split())


def share_objections(said: Said, _person_id: str, register: Register) -> Iterator[LedgerError]:
    """Yield the refusal of a share that is more than the standing shares of the same work leave, of whatever year."""
    fact = said.fact
    assert isinstance(fact, CreditSharesDecided)
    standing = {
        entry.number: entry.fact.share
        for entry in register.standing_of_kind("credit-shares-decided")
        if isinstance(entry.fact, CreditSharesDecided) and _folded(entry.fact.work) == _folded(fact.work)
    }
    left = WHOLE - exact_sum(standing.values())
    if fact.share > left:
        shown = listing(f"#{number} {plain_number(share)}" for number, share in standing.items())
        yield SharesExceedTheWhole(
            _("the shares of “{work}” would be more than the whole", work=fact.work),
            expected=_("at most {left}, which is left beside {entries}", left=plain_number(left), entries=shown),
            found=plain_number(fact.share),
            remedy=_("Correct or void an earlier share first; if it is another work, name it so."),
            column="share",
        )
