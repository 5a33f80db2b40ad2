"""What every report is: from what was asked to one document, and from the document to a page for people."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any, NamedTuple, Protocol
from zoneinfo import ZoneInfo

import msgspec

from ledger.entry import Entry, RecordedBy
from ledger.facts import Fact
from ledger.facts import Field as FactField
from ledger.people import People
from ledger.schemes import AdoptedSchemes, Scheme
from ledger.texts import _
from ledger.values import Cut, KnownAt, plain_number
from projections import publications, readings
from projections.readings import YearReading

SHOWN_CHARACTERS = 64
"""How much of a value a table shows: a whole SHA-256."""

Document = dict[str, Any]
"""What `--json` prints: texts, whole numbers, points as strings."""


class Paragraph(NamedTuple):
    """Lines of text; `indent` is how many columns they stand in."""

    text: str
    indent: int = 0


class Table(NamedTuple):
    """A table; `numeric` are the places of the columns that align right."""

    headings: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    numeric: frozenset[int] = frozenset()
    indent: int = 0


Page = list[Paragraph | Table]


class Source(readings.Source, publications.Source, Protocol):
    """What a ledger answers to reports."""

    def people(self, known_at: int) -> People:
        """The roster as known then."""


class WhoIsAsked(Enum):
    """Whom a report is about."""

    EVERYONE = "everyone"
    ONE_OR_MORE = "one or more"
    ONE = "one"
    ONE_OR_EVERYONE = "one or everyone"


class Asked(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A question to a report, everything looked up.

    `people` is the roster as known at the cut (nobody for a report about everyone, which reads its own); `person_ids`
    are those asked about, empty for everyone. `schemes` are those adopted by then. `scheme` and `as_of` are None where
    a report is not of a year; there `as_of` is a day only if one was given. `earlier` is the same question at an
    earlier moment, for a report that compares two.
    """

    source: Source
    schemes: AdoptedSchemes
    scheme: Scheme | None
    zone: str
    as_of: date | None
    known_at: KnownAt
    people: People
    person_ids: tuple[str, ...] = ()
    ranks: bool = True
    figures_only: bool = False
    """Whether the document is only for a page that shows no single items: a bulletin then leaves them out."""
    with_causes: bool = False
    """Whether a bulletin says for each person what cost points, by item with the entries: it is traced for that."""
    options: Mapping[str, str] = msgspec.field(default_factory=dict)
    earlier: "Asked | None" = None

    @cached_property
    def reading(self) -> YearReading:
        """The year asked about, at the cut. Only for a report that is of a year."""
        assert self.scheme is not None and self.as_of is not None
        return YearReading(self.source, self.scheme, Cut(self.as_of, self.known_at.entry))


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A report: whom it is about, its options, its document and its page.

    The first line of its module says the question it answers. `options` are the names of the further options it
    takes, each with its help.
    """

    example: str
    about: WhoIsAsked
    document: Callable[[Asked], Document]
    page: Callable[[Document], Page]
    is_of_a_year: bool = True
    """Whether it needs a scheme and a day; the entries themselves need neither."""
    takes_ranks: bool = False
    takes_period: bool = False
    is_of_today: bool = False
    """Whether a day left out is today, even when every year that has a scheme is over."""
    compares: bool = False
    """Whether it is asked at two moments."""
    options: Mapping[str, str] = msgspec.field(default_factory=dict)
    argument: tuple[str, str] | None = None
    """A further argument that may be left out: its name in capitals, and its help."""


def head_of(asked: Asked, schema: str) -> Document:
    """Return what every document about a year begins with."""
    assert asked.scheme is not None and asked.as_of is not None
    return {
        "schema": f"gongguo.{schema}/1",
        "year": asked.scheme.year,
        "as_of": asked.as_of.isoformat(),
        "known_at": known_as_json(asked.known_at),
        "scheme": asked.scheme.id,
        "zone": asked.zone,
        "amended_on": [day.isoformat() for day in asked.scheme.amendments()],
    }


def instant_shown(instant: str, zone: str) -> str:
    """Return an instant of a document as the organisation's clocks showed it: 2020-07-02 09:00."""
    return datetime.fromisoformat(instant).astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")


def known_as_json(known_at: KnownAt) -> Document:
    """Return how far the ledger was known: the last entry, and when it was recorded."""
    recorded_at = known_at.recorded_at
    return {"entry": known_at.entry, "recorded_at": None if recorded_at is None else recorded_at.isoformat()}


def recorder_shown(by: RecordedBy, people: People) -> str:
    """Return who recorded, by name; a person of the roster by their present name."""
    if by.person is not None:
        return people[by.person].name if by.person in people else by.person
    return by.name or by.login


def fields_as_json(entry: Entry[Fact]) -> Document:
    """Return an entry's own fields, its note and its evidence; decimals as strings, fields left out absent."""
    fields: Document = {}
    for name in entry.fact.__struct_fields__:
        value = getattr(entry.fact, name)
        if value is not None:
            fields[name] = _as_json(value)
    for name in ("note", "evidence"):
        if getattr(entry, name) is not None:
            fields[name] = getattr(entry, name)
    if entry.attachments:
        fields["attachments"] = [msgspec.structs.asdict(attachment) for attachment in entry.attachments]
    return fields


def value_shown(field: FactField | None, value: object) -> str:
    """Return a field's value of a document for people; one left out is a dash."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field is not None and field.choices and value in field.choices:
        return str(field.choices[str(value)])
    parts = [part["name"] if isinstance(part, dict) else part for part in value] if isinstance(value, list) else [value]
    text = " ".join(map(str, parts))
    return text if len(text) <= SHOWN_CHARACTERS else text[: SHOWN_CHARACTERS - 1] + "…"


def _as_json(value: object) -> object:
    if isinstance(value, tuple):
        return [_as_json(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return plain_number(value) if isinstance(value, Decimal) else value
