"""What is said after recording: the entry number, the clause it falls under, the points it moved."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import click
import msgspec

from commands.terminal.receipt_notes import notes_on
from ledger import Ledger
from ledger.decisions.occasions import year_judged
from ledger.entry import Entry
from ledger.facts import Fact
from ledger.facts.discipline_imposed import DisciplineImposed
from ledger.facts.entry_voided import EntryVoided
from ledger.facts.obligation_met import ObligationMet
from ledger.schemes import AdoptedSchemes, Scheme
from ledger.texts import _, listing
from ledger.values import Cut, plain_number
from projections.readings import YearReading
from projections.scores import Sheet


def numbers_in(document: Mapping[str, Any]) -> str:
    """Return the numbers of what was recorded: #9 to #14, or #9 for one entry."""
    first, last = document["first_entry"], document["last_entry"]
    return f"#{first}" if first == last else _("#{first} to #{last}", first=first, last=last)


def receipt(ledger: Ledger, entry: Entry[Fact], since: int | None = None) -> dict[str, Any]:
    """Return the receipt of an entry: the person's sheet after it, less their sheet before it (after entry `since`)."""
    about = _voided_entry(ledger, entry)
    schemes = ledger.schemes(entry.number)
    document: dict[str, Any] = {
        "schema": "gongguo.receipt/1",
        "entry": entry.number,
        "kind": entry.kind,
        "person": entry.person,
        "name": None,
        "clauses": [],
        "moved": [],
        "notes": [],
        "year": None,
    }
    if entry.attachments:
        document["attachments"] = [msgspec.structs.asdict(attachment) for attachment in entry.attachments]
    if about.occurred_on is None:
        return document
    before_it = entry.number - 1 if since is None else since
    document["year"] = year = year_judged(about.fact, about.occurred_on, schemes)
    document["has_scheme"] = year in schemes.years
    if year not in schemes.years:
        return document
    document["notes"] = notes_on(ledger, about, entry.number, before_it, year)
    if entry.person is None:
        return document
    reading = _reading(ledger, schemes, year, entry.number)
    known_before = reading.before(entry.number, about.fact) if since is None else _reading(ledger, schemes, year, since)
    after, before = reading.one(entry.person), known_before.one(entry.person)
    document["name"] = _name_of(ledger, entry.person, entry.number)
    if after is not None:
        under = after.scheme.items_under(about.fact, after.post)
        document["clauses"] = [{"item": item.id, "label": item.label, "clause": item.clause} for item in under]
        if isinstance(about.fact, ObligationMet):
            document["clauses"] = _of_the_obligation(after.scheme, about.fact.obligation)
        if isinstance(about.fact, DisciplineImposed):
            grades = after.scheme.grades
            document["clauses"] = [{"item": "grades", "label": grades.labels[3], "clause": grades.clause}]
        document["moved"] = _moved(before, after)
        document["notes"] = _notes(ledger, about, after, bool(document["clauses"])) + document["notes"]
        if before is not None and (before.total, before.out_of) != (after.total, after.out_of):
            document["before"] = {"total": plain_number(before.total), "out_of": plain_number(before.out_of)}
        document["as_of"] = after.as_of.isoformat()
        document["total"] = plain_number(after.total)
        document["out_of"] = plain_number(after.out_of)
    return document


def _of_the_obligation(scheme: Scheme, name: str) -> list[dict[str, str]]:
    """Return the clause of an obligation; nothing for one that an amendment took out."""
    found = (one for one in scheme.obligations if one.id == name)
    return [{"item": one.id, "label": one.label, "clause": one.clause} for one in found]


def moved_by(ledger: Ledger, person_id: str, year: int, since: int, until: int) -> dict[str, Any]:
    """Return what entries after `since` up to `until` moved on a person's sheet; nothing where there is no sheet."""
    schemes = ledger.schemes(until)
    if year not in schemes.years:
        return {"moved": []}
    before, after = (_reading(ledger, schemes, year, number).one(person_id) for number in (since, until))
    if before is None or after is None:
        return {"moved": []}
    return {
        "moved": _moved(before, after),
        "before": {"total": plain_number(before.total), "out_of": plain_number(before.out_of)},
        "as_of": after.as_of.isoformat(),
        "total": plain_number(after.total),
        "out_of": plain_number(after.out_of),
    }


