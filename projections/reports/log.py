"""The entries: what has been recorded, by whom, when?"""

from ledger.entry import Entry
from ledger.facts import Fact, Field, UnknownKind, catalogue, fields_of, kind_called
from ledger.history import voids_among
from ledger.texts import _, later, listing
from projections.reports._base import (
    Asked,
    Document,
    Page,
    Paragraph,
    Report,
    Table,
    WhoIsAsked,
    fields_as_json,
    instant_shown,
    recorder_shown,
)  # fmt: skip


def _document(asked: Asked) -> Document:
    known_at = asked.known_at.entry
    wanted = asked.options.get("kind")
    if wanted and kind_called(wanted) is None:
        raise UnknownKind(
            _("there is no such kind of entry"),
            expected=_("one of {options}", options=listing(catalogue())),
            found=wanted,
        )
    if asked.person_ids:
        entries = list(asked.source.entries_of_person(asked.person_ids[0], known_at))
    else:
        entries = list(asked.source.entries(known_at))
    voids = voids_among(entries)
    shown = [entry for entry in entries if _is_asked(entry, asked)]
    listed = [_entry(entry, voids.get(entry.number), asked) for entry in shown]
    return {"schema": "gongguo.log/1", "zone": asked.zone, "entries": listed}


def _is_asked(entry: Entry[Fact], asked: Asked) -> bool:
    number = asked.options.get("entry")
    if number and str(entry.number) != number.removeprefix("#"):
        return False
    wanted = asked.options.get("kind")
    if wanted and type(entry.fact) is not kind_called(wanted):
        return False
    return asked.as_of is None or entry.occurred_on is None or entry.occurred_on <= asked.as_of


def _entry(entry: Entry[Fact], voided_by: int | None, asked: Asked) -> Document:
    person = entry.person
    return {
        "entry": entry.number,
        "kind": entry.kind,
        "person": person,
        "name": asked.people[person].name if person is not None and person in asked.people else None,
        "occurred_on": None if entry.occurred_on is None else entry.occurred_on.isoformat(),
        "recorded_at": entry.recorded_at.isoformat(),
        "recorded_by": recorder_shown(entry.recorded_by, asked.people),
        "source_key": entry.source_key,
        "voided_by": voided_by,
        "fields": fields_as_json(entry),
    }


def _page(document: Document) -> Page:
    if not document["entries"]:
        return [Paragraph(_("No entries."))]
    headings = (
        _("entry"), _("day"), _("person"), _("kind"), _("fields"), _("recorded"), _("by"), _("voided by"),
    )  # fmt: skip
    rows = [
        (
            f"#{entry['entry']}",
            entry["occurred_on"] or "",
            entry["name"] or entry["person"] or "",
            str(catalogue()[entry["kind"]].LABEL),
            _fields_shown(entry["kind"], entry["fields"]),
            instant_shown(entry["recorded_at"], document["zone"]),
            entry["recorded_by"],
            "" if entry["voided_by"] is None else f"#{entry['voided_by']}",
        )
        for entry in document["entries"]
    ]
    return [Table(headings, rows)]


def _fields_shown(kind: str, fields: Document) -> str:
    """Return the fields with their labels; a document as long as a scheme is left to --json."""
    known = fields_of(catalogue()[kind])
    shown = []
    for name, value in fields.items():
        if name == "document" and kind in {"scheme-adopted", "scheme-amended"}:
            continue
        label = str(known[name].label) if name in known else _(_COMMON.get(name, name))
        shown.append(f"{label}={_value_shown(known.get(name), value)}")
    return _(", ").join(shown)


_COMMON = {"note": later("note"), "evidence": later("evidence"), "named_by": later("named by")}


def _value_shown(field: Field | None, value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field is not None and field.choices and value in field.choices:
        return str(field.choices[str(value)])
    text = " ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


REPORT = Report(
    example="gongguo log 甲 --kind late-arrival",
    about=WhoIsAsked.ONE_OR_EVERYONE,
    document=_document,
    page=_page,
    is_of_a_year=False,
    options={"kind": later("only entries of this kind"), "entry": later("only the entry with this number")},
)
