"""Whether a draw is what its seed gives: nobody picks whom they ask."""

from collections.abc import Iterator

from ledger.decisions.admission import Said
from ledger.decisions.register import Register
from ledger.errors import LedgerError
from ledger.facts.clients_sampled import ClientsSampled, rows_drawn
from ledger.texts import _, listing


class DrawnOtherwise(LedgerError):
    """Rows that the seed does not draw."""

    code = "drawn-otherwise"
    is_kept_for_ever = True


def sampling_objections(said: Said, _register: Register) -> Iterator[LedgerError]:
    """Yield what speaks against a draw: rows that its own seed and size do not give."""
    fact = said.fact
    assert isinstance(fact, ClientsSampled)
    given = rows_drawn(fact.seed, fact.frame_size, len(fact.drawn))
    if given != fact.drawn or not given:
        yield DrawnOtherwise(
            _("these rows are not what the seed draws"),
            expected=listing(given) or _("one row at least"),
            found=listing(fact.drawn) or _("nothing"),
            remedy=_("gongguo sample-clients draws by the seed alone."),
        )
