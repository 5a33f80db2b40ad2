"""The catalogue of kinds: every file of this folder without a leading underscore is one kind of entry."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

from ledger.errors import LedgerError
from ledger.facts._base import (
    Fact,
    Judgement,
    Occasion,
    fields_of,
    fields_of_an_example,
    kind_name,
    purpose_of,
    required_fields,
    stored_name,
)  # fmt: skip
from ledger.facts._fields import Field, UnreadableValue, read_day, read_decimal, read_text
from ledger.texts import Label, _

__all__ = [
    "Fact", "Field", "Judgement", "Label", "Occasion", "UnknownKind", "UnreadableValue", "catalogue", "fields_of",
    "fields_of_an_example",
    "kind_called", "kind_name", "labels_of", "purpose_of", "read_day", "read_decimal", "read_text", "required_fields",
    "stored_name",
]  # fmt: skip


@cache
def catalogue() -> dict[str, type[Fact]]:
    """Return every kind by its name, in alphabetical order: "late-arrival" -> LateArrival."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    return {kind_name(kind): kind for kind in map(_kind_in, names)}


def _kind_in(module_name: str) -> type[Fact]:
    module = import_module(f"{__name__}.{module_name}")
    (kind,) = (
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Fact) and thing.__module__ == module.__name__
    )
    return kind


class UnknownKind(LedgerError):
    """A kind of entry that there is not, or that people do not record."""

    code = "unknown-kind"


def labels_of(names: Iterable[str]) -> str:
    """Return the labels of kinds given by name, as a list in the language in use."""
    return _(", ").join(str(catalogue()[name].LABEL) if name in catalogue() else name for name in names)


def kind_called(name: str) -> type[Fact] | None:
    """Return the kind with this name or Chinese label (迟到), or None."""
    return _kinds_by_name().get(name)


@cache
def _kinds_by_name() -> dict[str, type[Fact]]:
    """Return every kind by its name and by its Chinese label; of two with one label, the first."""
    return {kind.LABEL.zh: kind for kind in reversed(catalogue().values())} | catalogue()
