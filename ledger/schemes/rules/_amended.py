"""Rules of a scheme that was amended within its year: each line is made by the version in force on its day.

What counts within the year (the third absence, the first entry of a task) goes on counting from the year's first
day. Figures are those of the day, the item's full points among them: the n-th absence loses what the version in force
on its day says the n-th loses. A shortfall is a fact of the period's last day, and is judged by the version of that.
"""

from collections.abc import Hashable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from ledger.facts import Fact
from ledger.schemes.rules._base import Assessment, Progress, Remark, Rule, RuleParameters, Stake, State
from ledger.schemes.situation import Situation
from ledger.texts import _, listing
from ledger.values import Month


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

    def kinds_beside(self) -> frozenset[str]:
        """Those of the rule."""
        return self.rule.kinds_beside()

    def rests_on(self, situation: Situation) -> Hashable | None:
        """What the rule does."""
        return self.rule.rests_on(situation)

    def kinds_that_lose(self) -> frozenset[str]:
        """Those of the rule."""
        return self.rule.kinds_that_lose()

    def kinds_exchangeable(self) -> frozenset[str]:
        """Those of the rule, among entries of the same days."""
        return self.rule.kinds_exchangeable()

    def concerns(self, fact: Fact, item: str) -> bool:
        """Whether the fact falls under the rule."""
        return self.rule.concerns(fact, item)

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """The lines of its days; a rule that has ended leaves nothing pending or undecided."""
        lines, state = self.rule.assess(stake._replace(full=self.full), situation)
        has_ended = self.span.last_day is not None
        return Assessment(
            [line for line in lines if line.law_day in self.span], State.STANDING if has_ended else state
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

    def decided_by(self) -> str | None:
        """What decides it, while it is in force."""
        return self.rule.decided_by() if self.span.last_day is None else None

    def progress(self, stake: Stake, situation: Situation) -> Progress | None:
        """That of the rule, while it is in force."""
        return self.rule.progress(stake, situation) if self.span.last_day is None else None

    def months_without_news(self, situation: Situation) -> list[tuple[Month, str]]:
        """The months that end on its days."""
        found = self.rule.months_without_news(situation)
        return [(month, department) for month, department in found if month.last_day in self.span]


class GainInSpan(RuleInSpan):
    """The same, of a rule that gains."""

    IS_GAIN = True


class ChangedRule(Rule):
    """One rule whose figures changed, where lines depend on one another: asked once, with the figures of each day."""

    def __init__(self, versions: Sequence["RuleVersion"]) -> None:
        """Take the versions in order of their days; one has no rule where there was no such rule."""
        self.versions = versions
        self.latest = next(version.rule for version in reversed(versions) if version.rule is not None)
        named = (name for version in versions if version.rule is not None for name in version.rule.readings)
        self.readings = tuple(dict.fromkeys(named))

    def _on(self, day: date) -> "RuleVersion":
        return next(version for version in self.versions if day in version.span)

    def _in_force(self, day: date) -> Any:
        return self._on(day).rule

    def kinds_read(self) -> frozenset[str]:
        """Those of every version."""
        return frozenset().union(*(version.rule.kinds_read() for version in self.versions if version.rule))

    def kinds_beside(self) -> frozenset[str]:
        """Those of every version."""
        return frozenset().union(*(version.rule.kinds_beside() for version in self.versions if version.rule))

    def rests_on(self, situation: Situation) -> Hashable | None:
        """What all versions do; they are of one sort."""
        found = tuple(version.rule.rests_on(situation) for version in self.versions if version.rule)
        return None if found[0] is None else found

    def kinds_that_lose(self) -> frozenset[str]:
        """Those of any version."""
        return frozenset().union(*(version.rule.kinds_that_lose() for version in self.versions if version.rule))

    def kinds_exchangeable(self) -> frozenset[str]:
        """Those of every version that has the rule."""
        return frozenset.intersection(*(version.rule.kinds_exchangeable() for version in self.versions if version.rule))

    def concerns(self, fact: Fact, item: str) -> bool:
        """Whether the fact falls under some version."""
        return any(version.rule.concerns(fact, item) for version in self.versions if version.rule)

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """The lines of the year, each with the figures and the full points of its day."""
        return self.latest.assess_amended(
            lambda day: stake._replace(full=self._on(day).full), situation, self._in_force
        )  # fmt: skip

    def in_words(self, stake: Stake) -> str:
        """Say every version and its days."""
        return listing(
            RuleInSpan(version.rule, version.span, version.full).in_words(stake)
            for version in self.versions
            if version.rule is not None
        )

    def why_not(self, stake: Stake, situation: Situation) -> Remark | None:
        """What the latest version says."""
        return self.latest.why_not(stake, situation)

    def decided_by(self) -> str | None:
        """What decides it by the latest version."""
        return self.latest.decided_by()


class ChangedGain(ChangedRule):
    """The same, of a rule that gains."""

    IS_GAIN = True


class ItemVersion(NamedTuple):
    """An item as one version of its scheme has it: the days of the version, the full points, the rules."""

    span: Span
    full: Decimal
    rules: tuple[Rule, ...]


class RuleVersion(NamedTuple):
    """A rule as one version of its scheme has it; None where that version has no such rule."""

    span: Span
    full: Decimal
    rule: RuleParameters | None


Chain = list[RuleParameters | None]
"""A rule from version to version; None where a version does not have it."""


def rules_of_the_year(versions: Sequence[ItemVersion]) -> tuple[Rule, ...]:
    """Return the rules by which an item is scored in a year in which it changed; those that did not stay as they are.

    `versions` are in order of their days, and cover the year.
    """
    chains: list[Chain] = []
    for place, version in enumerate(versions):
        _lengthen(chains, place, [rule for rule in version.rules if isinstance(rule, RuleParameters)], versions)
    return tuple(rule for chain in chains for rule in _rules_of(chain, versions))


def _lengthen(
    chains: list[Chain], place: int, rules: Sequence[RuleParameters], versions: Sequence[ItemVersion]
) -> None:  # fmt: skip
    """Let each rule of a version go on a chain of those before it, or begin one; each chain goes on once at most.

    First the rules that did not change find theirs, so that no other takes it.
    """
    left = list(rules)
    free = list(chains)
    for is_continued in (_is_the_same, _is_alike):
        for rule in list(left):
            chain = next((chain for chain in free if is_continued(chain, rule, place, versions)), None)
            if chain is not None:
                chain.append(rule)
                free.remove(chain)
                left.remove(rule)
    for chain in free:
        chain.append(None)
    chains += [[*([None] * place), rule] for rule in left]


def _is_the_same(chain: Chain, rule: RuleParameters, place: int, versions: Sequence[ItemVersion]) -> bool:
    """Whether a rule is the last of a chain unchanged, in the version before and at the same stake."""
    return chain[place - 1] == rule and (
        rule.LINES_DEPEND_ON_ONE_ANOTHER or versions[place - 1].full == versions[place].full
    )


def _is_alike(chain: Chain, rule: RuleParameters, _place: int, _versions: Sequence[ItemVersion]) -> bool:
    """Whether a rule is a changed one of a chain: of its sort, on a kind of entry that it reads too, counting on."""
    last = next(member for member in reversed(chain) if member is not None)
    same_sort = rule.LINES_DEPEND_ON_ONE_ANOTHER and type(last) is type(rule)
    return same_sort and bool(last.kinds_read() & rule.kinds_read()) and rule.counts_on(last)


def _rules_of(chain: Chain, versions: Sequence[ItemVersion]) -> list[Rule]:
    """Return what judges by the rules of a chain, each in its days."""
    members = [rule for rule in chain if rule is not None]
    latest = members[-1]
    fulls = {version.full for version, rule in zip(versions, chain, strict=True) if rule is not None}
    if len(members) == len(chain) and all(rule == latest for rule in members) and len(fulls) == 1:
        return [latest]
    if latest.LINES_DEPEND_ON_ONE_ANOTHER:
        known = [RuleVersion(version.span, version.full, rule) for version, rule in zip(versions, chain, strict=True)]
        return [(ChangedGain if latest.IS_GAIN else ChangedRule)(known)]
    first = chain.index(latest)
    last = first + len(members) - 1
    span = Span(versions[first].span.first_day, versions[last].span.last_day)
    return [(GainInSpan if latest.IS_GAIN else RuleInSpan)(latest, span, versions[first].full)]
