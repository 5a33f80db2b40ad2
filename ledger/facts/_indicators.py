"""What the kinds about an indicator share: it must be the person's, and its rule must take the kind."""

from collections.abc import Iterator

from ledger.errors import LedgerError
from ledger.facts._base import Fact, Occasion, kind_name
from ledger.texts import _, listing


class NotTheirIndicator(LedgerError):
    """An indicator that is not of the person's post on that day, nor of the post decided for the year."""

    code = "not-their-indicator"


class KindNotTaken(LedgerError):
    """An entry whose kind the indicator's rule does not take, such as progress on an incident item."""

    code = "kind-not-taken"


def indicator_objections(fact: Fact, indicator: str, occasion: Occasion) -> Iterator[LedgerError]:
    """Yield a refusal if the indicator is not the person's, or does not take entries of this kind."""
    theirs = occasion.indicators()
    if indicator not in theirs:
        yield NotTheirIndicator(
            _("the indicator is not of the person's post"),
            expected=_("one of {options}", options=listing(theirs) or _("(the post has none)")),
            found=indicator,
            remedy=_("Check the person's post on {day} (gongguo log PERSON).", day=occasion.standing_day),
            column="indicator",
        )
    elif kind_name(type(fact)) not in occasion.kinds_taken_by(indicator):
        yield KindNotTaken(
            _("the indicator does not take entries of this kind"),
            expected=_("one of {options}", options=listing(sorted(occasion.kinds_taken_by(indicator)))),
            found=kind_name(type(fact)),
            remedy=_("See the indicator's rule with gongguo scheme show."),
            column="kind",
        )
