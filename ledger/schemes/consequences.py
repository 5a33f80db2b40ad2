"""What a scheme makes of a result: grades, the annual outcomes that they allow, and what somebody then has to do."""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from ledger.facts import labels_of
from ledger.texts import _

GRADES = (1, 2, 3, 4)
MOST_YEARS = 2


class Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of the scheme's document."""


class GradeOutcomes(Table, frozen=True, kw_only=True):
    """The annual outcomes that a grade allows, by the names that `annual-outcome-decided` has for them."""

    grade: int
    outcomes: tuple[str, ...]
    clause: str
    text: str

    def __post_init__(self) -> None:
        _check("grade", self.grade, GRADES)
        if not self.outcomes:
            message = "expected `outcomes` to be one outcome or more; found none"
            raise ValueError(message)


class Grades(Table, frozen=True, kw_only=True):
    """The grades: a final total below `third_below` is the third, and that total itself where `third_includes` (reading
    B5); the fourth is by discipline.

    A grade that no table of `outcomes` names allows any outcome.
    """

    labels: tuple[str, str, str, str]
    third_below: Decimal
    clause: str
    text: str
    outcomes: tuple[GradeOutcomes, ...] = ()
    third_includes: bool = False

    def is_third(self, total: Decimal) -> bool:
        """Whether a final total is the third grade."""
        return total < self.third_below or (self.third_includes and total == self.third_below)

    def outcomes_of(self, grade: int | None) -> GradeOutcomes | None:
        """Return what the scheme says of the outcomes of a grade; None where it says nothing."""
        return next((table for table in self.outcomes if table.grade == grade), None)


class When(Table, frozen=True, kw_only=True):
    """What raises an obligation: so many standing entries of a kind in the year, or a grade in successive years.

    Either `kind` and `count`, or `grade` and `years`: 1 is the year itself, 2 the year and the one before it.
    """

    kind: str | None = None
    count: int | None = None
    grade: int | None = None
    years: int | None = None

    def __post_init__(self) -> None:
        given = tuple(name for name in self.__struct_fields__ if getattr(self, name) is not None)
        if given not in {("kind", "count"), ("grade", "years")}:
            message = f"expected either kind and count, or grade and years; found {', '.join(given) or 'none'}"
            raise ValueError(message)
        if self.count is not None and self.count < 1:
            message = f"expected `count` to be at least 1; found {self.count}"
            raise ValueError(message)
        if self.grade is not None:
            _check("grade", self.grade, GRADES)
            _check("years", self.years, range(1, MOST_YEARS + 1))

    def in_words(self, labels: Sequence[str]) -> str:
        """Say what raises it; `labels` are those of the four grades."""
        if self.kind is not None:
            return _("{count} entries of {kind} in the year", count=self.count, kind=labels_of([self.kind]))
        label = labels[(self.grade or 1) - 1]
        if self.years == 1:
            return _("the grade {grade}", grade=label)
        return _("the grade {grade} in {years} successive years", grade=label, years=self.years)


class Obligation(Table, frozen=True, kw_only=True):
    """What the scheme makes somebody do about a person. `text` quotes the clause; `by` says who has to do it."""

    id: str
    label: str
    clause: str
    text: str
    by: str
    when: When
    readings: tuple[str, ...] = ()


def _check(name: str, value: int | None, among: Sequence[int]) -> None:
    """Check that a number is one of those there are. Raises ValueError."""
    if value not in among:
        message = f"expected `{name}` to be one of {', '.join(map(str, among))}; found {value}"
        raise ValueError(message)
