"""The record: what may be written, what stands, and how it stays true.

Readers take `Ledger` and `Cut` from here; `ledger.application` is for those who record. They are loaded when they
are first asked for: what only wants a text (the help of a command) must not wait for the rest.
"""

from typing import TYPE_CHECKING, Any

from ledger.errors import LedgerError

if TYPE_CHECKING:
    from ledger.ledger import Ledger
    from ledger.values import Cut

__all__ = ["Cut", "Ledger", "LedgerError"]


def __getattr__(name: str) -> Any:
    if name == "Ledger":
        from ledger.ledger import Ledger

        return Ledger
    if name == "Cut":
        from ledger.values import Cut

        return Cut
    raise AttributeError(name)
