"""Sheets: a person's items with caps and balances, and a line for every point lost or gained."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from ledger.entry import Happening
from ledger.facts import Fact
from ledger.facts.assessed_post_decided import AssessedPostDecided
from ledger.people import Person
from ledger.schemes.model import Item, Part, Scheme
from ledger.schemes.rules import Assessment, Line, State, Tally
from ledger.schemes.situation import NewsWasPublished, Situation
from ledger.values import NO_POINTS

NO_COUNTS: Mapping[str, int] = {}
Facts = Mapping[str, Sequence[Happening[Fact]]]
"""For each kind, a person's standing entries of the year, in order of (day, entry number)."""


class SheetLine(NamedTuple):
    """Points lost (negative) or gained (positive): what the clause says, what was applied, what is left after.

    `balance` is the item's points after this line. The sum of `applied` and the item's full points is its points.
    """

    source: Line
    nominal: Decimal
    applied: Decimal
    balance: Decimal


class ItemScore(NamedTuple):
    """An item on a sheet. Undecided and pending items stand at their full points, with no lines."""

    item: Item
    part: Part
    is_bonus: bool
    state: State
    nominal: Decimal
    lost: Decimal
    gained: Decimal
    points: Decimal
    lines: tuple[SheetLine, ...]


class Sheet(NamedTuple):
    """One person's score in one period as of one day.

    `total` is out of `out_of`: the `undecided` items, which wait for people to decide or report, are in neither; `net`
    is `total` − `out_of`. It is final when the period is over, nothing is undecided and the person is still there.
    """

    person: Person
    scheme: Scheme
    as_of: date
    situation: Situation
    department: str
    post: str | None
    has_post: bool
    has_left: bool
    is_disciplined: bool
    items: tuple[ItemScore, ...]
    undecided: tuple[ItemScore, ...]
    total: Decimal
    out_of: Decimal
    net: Decimal
    is_final: bool

    @property
    def is_ranked(self) -> bool:
        """Whether the person takes part in the ranking."""
        return not self.has_left and not self.is_disciplined and self.has_post


def sheet_of(
    person: Person, scheme: Scheme, as_of: date, facts: Facts, was_published: NewsWasPublished
) -> Sheet:  # fmt: skip
    """Return the sheet of a person, every line traced; who has one is for `has_sheet` to say."""
    situation = situation_of(person, scheme, as_of, facts, was_published)
    post, is_decided = post_that_counts(person, scheme, as_of, facts)
    items: list[ItemScore] = []
    for part in scheme.parts:
        items += _scores_of_part(part, scheme, post, is_decided, situation)
    return summed_up(person, scheme, situation, post, items)


def situation_of(
    person: Person, scheme: Scheme, as_of: date, facts: Facts, was_published: NewsWasPublished,
    counts: Mapping[str, int] = NO_COUNTS,
) -> Situation:  # fmt: skip
    """Return what the rules may know of a person; `counts` are of kinds whose entries are not among the facts."""
    return Situation(
        period=scheme.period,
        as_of=as_of,
        facts=facts,
        is_member=person.memberships.on(min(as_of, scheme.last_day)),
        enrolled_on=person.enrolled_on,
        enrolled_until=person.last_day,
        departments_on=person.departments.on_each,
        news_was_published=was_published,
        counts=counts,
    )


def summed_up(person: Person, scheme: Scheme, situation: Situation, post: str, items: Sequence[ItemScore]) -> Sheet:
    """Return the sheet of a person with these items, scored by the post that counts."""
    day = min(situation.as_of, scheme.last_day)
    undecided, decided = undecided_and_decided(items)
    total = sum([score.points for score in decided], NO_POINTS)
    out_of = sum([score.item.points for score in decided], NO_POINTS)
    has_left = person.last_day is not None and person.last_day < day
    return Sheet(
        person=person,
        scheme=scheme,
        as_of=situation.as_of,
        situation=situation,
        department=person.departments.on(day),
        post=post or None,
        has_post=scheme.has_post(post) or not scheme.is_by_post,
        has_left=has_left,
        is_disciplined=bool(situation.facts.get("discipline-imposed")),
        items=tuple(items),
        undecided=tuple(undecided),
        total=total,
        out_of=out_of,
        net=total - out_of,
        is_final=situation.period_is_over and not undecided and not has_left,
    )


def undecided_and_decided(scores: Sequence[ItemScore]) -> tuple[list[ItemScore], Sequence[ItemScore]]:
    """Return the items that wait for people, and all others."""
    waiting_for_people = State.UNDECIDED  # asked of the enumeration once: there it takes longer than all the rest
    undecided = [score for score in scores if score.state is waiting_for_people]
    return undecided, [score for score in scores if score.state is not waiting_for_people] if undecided else scores


