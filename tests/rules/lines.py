"""What the tests of rules read: an item of a sheet, its nominal loss and its lines, as text."""

from decimal import Decimal

from projections.scores import ItemScore
from tests.office import Office


def score(office: Office, person: str, item: str, as_of: str, known_at: int | None = None) -> ItemScore:
    """Return an item as it stands on a person's sheet."""
    sheet = office.reading(as_of, known_at).one(person)
    assert sheet is not None
    return next(score for score in sheet.items if score.item.id == item)


def nominal(office: Office, person: str, item: str, as_of: str) -> Decimal:
    """Return what an item's clause takes, before the item's own limit."""
    return score(office, person, item, as_of).nominal


def applied(office: Office, person: str, item: str, as_of: str) -> list[tuple[int | None, str]]:
    """Return each line's entry and the points it really took or gave."""
    lines = score(office, person, item, as_of).lines
    return [
        (None if line.source.entry is None else line.source.entry.number, f"{line.applied.normalize():f}")
        for line in lines
    ]
