"""A scheme as data: parts, items with their clauses and rules, posts, and the readings taken.

Read from one TOML document with exact decimals. Nothing here is executed but the rules of the closed catalogue.
"""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from ledger.facts import Fact, Judgement, catalogue
from ledger.schemes.clause_on_appeals import Appeals
from ledger.schemes.consequences import Grades, Obligation, Table
from ledger.schemes.figures import check_numbers, number_from
from ledger.schemes.readings import Reading, reading_order
from ledger.schemes.rules import Rule, Stake, rule_from
from ledger.schemes.unreadable import unreadable
from ledger.values import NO_POINTS, Period


class Item(Table, frozen=True, kw_only=True, dict=True):
    """What is scored under one clause. `points` are its full points; a bonus has 0.

    `text` quotes the clause; `readings` are those on which every line of the item depends, whatever the rule. What an
    item that `overflows` loses beyond its points is taken from what is left of its part (reading E10).
    """

    id: str
    label: str
    clause: str
    text: str
    points: Decimal = NO_POINTS
    rules: tuple[Rule, ...] = ()
    readings: tuple[str, ...] = ()
    overflows: bool = False

    @cached_property
    def stake(self) -> Stake:
        """What its rules are told of it."""
        return Stake(self.id, self.points)

    def limit_on(self, day: date) -> Decimal:
        """The points at which the losses of a day stop: the full points, unless an amendment changed them."""
        return self.points

    @property
    def has_one_limit(self) -> bool:
        """Whether its losses stop at the same points on every day."""
        return True

    def is_called(self, name: str) -> bool:
        """Whether this is its id, its label or its clause."""
        return name in {self.id, self.label, self.clause}

    def concerns(self, fact: Fact) -> bool:
        """Whether an entry with this fact falls under the item."""
        return any(rule.concerns(fact, self.id) for rule in self.rules)

    def kinds_read(self) -> frozenset[str]:
        """The kinds of entry that its rules read."""
        return frozenset().union(*(rule.kinds_read() for rule in self.rules))

    def all_readings(self) -> list[str]:
        """The readings on which any of its lines depends."""
        return sorted({*self.readings, *(name for rule in self.rules for name in rule.readings)}, key=reading_order)

    def highest_target(self) -> Decimal | None:
        """The most that its target can be revised to; None: no bound."""
        return next((most for rule in self.rules if (most := rule.highest_target()) is not None), None)


class Part(Table, frozen=True, kw_only=True, dict=True):
    """A part of the score. The items of a part `by_post` are those of the person's post; other parts list them."""

    id: str
    label: str
    clause: str
    points: Decimal
    by_post: bool = False
    items: tuple[Item, ...] = ()
    bonuses: tuple[Item, ...] = ()

    @cached_property
    def all_items(self) -> tuple[Item, ...]:
        """Items, then bonuses."""
        return self.items + self.bonuses

    @cached_property
    def whole_as_item(self) -> Item:
        """The part as one item: it is undecided for someone whose post the scheme does not have."""
        return Item(id=self.id, label=self.label, clause=self.clause, text="", points=self.points)


class Post(Table, frozen=True, kw_only=True):
    """A post, with the items of the part `by_post` for whoever holds it."""

    id: str
    label: str
    items: tuple[Item, ...]


