"""Documents made from the one that comes with the program: changed in places, or for another year."""

import re

from ledger.schemes import document_called
from tests.office import SCHEME

DOCUMENT = document_called(SCHEME)


def changed(*changes: tuple[str, str], document: str = DOCUMENT) -> str:
    """Return the document with each text in place of another, which has to be there."""
    for old, new in changes:
        assert old in document, old
        document = document.replace(old, new, 1)
    return document


def in_item(item: str, old: str, new: str) -> tuple[str, str]:
    """Return a change of the first such text in the table of an item."""
    table = re.search(rf'^id = "{item}"$.*?(?=^\[\[(?:parts|posts)\.(?:items|bonuses)\]\])', DOCUMENT, re.M | re.S)
    assert table is not None and old in table[0], (item, old)
    return table[0], table[0].replace(old, new, 1)


def of_year(year: int, document: str = DOCUMENT) -> str:
    """Return the document as the scheme of another calendar year, adopted on its 5 January."""
    return changed(
        ('id = "xiangxi-2020"', f'id = "xiangxi-{year}"'),
        ("year = 2020 ", f"year = {year} "),
        ("adopted_on = 2020-06-02", f"adopted_on = {year}-01-05"),
        ("first_day = 2020-01-01", f"first_day = {year}-01-01"),
        ("last_day = 2020-12-31", f"last_day = {year}-12-31"),
        document=document,
    )
