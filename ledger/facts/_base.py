"""What every kind of entry is: an immutable fact with a stored name, labels, fields and its own refusal.

A kind is one file. Its class carries the stored name (`tag`), for ever; its `LABEL`; its fields, each
annotated with what it may hold; and `objections`, what it refuses beyond what every kind refuses. A fact is
checked when it is recorded and never again when it is read: rules that are tightened leave history alone.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, ClassVar, Protocol, Self, get_type_hints

import msgspec

from ledger.errors import LedgerError
from ledger.facts._fields import Field, whole_number
from ledger.texts import Label


class Occasion(Protocol):
    """What a kind may ask about the person and the day of an entry while it is being judged."""

    @property
    def person_name(self) -> str:
        """The person's present name."""

    @property
    def standing_day(self) -> date:
        """The day on which the person's standing counts: for a judgement on an earlier year, its last."""

    def is_member(self) -> bool:
        """Whether the person is a party member on the standing day."""

    def posts_held(self) -> list[str]:
        """The posts held in the year by the standing day, in order; without the empty one."""

    def indicators(self) -> list[str]:
        """The indicators of the person's post on the standing day and of the post decided for that year."""

    def kinds_taken_by(self, indicator: str) -> frozenset[str]:
        """The kinds of entry that this indicator of the person's takes; empty if it is not theirs."""

    def highest_target(self, indicator: str) -> Decimal | None:
        """The most that the scheme lets the indicator's target be (100 of a percentage); None: no bound."""

    def obligations(self) -> list[str]:
        """The ids of the obligations that the scheme of the standing day has."""


class Fact(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    omit_defaults=True,
    gc=False,
    tag_field="kind",
):
    """A fact of some kind. The fields of a kind have no defaults but None; other defaults are stored."""

    LABEL: ClassVar[Label]
    IS_ABOUT_A_PERSON: ClassVar[bool] = True
    IS_DATED: ClassVar[bool] = True
    """Whether it happens on a day; a void acts by knowledge and has none."""
    IS_RECORDED_BY_PEOPLE: ClassVar[bool] = True
    """Whether people record it as an entry of its own; the ledger's own kinds have commands of their own."""
    CHANGES_THE_ROSTER: ClassVar[bool] = False
    DECIDES_THE_GRADE: ClassVar[bool] = False
    """Whether one decides the grade whatever the score is."""

    @classmethod
    def made_from(cls, given: Mapping[str, Any]) -> Self:
        """Make the fact from its fields as read. Raises LedgerError when they do not fit together."""
        return cls(**given)

    def objections(self, occasion: Occasion) -> Iterator[LedgerError]:
        """Yield this kind's own refusals on this occasion; none by default."""
        return iter(())

    def favours_the_person(self) -> bool:
        """Whether nobody may record it for themselves (a merit, a ballot count, a grade)."""
        return False

    def same_as(self, recorded: Self) -> bool:
        """Whether this, still to be recorded, says the same as `recorded`."""
        return self == recorded


class Judgement(Fact, frozen=True, kw_only=True):
    """A judgement on a year. It is often dated after the year, and then names it and belongs to it."""

    year: Annotated[
        int | None, whole_number("year assessed", "考核年度", at_least=1900, at_most=9999)
    ] = None  # fmt: skip


@cache
def stored_name(kind: type[Fact]) -> str:
    """Return the name under which facts of this kind are stored, for ever: "late-arrival.v1"."""
    return str(kind.__struct_config__.tag)


@cache
def kind_name(kind: type[Fact]) -> str:
    """Return the name that people use, without the version: "late-arrival"."""
    return stored_name(kind).rpartition(".")[0]


def purpose_of(kind: type[Fact]) -> str:
    """Return what an entry of this kind says: the first line of the kind's own description."""
    return (kind.__doc__ or "").strip().splitlines()[0]


@cache
def fields_of(kind: type[Fact]) -> dict[str, Field]:
    """Return the fields that people give, in the order of their declaration, a year last."""
    fields = {}
    for name, hint in get_type_hints(kind, include_extras=True).items():
        marks = [mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Field)]
        if marks:
            fields[name] = marks[0]
    return {name: fields[name] for name in sorted(fields, key=lambda name: name == "year")}


@cache
def required_fields(kind: type[Fact]) -> tuple[str, ...]:
    """Return the names of the fields that must be given."""
    with_defaults = kind.__struct_fields__[len(kind.__struct_fields__) - len(kind.__struct_defaults__) :]
    optional = {
        name
        for name, default in zip(with_defaults, kind.__struct_defaults__, strict=True)
        if default is not msgspec.NODEFAULT
    }
    given = fields_of(kind).items()
    return tuple(name for name, field in given if name not in optional and field.default is None)


def fields_of_an_example(kind: type[Fact]) -> list[str]:
    """Return the fields that an example of this kind gives: those it must have, or one of several that it must."""
    names = list(required_fields(kind)) or [name for name in fields_of(kind) if name in {"department", "amount"}]
    return [*names, *(["amount"] if kind_name(kind) == "progress-reported" else [])]
