"""年初任务: tasks not done, or done late to the harm of the unit's work, by category (reading E1, E2, E4).

Unit: points for one task. Arithmetic: each named task of a category loses `points` once, by its first entry that
counts; entries without a task stand alone; of the kinds in `only_if_affecting` (reading E2) those alone count that are
recorded to have affected the unit's work, which nothing records of a task missed. Each category that `limits` names
stops at its own points, which differ for party members (on the day asked) and others.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Self

import msgspec

from ledger.entry import Happening
from ledger.facts import Fact, fields_of
from ledger.facts.task_delayed import TaskDelayed
from ledger.facts.task_missed import TaskMissed
from ledger.schemes.rules._base import Assessment, Line, Remark, RuleParameters, Stake, Tally
from ledger.schemes.situation import Situation
from ledger.texts import _, later, listing
from ledger.values import NO_POINTS, Period, plain_number, rounded_product

_MESSAGE = later("category {category}")


class CategoryLimit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The most that one category can lose, for a party member and for anybody else."""

    category: str
    member: Decimal
    other: Decimal


class AssignedTasks(RuleParameters, frozen=True, kw_only=True, tag="assigned-tasks"):
    """Each task loses `points` once; each category stops at its limit."""

    LINES_DEPEND_ON_ONE_ANOTHER = True

    points: Decimal
    limits: tuple[CategoryLimit, ...]
    only_if_affecting: frozenset[str] = frozenset({"task-delayed"})

    def kinds_read(self) -> frozenset[str]:
        """Tasks missed and tasks delayed."""
        return frozenset({"task-missed", "task-delayed"})

    def kinds_exchangeable(self) -> frozenset[str]:
        """Both: of one task only one counts."""
        return self.kinds_read()

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """One line for each task that counts, limited by what is left of its category."""
        return self.assess_amended(lambda _day: stake, situation, lambda _day: self)

    def assess_amended(
        self, stake_on: Callable[[date], Stake], situation: Situation, in_force: Callable[[date], Self | None]
    ) -> Assessment:  # fmt: skip
        """The same; a task loses the points, up to the limit, of the rule in force on its day."""
        lost: dict[str, Decimal] = {}
        lines = []
        for entry, category in self._first_entries(situation):
            rule = in_force(entry.day)
            if rule is None:
                continue
            loss = rounded_product(rule.points)
            limit = rule._limit_of(category, situation)
            counted = loss if limit is None else max(NO_POINTS, min(loss, limit - lost.get(category, NO_POINTS)))
            lost[category] = lost.get(category, NO_POINTS) + counted
            remark = Remark(_MESSAGE, {"category": _label_of(category)})
            lines.append(Line(entry.day, loss, counted, entry, (), remark, rule.readings))
        return Assessment(lines)

    def _limit_of(self, category: str, situation: Situation) -> Decimal | None:
        """Return the most that a category can lose for this person; None if nothing limits it."""
        for limit in self.limits:
            if limit.category == category:
                return limit.member if situation.is_member else limit.other
        return None

    def tally(self, stake: Stake, situation: Situation) -> Tally:
        """Count the tasks of each category: their lines are all alike."""
        loss, counted = rounded_product(self.points), NO_POINTS
        categories = [category for category, _task in self._tasks(situation)]
        for category in set(categories):
            nominal, limit = loss * categories.count(category), self._limit_of(category, situation)
            counted += nominal if limit is None else min(nominal, limit)
        return Tally(loss * len(categories), counted)

    def _tasks(self, situation: Situation) -> list[tuple[str, str | None]]:
        """Return the category and name of each task that counts: a named one once."""
        delayed, missed = situation.facts_of(TaskDelayed), situation.facts_of(TaskMissed)
        if "task-delayed" in self.only_if_affecting:
            delayed = [fact for fact in delayed if fact.affected_unit]
        if "task-missed" in self.only_if_affecting:
            missed = []  # of no task missed is it recorded
        tasks = [(fact.category, fact.task) for fact in delayed] + [(fact.category, fact.task) for fact in missed]
        return [*{task for task in tasks if task[1] is not None}, *[task for task in tasks if task[1] is None]]

    def _first_entries(self, situation: Situation) -> list[tuple[Happening[Fact], str]]:
        """Return the entries that count, each with its category: the first of each named task."""
        seen = set()
        first = []
        for entry in situation.of("task-missed", "task-delayed"):
            fact = entry.fact
            if entry.kind in self.only_if_affecting and not getattr(fact, "affected_unit", False):
                continue
            assert isinstance(fact, TaskDelayed | TaskMissed)
            task = (fact.category, fact.task)
            if fact.task is None or task not in seen:
                seen.add(task)
                first.append((entry, fact.category))
        return first

    def greatest_loss(self, stake: Stake, period: Period) -> Decimal | None:
        """What all categories together can lose, for whom that is less; None: nothing limits them."""
        if not self.limits:
            return None
        members = sum((limit.member for limit in self.limits), Decimal(0))
        return min(members, sum((limit.other for limit in self.limits), Decimal(0)))

    def in_words(self, stake: Stake) -> str:
        """Say the rule."""
        if not self.limits:
            return _("{points} for each task, once", points=plain_number(self.points))
        return _(
            "{points} for each task, once; at most {limits} (party members / others)",
            points=plain_number(self.points),
            limits=listing(
                f"{_label_of(limit.category)} {plain_number(limit.member)}/{plain_number(limit.other)}"
                for limit in self.limits
            ),
        )


def _label_of(category: str) -> str:
    """Return the label of a category (①) in the language in use; a scheme may limit one that no entry has."""
    labels = fields_of(TaskMissed)["category"].choices or {}
    return str(labels.get(category, category))