def has_sheet(person: Person, scheme: Scheme, as_of: date) -> bool:
    """Whether the person is assessed and enrolled by that day (or by the period's last); leavers keep theirs."""
    day = min(as_of, scheme.last_day)
    return person.enrolled_on <= day and person.scopes.on(day)


def post_that_counts(person: Person, scheme: Scheme, as_of: date, facts: Facts) -> tuple[str, bool]:
    """Return the post whose items count, and whether that is settled: one post in the year, or a decision."""
    day = min(as_of, scheme.last_day)
    decisions = facts.get("assessed-post-decided")
    if decisions:
        latest = decisions[-1].fact
        assert isinstance(latest, AssessedPostDecided)
        return latest.post, True
    is_settled = len(person.posts.values) == 1 or len(person.posts_held(scheme.first_day, day)) <= 1
    return person.posts.on(day), is_settled


def _scores_of_part(part: Part, scheme: Scheme, post: str, is_decided: bool, situation: Situation) -> list[ItemScore]:
    """Return the scores of a part: its items, those that overflow once more, its bonuses."""
    places = [*((item, True) for item in part.items), *items_of_post(part, scheme, post, is_decided)]
    scores = [
        traced(item, part, False, situation) if is_scored else waiting(item, part, State.UNDECIDED)
        for item, is_scored in places
    ]
    for place, scored in enumerate(scores):
        if scored.item.overflows and scored.state is State.STANDING:
            scores[place] = traced(scored.item, part, False, situation, room_beside(scored, scores))
    return scores + [traced(item, part, True, situation) for item in part.bonuses]


def items_of_post(part: Part, scheme: Scheme, post: str, is_decided: bool) -> list[tuple[Item, bool]]:
    """Return the items that a part has for somebody with this post, each with whether it is scored or undecided."""
    if not part.by_post:
        return []
    is_scored = is_decided and scheme.has_post(post)
    return [(item, is_scored) for item in scheme.items_of_post(post) or (part.whole_as_item,)]


def room_beside(scored: ItemScore, scores: Sequence[ItemScore]) -> Decimal:
    """Return what an item can take beyond its own points: what the others of its part have left."""
    left = sum((other.points for other in scores if other is not scored), NO_POINTS)
    return max(NO_POINTS, left)


def traced(item: Item, part: Part, is_bonus: bool, situation: Situation, room: Decimal = NO_POINTS) -> ItemScore:
    """Score an item line by line, with the balance after each; `room` is what it may lose beyond its points."""
    assessments = [rule.assess(item.stake, situation) for rule in item.rules]
    state = state_of(assessments)
    if state is not State.STANDING:
        return waiting(item, part, state)
    lines = _in_order([assessment.lines for assessment in assessments])
    return _gains(item, part, lines) if is_bonus else _losses(item, part, lines, room)


def state_of(results: Sequence[Assessment | Tally]) -> State:
    """An item is as undecided as its most undecided rule."""
    states = [result.state for result in results]
    for state in (State.UNDECIDED, State.PENDING):
        if state in states:
            return state
    return State.STANDING


def _in_order(lines_by_rule: list[list[Line]]) -> list[Line]:
    if len(lines_by_rule) == 1:
        return lines_by_rule[0]
    return sorted(chain.from_iterable(lines_by_rule), key=_by_day)


def _by_day(line: Line) -> tuple[date, int]:
    return line.day, 0 if line.entry is None else line.entry.number


def _losses(item: Item, part: Part, lines: list[Line], room: Decimal) -> ItemScore:
    """Take the losses in order until the item's points, and what `room` there is beyond them, are used up."""
    balance = item.points
    nominal = NO_POINTS
    taken = []
    for line in lines:
        # What the limit of the line's day leaves; it is the item's own unless an amendment changed that.
        left = balance - (item.points - item.limit_on(line.law_day)) + room
        loss = max(NO_POINTS, min(line.counted, left))
        balance -= loss
        nominal += line.nominal
        taken.append(SheetLine(line, -line.nominal, -loss, balance))
    return ItemScore(
        item, part, False, State.STANDING, nominal, item.points - balance, NO_POINTS, balance, tuple(taken)
    )  # fmt: skip


def _gains(item: Item, part: Part, lines: list[Line]) -> ItemScore:
    """Add the gains up; a bonus has no full points and no limit but its rule's."""
    balance = item.points
    taken = []
    for line in lines:
        balance += line.counted
        taken.append(SheetLine(line, line.nominal, line.counted, balance))
    return ItemScore(
        item, part, True, State.STANDING, NO_POINTS, NO_POINTS, balance - item.points, balance, tuple(taken)
    )  # fmt: skip


def waiting(item: Item, part: Part, state: State) -> ItemScore:
    """Return the score of an item that is pending or undecided: full points, for the time being."""
    return ItemScore(item, part, False, state, NO_POINTS, NO_POINTS, NO_POINTS, item.points, ())
