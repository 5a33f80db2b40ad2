"""The record: what may be written, what stands, and how it stays true.

`Ledger` and `Cut` are what readers of a ledger need; `Ledger` is loaded when first asked for, because it brings
the database with it.
"""

from typing import TYPE_CHECKING, Any

from ledger.errors import LedgerError
from ledger.values import Cut

if TYPE_CHECKING:
    from ledger.application import Ledger

__all__ = ["Cut", "Ledger", "LedgerError"]


def __getattr__(name: str) -> Any:
    if name == "Ledger":
        from ledger.application import Ledger

        return Ledger
    raise AttributeError(name)
