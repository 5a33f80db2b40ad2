"""What the reports share that tell what came after: entries as rows, their table, and what it changed for each person."""

from collections.abc import Sequence
from typing import Any

from ledger.entry import Entry
from ledger.facts import Fact, catalogue
from ledger.facts.entry_voided import EntryVoided
from ledger.people import People
from ledger.texts import _, later
from projections.publications import Since
from projections.reports._base import Document, Table, fields_as_json, instant_shown, recorder_shown

HOW = {
    "recorded": later("recorded"),
    "backdated": later("backdated"),
    "void": later("void"),
    "correction": later("correction"),
    "amendment": later("amendment"),
}


def since_as_json(since: Since, people: People, zone: str) -> Document:
    """Return an entry recorded since: what it is, about whom and which day, by whom, and how many days after."""
    entry, of, void = since.entry, since.of, since.void
    person = entry.person
    return {
        "entry": entry.number,
        "how": since.how,
        "kind": entry.kind if of is None else of.kind,
        "person": person,
        "name": people[person].name if person is not None and person in people else None,
        "occurred_on": since.day.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
        "recorded_by": recorder_shown(entry.recorded_by, people),
        "days": since.days(zone),
        "period": since.period,
        "of": None if of is None else of.number,
        "void": None if void is None else void.number,
        "reason": _reason(void),
        "authority": getattr(void.fact if void is not None else entry.fact, "authority", None),
        "fields": fields_as_json(entry) if void is not entry and since.how != "amendment" else {},
        "was": {} if of is None else fields_as_json(of),
    }


def _reason(void: Entry[Fact] | None) -> str | None:
    return void.fact.reason if void is not None and isinstance(void.fact, EntryVoided) else None


def since_table(rows: Sequence[Document], zone: str) -> Table:
    """Return the table of what was recorded since."""
    headings = (
        _("entry"), _("what"), _("day"), _("person"), _("kind"), _("days after"), _("recorded"), _("by"), _("why"),
    )  # fmt: skip
    return Table(
        headings,
        [
            (
                _numbers(row),
                _(HOW[row["how"]]),
                row["occurred_on"],
                row["name"] or row["person"] or "",
                str(catalogue()[row["kind"]].LABEL),
                str(row["days"]),
                instant_shown(row["recorded_at"], zone),
                row["recorded_by"],
                _(", ").join(part for part in (row["reason"], row["authority"]) if part),
            )
            for row in rows
        ],
        frozenset({5}),
    )


def _numbers(row: Document) -> str:
    if row["how"] == "correction":
        return f"#{row['of']} → #{row['entry']}"
    return f"#{row['of']} → ×" if row["how"] == "void" else f"#{row['entry']}"


def change_of(before: Document | None, after: Document | None) -> Document | None:
    """Return what changed between two rows of one person, item by item; None if nothing did."""
    row = after or before
    assert row is not None
    figures = ("total", "out_of", "net", "rank", "grade")
    was, is_now = ({name: (found or {}).get(name) for name in figures} for found in (before, after))
    items = [change for name in row["items"] if (change := _item_change(name, before, after)) is not None]
    if was == is_now and not items:
        return None
    return {"id": row["id"], "name": row["name"], "before": was, "after": is_now, "items": items}


def _item_change(name: str, before: Document | None, after: Document | None) -> Document | None:
    was, is_now = ((found or {"items": {}})["items"].get(name) for found in (before, after))
    if was == is_now:
        return None
    return {
        "item": name,
        "label": (is_now or was)["label"],
        "before": _points(was),
        "after": _points(is_now),
        "state": None if is_now is None else is_now["state"],
    }


def _points(item: Any) -> str | None:
    return None if item is None else item["points"]
