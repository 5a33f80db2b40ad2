"""Appeals near their deadline: the place where `projections.appeals` adds them to what there is to do."""

from projections.reports._base import Asked, Document


def appeals_near_their_deadline(asked: Asked) -> list[Document]:
    """Return a row for each open step of an appeal; none while the ledger has no appeals.

    A row: {"year", "person", "name", "what" (in the language in use), "due_on" (YYYY-MM-DD), "entries"}.
    """
    return []
