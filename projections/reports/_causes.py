"""What cost a person points: the items that lost some, the most first, each with the entries that it rests on."""

from ledger.values import plain_number
from projections.reports._base import Document
from projections.scores import ItemScore, Sheet


def causes_of(sheet: Sheet) -> list[Document]:
    """Return the items of a traced sheet that lost points: what was lost in each, and the numbers of the entries.

    An item that lost points without an entry (a month without news) has no numbers.
    """
    losing = sorted((score for score in sheet.items if score.lost > 0), key=lambda score: -score.lost)
    return [
        {
            "item": score.item.id,
            "label": score.item.label,
            "clause": score.item.clause,
            "lost": plain_number(score.lost),
            "entries": _entries(score),
        }
        for score in losing
    ]


def _entries(score: ItemScore) -> list[int]:
    """Return the entries of the lines that took points; one that the limit left without effect is not among them."""
    found: set[int] = set()
    for line in score.lines:
        if line.applied < 0:
            entry = line.source.entry
            found |= set(line.source.entries) | ({entry.number} if entry is not None else set())
    return sorted(found)
