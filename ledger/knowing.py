"""What a ledger knows after one of its entries, as drafts are judged by it."""

from ledger.decisions.register import Register
from ledger.ledger import Ledger
from ledger.schemes.adopted import LAW_KINDS, AdoptedSchemes


def known_after(ledger: Ledger, number: int) -> Register:
    """Return the register of a ledger after entry `number`, to the last one; people are asked about as they are met."""
    law = list(ledger.standing_of_kinds(LAW_KINDS, number))
    today = ledger.today(AdoptedSchemes(law).time_zone)
    return Register(ledger.archive, ledger.people(number), law, today, number)
