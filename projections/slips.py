"""Slips (扣分明细): for each person, all that their own sheet rests on, and the entries about them that are void."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat

import msgspec

from ledger.entry import Entry
from ledger.facts import Fact
from ledger.facts.entry_voided import EntryVoided
from ledger.people import People
from ledger.schemes.adopted import belongs_to
from ledger.values import Cut, plain_number
from projections.course import courses_of
from projections.masking import Mask
from projections.reports import Asked
from projections.reports._base import Document, head_of, recorder_shown
from projections.reports.why import sheet_as_json
from projections.standings import Standing


def slips_of(asked: Asked, people: People, *, with_course: bool = False) -> tuple[int, Iterator[Document]]:
    """Return how many people are asked about, and the slip of each, in turn; those without a sheet are left out.

    Each is {schema, year, as_of, known_at, …, sheet, voided}; `sheet` is as in `why`; `course`, if it is asked for, has
    the scores at the ends of months. Other people's names are masked in what is quoted.
    """
    places = {standing.sheet.person.id: standing for standing in asked.reading.everyone()}
    wanted = list(asked.person_ids or places)
    return len(wanted), _slips(
        wanted, places, msgspec.structs.replace(asked, options={}, people=people), with_course=with_course
    )


def _slips(
    wanted: Sequence[str], places: Mapping[str, Standing], asked: Asked, *, with_course: bool
) -> Iterator[Document]:
    ranked = sum(standing.rank is not None for standing in places.values())
    head = {**head_of(asked, "slip"), "title": asked.scheme.title if asked.scheme is not None else ""}
    mask = Mask(asked.people)
    courses = _courses(wanted, asked) if with_course else repeat(None, len(wanted))
    for person_id, sheet, course in zip(wanted, asked.reading.each(wanted), courses, strict=True):
        if sheet is None:
            continue
        place = places[person_id]
        row = sheet_as_json(Standing(sheet, place.rank, place.grade), ranked, asked)
        document = {**head, "sheet": row, "voided": list(_voided(person_id, asked)), "course": course}
        yield mask.over(document, person_id)


def _courses(wanted: Sequence[str], asked: Asked) -> Iterator[list[Document]]:
    assert asked.scheme is not None and asked.as_of is not None
    cut = Cut(asked.as_of, asked.known_at.entry)
    for course in courses_of(asked.source, asked.schemes, asked.scheme.year, wanted, cut):
        yield [
            {"on": point.day.isoformat(), "total": plain_number(point.total), "out_of": plain_number(point.out_of)}
            for point in course
        ]


def _voided(person_id: str, asked: Asked) -> Iterator[Document]:
    """Yield the entries of the year about a person that are void: by which entry, why, and what took their place."""
    assert asked.scheme is not None and asked.as_of is not None
    entries = list(asked.source.entries_of_person(person_id, asked.known_at.entry))
    voids = {entry.fact.entry: entry for entry in entries if isinstance(entry.fact, EntryVoided)}
    for entry in entries:
        void = voids.get(entry.number)
        if void is None or entry.occurred_on is None or entry.day > asked.as_of:
            continue
        if belongs_to(entry, asked.scheme.year, asked.scheme.period):
            yield _void_as_json(entry, void, asked.people)


def _void_as_json(entry: Entry[Fact], void: Entry[Fact], people: People) -> Document:
    assert isinstance(void.fact, EntryVoided)
    return {
        "entry": entry.number,
        "kind": entry.kind,
        "occurred_on": entry.day.isoformat(),
        "void": void.number,
        "remark": void.fact.reason,
        "authority": void.fact.authority,
        "replaced_by": void.fact.replaced_by,
        "recorded_at": void.recorded_at.isoformat(),
        "recorded_by": recorder_shown(void.recorded_by, people),
    }
