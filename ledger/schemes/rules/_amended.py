"""Rules of a scheme that was amended within its year: each line is made by the version in force on its day.

What counts within the year (the third absence, the first entry of a task) goes on counting from the year's first
day. Figures are those of the day, the item's full points among them: the n-th absence loses what the version in force
on its day says the n-th loses. A shortfall is a fact of the period's last day, and is judged by the version of that.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ledger.facts import Fact
from ledger.schemes.rules._base import Assessment, Remark, Rule, RuleParameters, Stake, State
from ledger.schemes.situation import Situation
from ledger.texts import _, listing


class Span(NamedTuple):
    """Days on which a version is in force, both included; None at an end: since, or until, the year's."""

    first_day: date | None
    last_day: date | None

    def __contains__(self, day: object) -> bool:
        assert isinstance(day, date)
        return (self.first_day or day) <= day <= (self.last_day or day)

    def in_words(self) -> str:
        """Say the days."""
        if self.first_day is None:
            return _("until {last}", last=self.last_day)
        if self.last_day is None:
            return _("from {first}", first=self.first_day)
        return _("from {first} to {last}", first=self.first_day, last=self.last_day)


class RuleInSpan(Rule):
    """A rule that is in force in a span of days only: of the lines that it says of the year, those of these days.

    `full` are the item's full points in that span.
    """

    def __init__(self, rule: Rule, span: Span, full: Decimal) -> None:
        self.rule, self.span, self.full = rule, span, full
        self.readings = rule.readings

    def kinds_read(self) -> frozenset[str]:
        """Those of the rule."""
        return self.rule.kinds_read()

    def concerns(self, fact: Fact, item: str) -> bool:
        """Whether the fact falls under the rule."""
        return self.rule.concerns(fact, item)

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """The lines of its days; a rule that has ended leaves nothing pending or undecided."""
        lines, state = self.rule.assess(stake._replace(full=self.full), situation)
        has_ended = self.span.last_day is not None
        return Assessment(
            [line for line in lines if line.day in self.span], State.STANDING if has_ended else state
        )  # fmt: skip

    def in_words(self, stake: Stake) -> str:
        """Say the rule and its days."""
        rule = self.rule.in_words(stake._replace(full=self.full))
        return _("{span}: {rule}", span=self.span.in_words(), rule=rule)

    def why_not(self, stake: Stake, situation: Situation) -> Remark | None:
        """What the rule says, while it is in force."""
        return self.rule.why_not(stake, situation) if self.span.last_day is None else None

    def highest_target(self) -> Decimal | None:
        """That of the rule, while it is in force."""
        return self.rule.highest_target() if self.span.last_day is None else None


class GainInSpan(RuleInSpan):
    """The same, of a rule that gains."""

    IS_GAIN = True


class ChangedRule(Rule):
    """One rule whose figures changed, where lines depend on one another: asked once, with the figures of each day."""

    def __init__(self, versions: Sequence[tuple[Span, RuleParameters | None]]) -> None:
        """Take the versions in order of their days; None where there was no such rule."""
        self.versions = versions
        self.latest = next(rule for _span, rule in reversed(versions) if rule is not None)
        self.readings = tuple(dict.fromkeys(name for _span, rule in versions if rule for name in rule.readings))

    def _in_force(self, day: date) -> Any:
        return next(rule for span, rule in self.versions if day in span)

    def kinds_read(self) -> frozenset[str]:
        """Those of every version."""
        return frozenset().union(*(rule.kinds_read() for _span, rule in self.versions if rule))

    def concerns(self, fact: Fact, item: str) -> bool:
        """Whether the fact falls under some version."""
        return any(rule.concerns(fact, item) for _span, rule in self.versions if rule)

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """The lines of the year, each with the figures of its day."""
        return self.latest.assess_amended(stake, situation, self._in_force)

    def in_words(self, stake: Stake) -> str:
        """Say every version and its days."""
        return listing(RuleInSpan(rule, span, stake.full).in_words(stake) for span, rule in self.versions if rule)

    def why_not(self, stake: Stake, situation: Situation) -> Remark | None:
        """What the latest version says."""
        return self.latest.why_not(stake, situation)


class ChangedGain(ChangedRule):
    """The same, of a rule that gains."""

    IS_GAIN = True


class ItemVersion(NamedTuple):
    """An item as one version of its scheme has it: the days of the version, the full points, the rules."""

    span: Span
    full: Decimal
    rules: tuple[Rule, ...]


def rules_of_the_year(versions: Sequence[ItemVersion]) -> tuple[Rule, ...]:
    """Return the rules by which an item is scored in a year in which it changed; those that did not stay as they are.

    `versions` are in order of their days, and cover the year.
    """
    merged: list[Rule] = []
    for place, version in enumerate(versions):
        for rule in version.rules:
            if not (place and _goes_on(rule, versions[place - 1], version)):
                merged += _from_here(rule, place, versions)
    return tuple(merged)


def _goes_on(rule: Rule, before: ItemVersion, after: ItemVersion) -> bool:
    """Whether a rule of one version is the next one's too, at the same stake."""
    return rule in before.rules and rule in after.rules and before.full == after.full


def _from_here(rule: Rule, place: int, versions: Sequence[ItemVersion]) -> list[Rule]:
    """Return what judges by `rule` from the version at `place` on, until a version does not have it."""
    if rule.LINES_DEPEND_ON_ONE_ANOTHER:
        return _once_for_the_year(rule, place, versions)
    last = place
    while last + 1 < len(versions) and _goes_on(rule, versions[last], versions[last + 1]):
        last += 1
    if place == 0 and last == len(versions) - 1:
        return [rule]
    span = Span(versions[place].span.first_day, versions[last].span.last_day)
    return [(GainInSpan if rule.IS_GAIN else RuleInSpan)(rule, span, versions[place].full)]


def _once_for_the_year(rule: Rule, place: int, versions: Sequence[ItemVersion]) -> list[Rule]:
    """Return the one rule of the year of which `rule` is a version; none if an earlier version stands for it."""
    ordinal = [other == rule for other in _alike(rule, versions[place].rules)].index(True)
    chain = [(version.span, next(iter(_alike(rule, version.rules)[ordinal:]), None)) for version in versions]
    if any(version is not None for _span, version in chain[:place]):
        return []
    if all(version == rule for _span, version in chain):
        return [rule]
    return [(ChangedGain if rule.IS_GAIN else ChangedRule)(chain)]


def _alike(rule: Rule, rules: Sequence[Rule]) -> list[RuleParameters]:
    """Return those of `rules` that are versions of `rule`: of its sort, on a kind of entry that it reads too."""
    same_sort = [other for other in rules if isinstance(other, RuleParameters) and type(other) is type(rule)]
    return [other for other in same_sort if other.kinds_read() & rule.kinds_read()]
