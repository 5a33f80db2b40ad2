"""Sheets without lines, for a bulletin: the figures of `scores`, from sums, and made once for all who are alike.

Whoever has no entry of the kinds that an item reads is scored as all others who have none; where a rule only counts,
all with the same numbers have one score. A law in the tests holds these sheets equal to those of `scores`.
"""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from ledger.people import Person
from ledger.schemes.model import Item, Part, Scheme
from ledger.schemes.rules import State
from ledger.schemes.situation import NewsWasPublished, Situation
from ledger.values import NO_POINTS
from projections.scores import (
    NO_COUNTS,
    Facts,
    ItemScore,
    Sheet,
    items_of_post,
    post_that_counts,
    room_beside,
    situation_of,
    state_of,
    summed_up,
    traced,
    waiting,
)


class TalliedSheets:
    """Makes sheets by one scheme as of one day."""

    def __init__(self, scheme: Scheme, as_of: date, was_published: NewsWasPublished) -> None:
        self._scheme = scheme
        self._as_of = as_of
        self._was_published = was_published
        self._plans: dict[tuple[str, bool], _Plan] = {}
        self._of_all = {
            part.id: ([_Place(item, part) for item in part.items], [_Place(item, part, True) for item in part.bonuses])
            for part in scheme.parts
        }

    def of(self, person: Person, facts: Facts, counts: Mapping[str, int] = NO_COUNTS) -> Sheet:
        """Return the sheet of a person; `counts` are of kinds whose entries are not among the facts."""
        situation = situation_of(person, self._scheme, self._as_of, facts, self._was_published, counts)
        post = post_that_counts(person, self._scheme, self._as_of, facts)
        if post not in self._plans:
            self._plans[post] = _Plan(self._places(*post), situation)
        return summed_up(person, self._scheme, situation, post[0], self._plans[post].scores(situation))

    def _places(self, post: str, is_decided: bool) -> "list[_Place]":
        """Return the places of a sheet, part by part, the bonuses of each last; those of every post are shared."""
        places = []
        for part in self._scheme.parts:
            items, bonuses = self._of_all[part.id]
            of_post = items_of_post(part, self._scheme, post, is_decided)
            places += [*items, *(_Place(item, part, is_scored=is_scored) for item, is_scored in of_post), *bonuses]
        return places


class _Place:
    """Where an item stands on sheets."""

    def __init__(self, item: Item, part: Part, is_bonus: bool = False, is_scored: bool = True) -> None:
        self.item, self.part, self.is_bonus, self.is_scored = item, part, is_bonus, is_scored
        self.kinds_read = item.kinds_read() if is_scored else frozenset()
        self._of_alike: dict[Hashable, ItemScore] = {}

    def score(self, situation: Situation, room: Decimal = NO_POINTS) -> ItemScore:
        if not self.is_scored:
            return waiting(self.item, self.part, State.UNDECIDED)
        return _tallied(self.item, self.part, self.is_bonus, situation, room)

    def score_of_alike(self, what_counts: Hashable, situation: Situation) -> ItemScore:
        """Return the score of all of whom what counts is the same: made for the first of them."""
        score = self._of_alike.get(what_counts)
        if score is None:
            score = self._of_alike[what_counts] = self.score(situation)
        return score

    def only_counts(self) -> bool:
        """Whether the numbers of entries are all that its score rests on."""
        counted = frozenset[str]().union(*(rule.kinds_counted() for rule in self.item.rules))
        return bool(self.kinds_read) and self.kinds_read == counted

    def rests_on(self, situation: Situation) -> tuple[Hashable, ...]:
        """Return what each of its rules rests on beyond the entries."""
        return tuple([rule.rests_on(situation) for rule in self.item.rules]) if self.is_scored else ()


class _Plan:
    """How the items of a post are scored: which are the same for many, and which have to be looked at for each."""

    def __init__(self, places: Sequence[_Place], situation: Situation) -> None:
        """Take anybody's situation of that day."""
        self._places = places
        nothing = situation._replace(facts={}, counts=NO_COUNTS)
        self._of_nothing = [place.score(nothing) for place in places]
        self._overflowing = [at for at, place in enumerate(places) if place.item.overflows]
        self._for_each: set[int] = set()
        self._counting: list[tuple[int, _Place, Sequence[str]]] = []
        self._looking_beyond: list[tuple[int, _Place]] = []
        self._reading: dict[str, list[int]] = {}
        for at, place in enumerate(places):
            looked_at = place.rests_on(situation)
            if looked_at and None not in looked_at:
                self._looking_beyond.append((at, place))
            elif any(key is not None for key in looked_at):
                self._for_each.add(at)
            elif place.only_counts():
                self._counting.append((at, place, sorted(place.kinds_read)))
            else:
                for kind in place.kinds_read:
                    self._reading.setdefault(kind, []).append(at)

    def scores(self, situation: Situation) -> list[ItemScore]:
        """Return the scores of a person, in the order of the places."""
        places, scores, count_of = self._places, list(self._of_nothing), situation.count_of
        for at, place, kinds in self._counting:
            scores[at] = place.score_of_alike(tuple(map(count_of, kinds)), situation)
        for at, place in self._looking_beyond:
            scores[at] = place.score_of_alike(place.rests_on(situation), situation)
        facts, counts = situation.facts, situation.counts
        present = [ats for kind, ats in self._reading.items() if kind in facts or counts.get(kind)]
        for at in self._for_each.union(*present):
            scores[at] = places[at].score(situation)
        for at in self._overflowing:
            if scores[at].nominal > scores[at].lost:
                scores[at] = places[at].score(situation, room_beside(scores[at], self._beside(at, scores)))
        return scores

    def _beside(self, at: int, scores: Sequence[ItemScore]) -> list[ItemScore]:
        part = self._places[at].part
        both = zip(self._places, scores, strict=True)
        return [score for place, score in both if place.part is part and not place.is_bonus]


def _tallied(item: Item, part: Part, is_bonus: bool, situation: Situation, room: Decimal) -> ItemScore:
    """Score an item by the sums of its lines: the same figures as when they are taken one by one."""
    if not item.has_one_limit:
        return traced(item, part, is_bonus, situation, room)._replace(lines=())
    if len(item.rules) == 1:
        nominal, counted, state = item.rules[0].tally(item.stake, situation)
    else:
        tallies = [rule.tally(item.stake, situation) for rule in item.rules]
        state = state_of(tallies)
        nominal = sum([tally.nominal for tally in tallies], NO_POINTS)
        counted = sum([tally.counted for tally in tallies], NO_POINTS)
    if state is not State.STANDING:
        return waiting(item, part, state)
    if is_bonus:
        return ItemScore(item, part, True, state, NO_POINTS, NO_POINTS, counted, item.points + counted, ())
    lost = min(counted, item.points + room)
    return ItemScore(item, part, False, state, nominal, lost, NO_POINTS, item.points - lost, ())
