"""What the two kinds about tasks of the start of the year share: the categories, and who has party days."""

from collections.abc import Iterator

from ledger.errors import LedgerError
from ledger.facts._base import Occasion
from ledger.texts import Label, _

CATEGORIES = {
    "creation": Label("① responsibilities", "①"),
    "study": Label("② study", "②"),
    "party-day": Label("③ party day", "③"),
}


class NotAPartyMember(LedgerError):
    """A task of the party day for someone who was not a member on that day."""

    code = "not-a-party-member"


def party_day_objections(category: str, occasion: Occasion) -> Iterator[LedgerError]:
    """Yield a refusal if `category` is the party day and the person was not a member on that day."""
    if category == "party-day" and not occasion.is_member():
        yield NotAPartyMember(
            _("a task of the party day (③) is for party members"),
            expected=_("a party member on {day}", day=occasion.standing_day),
            found=_("{name} was not one", name=occasion.person_name),
            remedy=_("Check the person, the day and the category."),
            column="category",
        )
