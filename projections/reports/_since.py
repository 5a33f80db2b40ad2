"""What the reports share that tell what came after: entries as rows, their table, and the change for each person."""

from collections.abc import Sequence
from typing import Any

from ledger.entry import Entry
from ledger.facts import Fact, catalogue
from ledger.people import People
from ledger.texts import _, later
from projections.publications import Since
from projections.reports._base import Document, Paragraph, Table, fields_as_json, instant_shown, recorder_shown
from projections.reports._corrections import Step, corrections_shown, step_as_json

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
        "authority": getattr(entry.fact, "authority", None) if void is None else None,
        "fields": fields_as_json(entry) if void is not entry and since.how != "amendment" else {},
        "correction": None if of is None or void is None else step_as_json(_step(since, of, void), people),
    }


def _step(since: Since, of: Entry[Fact], void: Entry[Fact]) -> Step:
    return Step(of, void, None if since.entry is void else since.entry)


def since_blocks(rows: Sequence[Document], zone: str) -> list[Table | Paragraph]:
    """Return the table of what was recorded since, and what each void and correction put right."""
    steps = [row["correction"] for row in rows if row["correction"] is not None]
    return [_table(rows, zone), *corrections_shown(steps, zone)]


def _table(rows: Sequence[Document], zone: str) -> Table:
    headings = (
        _("entry"), _("what"), _("day"), _("person"), _("kind"), _("days after"), _("recorded"), _("by"),
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
