"""The dossier of a person: all that a reviewer of an appeal asks for, as one document."""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Protocol

import msgspec

from ledger.errors import LedgerError
from ledger.integrity.merkle import root_of
from ledger.remedies.routes import Event, routes
from ledger.remedies.working_days import reckoned
from ledger.texts import _
from ledger.values import Cut, plain_number
from projections.appeal_documents import Appeals, AskedOfAppeals, case_document
from projections.appeals import cases_of
from projections.course import course_of
from projections.margin import losing_entries, sheet_without, smallest
from projections.masking import Mask
from projections.publications import publications
from projections.reports import Asked, report_called
from projections.reports._base import Document, Source
from projections.scores import Sheet


class Papers(Source, Appeals, Protocol):
    """What a ledger answers to a dossier."""

    def document(self, sha256: str) -> bytes | None:
        """The document kept under this hash."""

    def leaves(self, known_at: int) -> list[bytes]:
        """The leaf hashes of entries 1 to `known_at`."""


class NoSheet(LedgerError):
    """Somebody who is not assessed, or not enrolled by the day."""

    code = "no-sheet"


def dossier_of(asked: Asked, papers: Papers, case: int | None, today: date) -> Document:
    """Return the dossier of the one person asked about; `case` is the number of the appeal, None for all of theirs.

    Raises NoSheet.
    """
    (person_id,) = asked.person_ids
    sheet = asked.reading.one(person_id)
    if sheet is None or asked.scheme is None or asked.as_of is None:
        raise NoSheet(_("this person has no score sheet"), expected=_("somebody assessed and enrolled by the day"),
                      found=person_id, column="person")  # fmt: skip
    why = report_called("why").document(msgspec.structs.replace(asked, options={}))
    (row,) = why.pop("sheets")
    cut = Cut(asked.as_of, asked.known_at.entry)
    leaves = papers.leaves(asked.known_at.entry)
    course = course_of(papers, asked.schemes, asked.scheme.year, person_id, cut)
    document = {
        **why,
        "schema": "gongguo.dossier/1",
        "title": asked.scheme.title,
        "today": today.isoformat(),
        "sheet": row,
        "published": list(_published(asked, papers, person_id)),
        "course": [
            {"on": point.day.isoformat(), "total": plain_number(point.total), "out_of": plain_number(point.out_of)}
            for point in course
        ],
        **_suppositions(sheet),
        "cases": list(_cases(asked, papers, person_id, case, today)),
        "remedies": list(_remedies(asked, papers)),
        "has_clause_on_appeals": asked.scheme.appeals is not None,
        "entries": len(leaves),
        "root": base64.b64encode(root_of(leaves)).decode(),
        "leaves": {str(number): leaves[number - 1].hex() for number in sorted(_cited(row)) if number <= len(leaves)},
    }
    document = Mask(asked.people).over(document, person_id)
    told = json.dumps(document, sort_keys=True, ensure_ascii=False).encode()
    return {**document, "sha256": hashlib.sha256(told).hexdigest()}


def _published(asked: Asked, papers: Papers, person_id: str) -> Iterator[Document]:
    """Yield what each bulletin of the year said of the person, and what the same day's would say as it is known now."""
    assert asked.scheme is not None
    for publication in publications(papers, asked.schemes, asked.known_at.entry):
        fact = publication.fact
        content = papers.document(fact.document)
        if fact.year != asked.scheme.year or content is None:
            continue
        row = next((row for row in json.loads(content)["rows"] if row["id"] == person_id), None)
        scheme = asked.schemes.for_year(fact.year, fact.as_of)
        reading = msgspec.structs.replace(asked, scheme=scheme, as_of=fact.as_of).reading
        standing = next((one for one in reading.everyone() if one.sheet.person.id == person_id), None)
        yield {
            "period": fact.period,
            "edition": fact.edition,
            "entry": publication.entry.number,
            "published_on": publication.entry.day.isoformat(),
            "as_of": fact.as_of.isoformat(),
            "then": None if row is None else {name: row[name] for name in ("total", "out_of", "rank", "grade")},
            "now": None if standing is None else {
                "total": plain_number(standing.sheet.total), "out_of": plain_number(standing.sheet.out_of),
                "rank": standing.rank, "grade": standing.grade,
            },
        }  # fmt: skip


def _suppositions(sheet: Sheet) -> Document:
    """Return what voiding each entry alone would give back, and the fewest that lead out of the third grade."""
    losing = losing_entries(sheet)
    mark = sheet.scheme.grades.third_below
    fewest = smallest(sheet, losing, lambda tried: tried.total >= mark) if sheet.total < mark <= sheet.out_of else ()
    return {
        "if_void": {str(entry.number): plain_number(sheet_without(sheet, [entry]).net - sheet.net) for entry in losing},
        "mark": plain_number(mark),
        "fewest": None if fewest is None else sorted(entry.number for entry in fewest),
    }


def _cases(asked: Asked, papers: Papers, person_id: str, case: int | None, today: date) -> Iterator[Document]:
    question = AskedOfAppeals(
        source=papers, schemes=asked.schemes, people=asked.people, zone=asked.zone, known_at=asked.known_at.entry,
        today=today,
    )  # fmt: skip
    for found in cases_of(question.entries()):
        if found.person == person_id and case in {None, found.number}:
            yield case_document(found, question)


def _remedies(asked: Asked, papers: Papers) -> Iterator[Document]:
    """Yield every way that is open by a route that comes with the program, from the last bulletin of the year on."""
    assert asked.scheme is not None
    year = asked.scheme.year
    told = [one for one in publications(papers, asked.schemes, asked.known_at.entry) if one.fact.year == year]
    known_on = told[-1].entry.day if told else None
    for route in routes().values():
        for step in route.steps:
            if step.runs_from is not Event.RESULT_KNOWN:
                continue
            due_on = None
            if known_on is not None and step.within is not None:
                due_on = reckoned(known_on, step.within, step.unit).day
            yield {
                "route": str(route.label), "label": str(step.label), "within": step.within, "unit": step.unit,
                "runs_from": None if known_on is None else known_on.isoformat(),
                "due_on": None if due_on is None else due_on.isoformat(), "source": str(step.source),
            }  # fmt: skip


def _cited(row: Document) -> Iterable[int]:
    """Return the numbers of the entries that the lines of a sheet cite."""
    lines = [line for item in row["items"].values() for line in item["lines"]]
    return {number for line in lines for number in [*line["entries"], *([line["entry"]] if line["entry"] else [])]}
