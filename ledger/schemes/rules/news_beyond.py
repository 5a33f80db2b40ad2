"""信息加分: a person's pieces of news beyond a number in the year (readings F1, F2, F5, F8).

Unit: points for one piece. Arithmetic: the scoring news by distinct work (entries without a work stand alone) in
order of each work's first entry, without works that are also an article of theirs; each piece beyond the first
`beyond` gains `points`, cited to that work's first entry, up to `at_most` in all; where `counts_all` (reading F1), all
pieces do once there are more; and where `every_month` (reading F2), only if every month over that the person served
whole has a scoring piece of theirs (of any work).
"""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Self, TypeVar

from ledger.entry import Happening
from ledger.facts import Fact
from ledger.facts.article_published import ArticlePublished
from ledger.facts.news_published import NewsPublished
from ledger.schemes.rules._base import NOTHING, Assessment, Line, Remark, RuleParameters, Stake, Tally
from ledger.schemes.situation import Situation
from ledger.texts import _, later, listing
from ledger.values import NO_POINTS, Month, first_of_month, plain_number, rounded_product

_its_day = attrgetter("occurred_on")
_PLACE = later("piece {place} of the year")
_ALL_MONTHS = later("pieces that count: {count}; a gain begins with piece {needed}; {with_news} of {months} months")
_MISSED_MONTHS = later(
    "pieces that count: {count}; a gain begins with piece {needed}; {with_news} of {months} months; none in {without}"
)


class NewsBeyond(RuleParameters, frozen=True, kw_only=True, tag="news-beyond"):
    """Each distinct work beyond the first `beyond` gains `points`, at most `at_most`, if no month is without."""

    IS_GAIN = True
    LINES_DEPEND_ON_ONE_ANOTHER = True

    beyond: int
    points: Decimal
    at_most: Decimal
    channels: frozenset[str]
    counts_all: bool = False
    every_month: bool = True

    def kinds_read(self) -> frozenset[str]:
        """News published."""
        return frozenset({"news-published"})

    def kinds_beside(self) -> frozenset[str]:
        """An article of the same work takes a piece of news out."""
        return frozenset({"article-published"})

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """One line for each work that gains."""
        return self.assess_amended(lambda _day: stake, situation, lambda _day: self)

    def assess_amended(
        self, stake_on: Callable[[date], Stake], situation: Situation, in_force: Callable[[date], Self | None]
    ) -> Assessment:  # fmt: skip
        """The same; whether a piece scores, and what it gains, is for the rule in force on its day."""
        scoring = _scoring(situation, in_force)
        if len(scoring) <= min((rule.beyond for _entry, rule in scoring), default=0):
            return Assessment([])
        works = _works([entry for entry, _rule in scoring], situation)
        if _is_short_of_a_month(scoring, situation):
            return Assessment([])
        rules = {entry.number: rule for entry, rule in scoring}
        gained, lines = NO_POINTS, []
        for place, entry in enumerate(works, 1):
            rule = rules[entry.number]
            nominal = min(rounded_product(rule.points), rule.at_most - gained)
            if not rule._gains(place, len(works)) or nominal <= 0:
                continue
            gained += nominal
            remark = Remark(_PLACE, {"place": place})
            lines.append(Line(entry.day, nominal, nominal, entry, (), remark, rule.readings))
        return Assessment(lines)

    def tally(self, stake: Stake, situation: Situation) -> Tally:
        """Count the works that gain: their lines are all alike, but for the last one's."""
        news, channels = situation.of("news-published"), self.channels
        if self._is_short(news, situation):  # in whatever channels they are
            return NOTHING
        scoring = [entry for entry in news if entry.fact.channel in channels]  # type: ignore[attr-defined]
        if self._is_short(scoring, situation):
            return NOTHING
        works = len(_works(scoring, situation))
        gaining = works if self._gains(1, works) else max(0, works - self.beyond)
        gain = max(NO_POINTS, min(rounded_product(self.points) * gaining, self.at_most))
        return Tally(gain, gain)

    def _is_short(self, pieces: Sequence[Happening[Fact]], situation: Situation) -> bool:
        """Whether these are too few, or leave a month without that must not be."""
        return len(pieces) <= self.beyond or (self.every_month and bool(_months_without(pieces, situation)))

    def _gains(self, place: int, works: int) -> bool:
        """Whether the piece in this place gains, of so many works."""
        return works > self.beyond if self.counts_all else place > self.beyond

    def in_words(self, stake: Stake) -> str:
        """Say the rule."""
        figures = {"points": plain_number(self.points), "beyond": self.beyond, "most": plain_number(self.at_most)}
        said = (
            _("{points} for each piece of news once there are more than {beyond}, at most {most}", **figures)
            if self.counts_all
            else _("{points} for each piece of news beyond {beyond}, at most {most}", **figures)
        )
        return _("{rule}, if no month is without", rule=said) if self.every_month else said

    def why_not(self, stake: Stake, situation: Situation) -> Remark:
        """How many pieces there are, how many are needed, and which months are without."""
        scoring = [entry for entry, _rule in _scoring(situation, lambda _day: self)]
        without = _months_without(scoring, situation) if self.every_month else []
        values = {
            "count": len(_works(scoring, situation)),
            "needed": self.beyond + 1,
            "with_news": len(situation.months_served_whole()) - len(without),
            "months": len(situation.months_served_whole()),
            "without": listing(without),
        }
        return Remark(_MISSED_MONTHS if without else _ALL_MONTHS, values)


R = TypeVar("R", bound=NewsBeyond)


def _scoring(situation: Situation, in_force: Callable[[date], R | None]) -> list[tuple[Happening[Fact], R]]:
    """Return the pieces of news that score, each with the rule in force on its day."""
    scoring = []
    for entry in situation.of("news-published"):
        rule = in_force(entry.day)
        if rule is not None and isinstance(entry.fact, NewsPublished) and entry.fact.channel in rule.channels:
            scoring.append((entry, rule))
    return scoring


def _is_short_of_a_month(scoring: list[tuple[Happening[Fact], R]], situation: Situation) -> bool:
    """Whether a month is without news, where a rule in force on the day of some piece wants one in every month."""
    return any(rule.every_month for _entry, rule in scoring) and bool(
        _months_without([entry for entry, _rule in scoring], situation)
    )


def _works(scoring: list[Happening[Fact]], situation: Situation) -> list[Happening[Fact]]:
    """Return the first entry of each distinct work that is not also an article."""
    seen = {
        entry.fact.work
        for entry in situation.of("article-published")
        if isinstance(entry.fact, ArticlePublished) and entry.fact.work is not None
    }
    first = []
    for entry in scoring:
        work = entry.fact.work if isinstance(entry.fact, NewsPublished) else None
        if work is None or work not in seen:
            first.append(entry)
        if work is not None:
            seen.add(work)
    return first


def _months_without(scoring: Sequence[Happening[Fact]], situation: Situation) -> list[Month]:
    """Return the months served whole in which the person published nothing that scores."""
    published = set(map(first_of_month, map(_its_day, scoring)))
    return [month for month in situation.months_served_whole() if month.first_day not in published]
