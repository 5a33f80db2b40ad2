"""A simulation: what if entries were void, others recorded, or readings taken otherwise?"""

import hashlib
import json
from collections.abc import Iterator

from ledger.facts import catalogue
from ledger.facts.entry_voided import EntryVoided
from ledger.schemes.alternatives import alternative_called
from ledger.texts import _
from projections.reports._base import (
    Asked,
    Document,
    Page,
    Paragraph,
    Report,
    WhoIsAsked,
    fields_as_json,
    head_of,
)  # fmt: skip
from projections.reports._moves import moves_of, moves_table
from projections.reports.score import opening_of
from projections.standings import Standing
from projections.supposing import Supposed


def _document(asked: Asked) -> Document:
    """`asked.earlier` is the question put to the ledger as it is, `asked` the same to what is supposed."""
    assert asked.earlier is not None and asked.scheme is not None and isinstance(asked.source, Supposed)
    before, after = _everyone(asked.earlier, asked, asked.source) if asked.ranks else _asked_alone(asked.earlier, asked)
    document = {
        **head_of(asked.earlier, "whatif"),
        "simulation": True,
        "ranked": asked.ranks,
        "people": list(asked.person_ids),
        "void": [entry.fact.entry for entry in asked.source.added if isinstance(entry.fact, EntryVoided)],
        "add": list(_added(asked, asked.source)),
        "readings": _readings(asked),
        "grade_labels": list(asked.scheme.grades.labels),
        "rows": moves_of(before, after, asked.person_ids),
    }
    return {**document, "sha256": hash_of(document)}


def hash_of(document: Document) -> str:
    """Return the SHA-256, in hexadecimal, under which a page may be cited: of its JSON with sorted keys, in UTF-8."""
    return hashlib.sha256(json.dumps(document, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _everyone(before: Asked, after: Asked, supposed: Supposed) -> tuple[list[Standing], list[Standing]]:
    """Return everybody's standings before and after, of entries read once."""
    assert before.scheme is not None and after.scheme is not None
    facts = before.reading.facts(after.scheme)
    changed = facts.supposing(supposed.voided, supposed.added, before.scheme) or after.reading.facts(before.scheme)
    return facts.standings(before.scheme), changed.standings(after.scheme)


def _asked_alone(before: Asked, after: Asked) -> tuple[list[Standing], list[Standing]]:
    sheets = [[asked.reading.one(person_id) for person_id in after.person_ids] for asked in (before, after)]
    was, is_now = ([Standing(sheet, None, None) for sheet in of_one if sheet is not None] for of_one in sheets)
    return was, is_now


def _added(asked: Asked, supposed: Supposed) -> Iterator[Document]:
    for entry in supposed.added:
        if not isinstance(entry.fact, EntryVoided):
            is_known = entry.person is not None and entry.person in asked.people
            name = asked.people[entry.person].name if is_known and entry.person else None
            day = None if entry.occurred_on is None else entry.occurred_on.isoformat()
            yield {"kind": entry.kind, "person": entry.person, "name": name, "occurred_on": day,
                   "fields": fields_as_json(entry)}  # fmt: skip


def _readings(asked: Asked) -> list[Document]:
    assert asked.scheme is not None and asked.earlier is not None and asked.earlier.scheme is not None
    taken = []
    for text in filter(None, asked.options.get("reading", "").split()):
        reading, alternative = alternative_called(asked.earlier.scheme, *text.split("="))
        sentence = reading.sentence_of(alternative)
        taken.append({"reading": reading.id, "alternative": alternative.id, "sentence": sentence})
    return taken


def _page(document: Document) -> Page:
    page: Page = [Paragraph(_("Simulation, not a decision (模拟，非决定): nothing is recorded.")), opening_of(document)]
    supposed = [_("void #{entry}", entry=number) for number in document["void"]]
    for entry in document["add"]:
        told = " ".join(f"{name}={value}" for name, value in entry["fields"].items())
        supposed.append(
            _("recorded: {kind} {person} {day} {fields}", kind=catalogue()[entry["kind"]].LABEL,
              person=entry["name"] or "", day=entry["occurred_on"] or "", fields=told).rstrip()
        )  # fmt: skip
    for taken in document["readings"]:
        supposed.append(_("read {reading}={alternative}: {sentence}", **taken))
    page.append(Paragraph(_("Supposed:") + "\n" + "\n".join(f"  - {one}" for one in supposed or [_("nothing")])))
    if document["rows"]:
        page.append(moves_table(document["rows"], document["grade_labels"], ranks=document["ranked"]))
    if not any(row["moves"] for row in document["rows"]):
        page.append(Paragraph(_("Nobody moves.")))
    page.append(Paragraph(_("To cite this page: sha256 {hash}", hash=document["sha256"])))
    return page


REPORT = Report(
    example="gongguo whatif 甲 --reading E10=overflow",
    about=WhoIsAsked.ONE_OR_EVERYONE,
    document=_document,
    page=_page,
    takes_ranks=True,
    takes_period=True,
)
