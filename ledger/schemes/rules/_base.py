"""What every rule is: parameters read from the scheme, and a person's situation -> nominal lines.

A rule knows nothing of caps, balances or totals: the item it serves has them. A rule of some kind is one file;
its class carries the name by which schemes call it (`tag`).
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, NamedTuple, Self

import msgspec

from ledger.entry import Happening
from ledger.facts import Fact, kind_name
from ledger.schemes.situation import Situation
from ledger.texts import _
from ledger.values import NO_POINTS, Month, Period


class State(StrEnum):
    """How far an item can be said: its points stand, or wait for a day, or wait for people."""

    STANDING = "standing"
    PENDING = "pending"
    UNDECIDED = "undecided"


class Remark(NamedTuple):
    """A sentence to be said in the reader's language: a message and what fills its {names}."""

    message: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        return _(self.message, **self.values)


class Stake(NamedTuple):
    """What a rule is told of the item it serves: its id, and its full points (0 for a bonus)."""

    item: str
    full: Decimal


class Line(NamedTuple):
    """Points lost (or gained, by a rule that gains), before the cap of the item.

    `nominal` is what the clause says, positive; `counted` what is left of it after the rule's own limits (a
    category's points), at most `nominal`. `entry` is the entry cited, None where none is; `entries` are the
    numbers of all that were used in a computed line. `judged_on` is the day whose law judges it, where that is not the
    day on which it happened: an outcome that was missed is a fact of the period's last day.
    """

    day: date
    nominal: Decimal
    counted: Decimal
    entry: Happening[Fact] | None = None
    entries: tuple[int, ...] = ()
    remark: Remark | None = None
    readings: tuple[str, ...] = ()
    judged_on: date | None = None

    @property
    def law_day(self) -> date:
        """The day whose version of the scheme judges it."""
        return self.judged_on or self.day


class Assessment(NamedTuple):
    """What a rule says of a situation: lines in order of (day, entry number), and the state of the item."""

    lines: list[Line]
    state: State = State.STANDING


class Tally(NamedTuple):
    """What an assessment comes to: the sums of its lines. Enough for a score; caps do not depend on the order."""

    nominal: Decimal
    counted: Decimal
    state: State = State.STANDING


class Progress(NamedTuple):
    """How far an indicator with a target is: the target in force, what is done, and the unit of both."""

    target: Decimal
    done: Decimal
    unit: str


NOTHING = Tally(NO_POINTS, NO_POINTS)
PENDING = Assessment([], State.PENDING)
UNDECIDED = Assessment([], State.UNDECIDED)


class Rule:
    """The interface of every rule; see `RuleParameters` for what a rule's file derives from."""

    readings: tuple[str, ...]
    IS_GAIN: ClassVar[bool] = False
    """Whether its lines add points; a rule either gains or loses."""
    LINES_DEPEND_ON_ONE_ANOTHER: ClassVar[bool] = False
    """Whether the figure of a line depends on those of other lines: a limit used up, the best of several.

    Where the scheme is amended, such a rule is asked once for the whole year (`assess_amended`). Of any other, each
    version says its own lines, and those count whose day it was in force.
    """

    def kinds_read(self) -> frozenset[str]:
        """The kinds of entry that can make a line."""
        raise NotImplementedError

    def kinds_beside(self) -> frozenset[str]:
        """The kinds of entry that make no line, and yet can change one of those read."""
        return frozenset()

    def kinds_counted(self) -> frozenset[str]:
        """Of the kinds read, those whose entries `tally` only counts: it needs no more of them than their number."""
        return frozenset()

    def rests_on(self, situation: Situation) -> Hashable | None:
        """Return all that `tally` rests on, of a rule that looks beyond the person's entries; None of any other.

        Others say the same of everybody who has no entry of the kinds read.
        """
        return None

    def kinds_exchangeable(self) -> frozenset[str]:
        """Of the kinds read, those of which entries that say the same count the same, whatever their day and order."""
        return frozenset()

    def kinds_that_lose(self) -> frozenset[str]:
        """Of the kinds read, those of which an entry can cost points, perhaps not beside others; none of a gain."""
        return frozenset() if self.IS_GAIN else self.kinds_read()

    def concerns(self, fact: Fact, item: str) -> bool:
        """Whether a fact of a kind that this rule reads falls under the item with this id."""
        return kind_name(type(fact)) in self.kinds_read()

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """Return the nominal lines, and whether the item stands, is pending or is undecided."""
        raise NotImplementedError

    def assess_amended(
        self, stake_on: Callable[[date], Stake], situation: Situation, in_force: "Callable[[date], Self | None]"
    ) -> Assessment:
        """Assess a year whose rule changed: `in_force` judges what happens on a day (None: there was no such rule).

        `stake_on` is the item's stake on that day.
        """
        raise NotImplementedError

    def counts_on(self, before: "Rule") -> bool:
        """Whether this is the rule that `before`, of its own sort, was changed into; another is a rule of its own."""
        return True

    def tally(self, stake: Stake, situation: Situation) -> Tally:
        """Return the sums of the lines. A rule whose lines are all alike can count instead; a law compares the two."""
        lines, state = self.assess(stake, situation)
        if not lines:
            return Tally(NO_POINTS, NO_POINTS, state)
        nominal = sum((line.nominal for line in lines), NO_POINTS)
        return Tally(nominal, sum((line.counted for line in lines), NO_POINTS), state)

    def greatest_loss(self, stake: Stake, period: Period) -> Decimal | None:
        """Return the most it can take in the period by its figures alone; None if nothing limits it."""
        return None

    def in_words(self, stake: Stake) -> str:
        """Say the rule in one sentence, in the language in use."""
        raise NotImplementedError

    def why_not(self, stake: Stake, situation: Situation) -> Remark | None:
        """Say why a rule that gains gave nothing more; None where there is nothing to say."""
        return None

    def highest_target(self) -> Decimal | None:
        """The most a target can be revised to; None where there is no bound."""
        return None

    def decided_by(self) -> str | None:
        """The kind of entry that decides an item left undecided by this rule; None of a rule that leaves none so."""
        return None

    def progress(self, stake: Stake, situation: Situation) -> Progress | None:
        """How far the target is reached by the day asked; None of a rule without a target."""
        return None

    def months_without_news(self, situation: Situation) -> list[tuple[Month, str]]:
        """The months over, with the department, for which it takes points; none of a rule that looks at no months."""
        return []


def check_some_kinds(kinds: Sequence[str]) -> None:
    """Check that a rule reads some kind of entry. Raises ValueError."""
    if not kinds:
        message = "expected `kinds` to be one kind of entry or more; found none"
        raise ValueError(message)


class RuleParameters(
    Rule, msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="rule"
):  # fmt: skip
    """A rule with its parameters, as the scheme gives them. `readings` are those its lines depend on."""

    readings: tuple[str, ...] = ()


class IndicatorRule(RuleParameters, frozen=True, kw_only=True):
    """A rule that reads only the entries that name its item as their indicator."""

    def concerns(self, fact: Fact, item: str) -> bool:
        """Whether the fact is about this indicator."""
        return kind_name(type(fact)) in self.kinds_read() and getattr(fact, "indicator", None) == item
