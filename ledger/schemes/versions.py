"""The versions of one year's scheme: as adopted, then as amended, each in force from a day on until the next.

An amended scheme is again a scheme: the structure (parts, items, full points, posts, grades) is that of the version in
force on the day asked; every line is made, and stops, by the version in force on its own day.
"""

import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from ledger.schemes.alternatives import read_otherwise, selectable
from ledger.schemes.model import Item, Scheme, scheme_from
from ledger.schemes.rules._amended import ItemVersion, Span, rules_of_the_year
from ledger.values import Period


class Heading(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What a document says before its first table: enough to know whose year it is without reading it all."""

    id: str
    year: int
    adopted_on: date
    zone: str
    first_day: date
    last_day: date

    @property
    def period(self) -> Period:
        """The days to which the scheme applies."""
        return Period(self.first_day, self.last_day)

    @cached_property
    def time_zone(self) -> ZoneInfo:
        """The organisation's time zone."""
        return ZoneInfo(self.zone)


@lru_cache(maxsize=32)
def heading_of(document: str) -> Heading:
    """Return the heading of a document that was adopted. In TOML, plain keys stand before the first table."""
    lines = document.splitlines(keepends=True)
    end = next((place for place, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    try:
        return msgspec.convert(tomllib.loads("".join(lines[:end]), parse_float=Decimal), Heading)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError):
        return msgspec.convert(scheme_from(document), Heading, from_attributes=True)


class Version(NamedTuple):
    """A document that is in force from `effective_on` on, and the entry that says so.

    `taken` are the readings, each with its alternative, that are taken otherwise than it says; none but in a what-if.
    """

    effective_on: date
    entry: int
    document: str
    sha256: str
    taken: tuple[tuple[str, str], ...] = ()

    @property
    def scheme(self) -> Scheme:
        """The scheme as this document says it, read as is taken."""
        return _read(self.document, self.taken) if self.taken else scheme_from(self.document)


@lru_cache(maxsize=32)
def _read(document: str, taken: tuple[tuple[str, str], ...]) -> Scheme:
    """Return a scheme with the alternatives taken that its document has: an amendment may have settled a reading."""
    scheme = scheme_from(document)
    has = {(reading.id, alternative.id) for reading, alternative in selectable(scheme)}
    return read_otherwise(scheme, {reading: name for reading, name in taken if (reading, name) in has})


class AmendedScheme(Scheme, frozen=True, kw_only=True, dict=True):
    """A year's scheme of which several versions were in force by the day asked."""

    amended_on: tuple[date, ...]

    def amendments(self) -> tuple[date, ...]:
        """The days from which amendments act, in order."""
        return self.amended_on


def in_turn(versions: Sequence[Version]) -> list[Version]:
    """Return versions in order of the days from which they act; of several from one day, the last recorded."""
    by_day = {version.effective_on: version for version in sorted(versions, key=lambda version: version.entry)}
    return [by_day[day] for day in sorted(by_day)]


def as_amended(versions: Sequence[Version]) -> Scheme:
    """Return the scheme of a year in which these versions came into force, in turn; the first from the first day."""
    latest = versions[-1].scheme
    if len(versions) == 1:
        return latest
    merged = _Merged(versions)
    parts = tuple(
        msgspec.structs.replace(part, items=merged.items("", part.items), bonuses=merged.items("", part.bonuses))
        for part in latest.parts
    )
    posts = tuple(msgspec.structs.replace(post, items=merged.items(post.id, post.items)) for post in latest.posts)
    own = {name: getattr(latest, name) for name in Scheme.__struct_fields__} | {"parts": parts, "posts": posts}
    return AmendedScheme(**own, amended_on=tuple(version.effective_on for version in versions[1:]))


class AmendedItem(Item, frozen=True, kw_only=True, dict=True):
    """An item of an amended scheme: of its losses, those of a day stop at the full points of that day.

    So a raised limit takes nothing more for what happened before, and no limit is ever above the present one.
    """

    limits: tuple[tuple[Span, Decimal], ...]

    def limit_on(self, day: date) -> Decimal:
        """The points at which the losses of that day stop."""
        return min(self.points, next(full for span, full in self.limits if day in span))

    @property
    def has_one_limit(self) -> bool:
        """Whether its losses stop at the same points on every day."""
        return all(full >= self.points for _span, full in self.limits)


class _Merged:
    def __init__(self, versions: Sequence[Version]) -> None:
        self._spans = _spans(versions)
        self._items = [_items_by_place(version.scheme) for version in versions]

    def items(self, post: str, items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(self._item(post, item) for item in items)

    def _item(self, post: str, item: Item) -> Item:
        found = [(span, items.get((post, item.id))) for span, items in zip(self._spans, self._items, strict=True)]
        if all(
            known is not None and (known.points, known.rules) == (item.points, item.rules) for _span, known in found
        ):
            return item
        # An item that a version did not have yet costs nothing on its days, and had the points of today.
        versions = [
            ItemVersion(span, item.points, ()) if known is None else ItemVersion(span, known.points, known.rules)
            for span, known in found
        ]
        own = {name: getattr(item, name) for name in Item.__struct_fields__}
        limits = tuple((version.span, version.full) for version in versions)
        return AmendedItem(**{**own, "rules": rules_of_the_year(versions), "limits": limits})


def _items_by_place(scheme: Scheme) -> dict[tuple[str, str], Item]:
    """Return each item by its post ("" for one of a part) and its id: two posts may share an id."""
    items = {("", item.id): item for part in scheme.parts for item in part.all_items}
    return items | {(post.id, item.id): item for post in scheme.posts for item in post.items}


def _spans(versions: Sequence[Version]) -> list[Span]:
    first_days = [None, *(version.effective_on for version in versions[1:])]
    last_days = [*(version.effective_on - timedelta(days=1) for version in versions[1:]), None]
    return [Span(first, last) for first, last in zip(first_days, last_days, strict=True)]
