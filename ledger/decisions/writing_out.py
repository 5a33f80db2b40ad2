"""An entry written out: the fields, as text, from which a draft of the same is read."""

from decimal import Decimal

from ledger.entry import Entry
from ledger.facts import Fact, fields_of
from ledger.values import plain_number


def as_texts(entry: Entry[Fact]) -> dict[str, str]:
    """Return an entry as the fields from which `draft_from` reads it again; fields left out are absent."""
    texts = {"kind": entry.kind, "person": entry.person, "note": entry.note, "evidence": entry.evidence}
    texts["occurred_on"] = None if entry.occurred_on is None else entry.occurred_on.isoformat()
    texts["source_key"] = entry.source_key
    for name in fields_of(type(entry.fact)):
        value = getattr(entry.fact, name)
        texts[name] = None if value is None else text_of(value)
    return {name: text for name, text in texts.items() if text is not None}


def text_of(value: object) -> str:
    """Return a field's value as the text from which the field reads it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return " ".join(map(text_of, value))
    return plain_number(value) if isinstance(value, Decimal) else str(value)
