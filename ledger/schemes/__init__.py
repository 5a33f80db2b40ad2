"""The law as data: schemes, the schemes adopted in a ledger, and those that come with the program."""

from ledger.schemes.adopted import AdoptedSchemes, NoSchemeForYear
from ledger.schemes.clause_on_appeals import Appeals
from ledger.schemes.model import Item, Part, Post, Scheme, scheme_from
from ledger.schemes.readings import Reading
from ledger.schemes.shipped import document_called, roster_called, scheme_called, shipped_schemes
from ledger.schemes.unreadable import SchemeUnreadable

__all__ = [
    "AdoptedSchemes", "Appeals", "Item", "NoSchemeForYear", "Part", "Post", "Reading", "Scheme", "SchemeUnreadable",
    "document_called", "roster_called", "scheme_called", "scheme_from", "shipped_schemes",
]  # fmt: skip