class Scheme(Table, frozen=True, kw_only=True, dict=True):
    """A scheme in force for its period, `first_day` to `last_day`, both included.

    `year` names the period; `zone` is the organisation's time zone, in which its civil days are. `appeals` is None for
    one that has no clause on appeals.
    """

    id: str
    year: int
    title: str
    issuer: str
    adopted_on: date
    zone: str
    first_day: date
    last_day: date
    parts: tuple[Part, ...]
    posts: tuple[Post, ...] = ()
    grades: Grades
    obligations: tuple[Obligation, ...] = ()
    readings: tuple[Reading, ...] = ()
    appeals: Appeals | None = None

    @cached_property
    def period(self) -> Period:
        """The days to which it applies."""
        return Period(self.first_day, self.last_day)

    @cached_property
    def time_zone(self) -> ZoneInfo:
        """The organisation's time zone."""
        return ZoneInfo(self.zone)

    @cached_property
    def full_points(self) -> Decimal:
        """The full points of all parts."""
        return sum((part.points for part in self.parts), NO_POINTS)

    def amendments(self) -> tuple[date, ...]:
        """The days from which amendments act that are read into this scheme; none for a document as it stands."""
        return ()

    def all_items(self) -> list[Item]:
        """Every item, those of the parts before those of the posts."""
        general = [item for part in self.parts for item in part.all_items]
        return [*general, *(item for post in self.posts for item in post.items)]

    def has_item(self, name: str) -> bool:
        """Whether some part or post has an item with this id, label or clause."""
        return any(item.is_called(name) for item in self.all_items())

    @cached_property
    def is_by_post(self) -> bool:
        """Whether it has a part whose items are those of the person's post."""
        return any(part.by_post for part in self.parts)

    @cached_property
    def _items_by_post(self) -> dict[str, tuple[Item, ...]]:
        return {post.id: post.items for post in self.posts}

    def has_post(self, post: str | None) -> bool:
        """Whether the scheme has items for this post."""
        return post in self._items_by_post

    def items_of_post(self, post: str | None) -> tuple[Item, ...]:
        """The items of a post; none if the scheme does not have it."""
        return self._items_by_post.get(post or "", ())

    def indicators_of_posts(self, *posts: str | None) -> Mapping[str, Item]:
        """The items of several posts by their ids; a post that the scheme does not have adds none."""
        if posts not in self._indicators:
            self._indicators[posts] = {item.id: item for post in posts for item in self.items_of_post(post)}
        return self._indicators[posts]

    @cached_property
    def _indicators(self) -> dict[tuple[str | None, ...], dict[str, Item]]:
        return {}

    def items_under(self, fact: Fact, post: str | None) -> list[Item]:
        """The items that an entry with this fact falls under, for someone who holds `post`."""
        general = [item for part in self.parts for item in part.all_items]
        return [item for item in [*general, *self.items_of_post(post)] if item.concerns(fact)]

    @cached_property
    def kinds_only_counted(self) -> frozenset[str]:
        """The kinds of entry of which every rule that reads them needs no more than their number.

        Judgements are not among them: to which year they belong is in the entry. Nor is what makes the roster or
        decides the grade, whether a rule counts it or not.
        """
        rules = [rule for item in self.all_items() for rule in item.rules]
        counted = frozenset[str]().union(*(rule.kinds_counted() for rule in rules))
        looked_into = frozenset[str]().union(
            *(rule.kinds_read() - rule.kinds_counted() | rule.kinds_beside() for rule in rules)
        )
        plain = {
            name
            for name, kind in catalogue().items()
            if not (issubclass(kind, Judgement) or kind.CHANGES_THE_ROSTER or kind.DECIDES_THE_GRADE)
        }
        return (counted & plain) - looked_into

    @cached_property
    def kinds_exchangeable(self) -> frozenset[str]:
        """The kinds of entry of which those that say the same, under one version, can be exchanged for one another."""
        rules = [rule for item in self.all_items() for rule in item.rules]
        alike = frozenset[str]().union(*(rule.kinds_exchangeable() for rule in rules))
        return alike - frozenset[str]().union(*(rule.kinds_read() - rule.kinds_exchangeable() for rule in rules))

    def reading(self, reading_id: str) -> Reading | None:
        """The reading with this id, or None."""
        return next((reading for reading in self.readings if reading.id == reading_id), None)


@lru_cache(maxsize=32)
def scheme_from(document: str, file: str = "") -> Scheme:
    """Read a scheme from its TOML document. Raises SchemeUnreadable: file, line, key, what was expected and found.

    `file` is what the refusal calls the document.
    """
    try:
        tables = tomllib.loads(document, parse_float=number_from)
        check_numbers(tables, "$")
        scheme = msgspec.convert(tables, Scheme, dec_hook=_make)
        _check_days(scheme)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, ValueError, RecursionError) as error:
        raise unreadable(document, error, file) from None
    return scheme


def _check_days(scheme: Scheme) -> None:
    """Check the time zone and the order of the days. Raises ValueError with the place."""
    try:
        zone_exists = bool(scheme.time_zone)
    except (ValueError, KeyError, OSError):
        zone_exists = False
    if not zone_exists:
        message = f"expected a time zone such as Asia/Shanghai; found “{scheme.zone}” - at `$.zone`"
        raise ValueError(message)
    for name, day in (("first_day", scheme.first_day), ("last_day", scheme.last_day)):
        if not 1900 <= day.year <= 2999:
            message = f"expected a day from 1900 to 2999; found {day} - at `$.{name}`"
            raise ValueError(message)
    for place, reading in enumerate(scheme.readings):
        if not reading.choices:
            message = f"expected one choice or more, the one taken first; found none - at `$.readings[{place}].choices`"
            raise ValueError(message)
        for number, alternative in enumerate(reading.alternatives):
            if not 2 <= alternative.choice <= len(reading.choices):
                where = f"`$.readings[{place}].alternatives[{number}].choice`"
                message = f"expected a choice from 2 to {len(reading.choices)}; found {alternative.choice} - at {where}"
                raise ValueError(message)
    if scheme.last_day < scheme.first_day:
        message = f"expected a day from {scheme.first_day} on; found {scheme.last_day} - at `$.last_day`"
        raise ValueError(message)


def _make(wanted: type, table: Any) -> Any:
    if wanted is Rule:
        return rule_from(table)
    raise NotImplementedError