def _name_of(ledger: Ledger, person_id: str, number: int) -> str:
    """Return the person's name after entry `number`; of someone whose enrolment it voids, the name before."""
    for people in (ledger.people(number), ledger.people(number - 1)):
        if person_id in people:
            return people[person_id].name
    return person_id


def _voided_entry(ledger: Ledger, entry: Entry[Fact]) -> Entry[Fact]:
    """Return the entry that a void is about, or the entry itself."""
    if not isinstance(entry.fact, EntryVoided):
        return entry
    voided = ledger.archive.entry(entry.fact.entry)
    assert voided is not None
    return voided


def _reading(ledger: Ledger, schemes: AdoptedSchemes, year: int, known_at: int) -> YearReading:
    latest = schemes.latest()
    as_of = min(ledger.today(latest.time_zone), latest.last_day)
    return YearReading(ledger, schemes.for_year(year, as_of), Cut(as_of, known_at))


def _moved(before: Sheet | None, after: Sheet) -> list[dict[str, str]]:
    points = {score.item.id: score.points for score in before.items} if before is not None else {}
    return [
        {
            "item": score.item.id,
            "label": score.item.label,
            "points": plain_number(score.points - points[score.item.id]),
            "now": plain_number(score.points),
        }
        for score in after.items
        if score.item.id in points and score.points != points[score.item.id]
    ]


def _notes(ledger: Ledger, about: Entry[Fact], after: Sheet, is_under_a_clause: bool) -> list[str]:
    """Return what the recorder may want to look at again; nothing of it is wrong by itself."""
    notes = []
    entries = ledger.entries_of_person(about.person or "", about.number - 1)
    alike = [e for e in entries if type(e.fact) is type(about.fact) and e.occurred_on == about.occurred_on]
    standing = [entry for entry in alike if ledger.archive.void_of(entry.number) is None]
    if standing and ledger.archive.void_of(about.number) is None:
        numbers = listing(f"#{entry.number}" for entry in standing)
        notes.append(_("there is another of this kind, person and day: {entries}", entries=numbers))
    if after.is_disciplined and isinstance(about.fact, DisciplineImposed):
        notes.append(_("from this day on the grade is {grade}, without a rank", grade=after.scheme.grades.labels[3]))
    if not after.has_post:
        notes.append(_("the scheme has no post “{post}”: the indicators are undecided", post=after.post or ""))
    if not (is_under_a_clause or about.fact.CHANGES_THE_ROSTER or hasattr(about.fact, "authority")):
        notes.append(_("it falls under no clause of the scheme"))
    return notes


def say_receipt(document: dict[str, Any]) -> None:
    """Print a receipt for people."""
    click.echo(_("Entry #{number} recorded.", number=document["entry"]))
    for clause in document["clauses"]:
        click.echo(_("  under {clause} {label} ({item})", **clause))
    _say_items(document)
    if document["name"] and not document["moved"] and "before" not in document:
        click.echo(_("  no points moved"))
    _say_total(document)
    for kept in document.get("attachments", ()):
        click.echo(attachment_shown(kept))
    for note in document["notes"]:
        click.echo(_("  note: {note}", note=note))
    if document.get("has_scheme") is False:
        click.echo(_("  no scheme is adopted for {year} yet: it counts once one is", year=document["year"]))


def say_moved(document: dict[str, Any]) -> None:
    """Print what was moved on somebody's sheet, and where it stands now."""
    _say_items(document)
    _say_total(document)


def _say_items(document: dict[str, Any]) -> None:
    for moved in document["moved"]:
        sign = "" if moved["points"].startswith("-") else "+"
        click.echo(
            _("  {item}: {points}, now {now}", item=moved["item"], points=sign + moved["points"], now=moved["now"])
        )


def _say_total(document: dict[str, Any]) -> None:
    if "total" in document:
        line = _("  {name}: {total} of {out_of} points as of {as_of}", **document)
        click.echo(line + (_(" (before: {total} of {out_of})", **document["before"]) if "before" in document else ""))


def attachment_shown(attachment: dict[str, Any]) -> str:
    """Return a file kept as evidence in words."""
    return _("  evidence {name}, {size} bytes, SHA-256 {sha256}", **attachment)


@contextmanager
def acknowledged(first: int | None, last: int | None) -> Iterator[None]:
    """Say on standard error what is recorded, whatever keeps it from being said on standard output."""
    try:
        yield
        sys.stdout.flush()
    except Exception:
        if first is not None:
            click.echo(
                _("Recorded as #{first} to #{last}; the output could not be written.", first=first, last=last), err=True
            )
        raise
