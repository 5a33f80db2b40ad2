"""The entries: what has been recorded, by whom, when?"""

from ledger.entry import Entry
from ledger.facts import Fact, UnknownKind, catalogue, fields_of, kind_called
from ledger.history import voids_among
from ledger.texts import _, later, listing
from projections.publications import period_passed, publications
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
    value_shown,
)  # fmt: skip
from projections.reports._corrections import chain_of, common_label, corrections_shown, step_as_json


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
    _mark(listed, shown, asked)
    return {"schema": "gongguo.log/1", "zone": asked.zone, "entries": listed}


def _mark(listed: list[Document], shown: list[Entry[Fact]], asked: Asked) -> None:
    """Say of each entry which published period it came after, and which corrections it went through."""
    published = publications(asked.source, asked.schemes, asked.known_at.entry)
    for row, entry in zip(listed, shown, strict=True):
        if published and entry.occurred_on is not None and entry.fact.IS_RECORDED_BY_PEOPLE:
            row["backdated"] = period_passed(published, entry.fact, entry.day, entry.number)
        if entry.corrects is not None or row["voided_by"] is not None:
            steps = chain_of(asked.source, entry, asked.known_at.entry)
            row["corrections"] = [step_as_json(step, asked.people) for step in steps]


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
        "corrects": entry.corrects,
        "clock_was_behind": entry.clock_was_behind,
        "backdated": None,
        "corrections": [],
        "fields": fields_as_json(entry),
    }


def _page(document: Document) -> Page:
    if not document["entries"]:
        return [Paragraph(_("No entries."))]
    headings = (
        _("entry"), _("day"), _("person"), _("kind"), _("fields"), _("recorded"), _("by"), _("state"),
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
            _remarks(entry),
        )
        for entry in document["entries"]
    ]
    steps = [step for entry in document["entries"] for step in entry["corrections"] if step["anew"] is not None]
    return [Table(headings, rows), *corrections_shown(steps, document["zone"])]


def _remarks(entry: Document) -> str:
    remarks = []
    if entry["voided_by"] is not None:
        remarks.append(_("voided by #{number}", number=entry["voided_by"]))
    if entry["corrects"] is not None:
        remarks.append(_("corrects #{number}", number=entry["corrects"]))
    if entry["clock_was_behind"]:
        remarks.append(_("the clock was behind"))
    if entry["backdated"] is not None:
        remarks.append(_("backdated ({period})", period=entry["backdated"]))
    return _(", ").join(remarks)


def _fields_shown(kind: str, fields: Document) -> str:
    """Return the fields with their labels; a document as long as a scheme is left to --json."""
    known = fields_of(catalogue()[kind])
    shown = []
    for name, value in fields.items():
        if (name == "document" and kind in {"scheme-adopted", "scheme-amended"}) or value == []:
            continue
        label = str(known[name].label) if name in known else common_label(name)
        shown.append(f"{label}={value_shown(known.get(name), value)}")
    return _(", ").join(shown)


REPORT = Report(
    example="gongguo log 甲 --kind late-arrival",
    about=WhoIsAsked.ONE_OR_EVERYONE,
    document=_document,
    page=_page,
    is_of_a_year=False,
    options={"kind": later("only entries of this kind"), "entry": later("only the entry with this number")},
)
