"""部室每月信息: months in which the person's department published nothing that counts (readings E15–E18).

Unit: points for one calendar month. Arithmetic: each month over on whose last day the person is enrolled loses
`points` if the department they belong to on that day had nothing published in `channels` that month, by anybody
whose department it was on the day of publication. The line cites the month, not an entry.
"""

from decimal import Decimal

from ledger.schemes.rules._base import Assessment, Line, Remark, RuleParameters, Stake, Tally
from ledger.schemes.situation import Situation
from ledger.texts import _, later
from ledger.values import Month, Period, plain_number, rounded_product

_MESSAGE = later("{month}: {department} published nothing")


class MonthWithoutNews(RuleParameters, frozen=True, kw_only=True, tag="month-without-news"):
    """Each month without news of the department in one of `channels` loses `points`."""

    points: Decimal
    channels: frozenset[str]

    def kinds_read(self) -> frozenset[str]:
        """News published."""
        return frozenset({"news-published"})

    def rests_on(self, situation: Situation) -> tuple[str | None, ...]:
        """The departments to which the person belonged: their news count, whoever's they are."""
        return tuple(_departments(situation))

    def kinds_that_lose(self) -> frozenset[str]:
        """None: a month without is no entry."""
        return frozenset()

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """One line for each month without, dated on its last day."""
        loss = rounded_product(self.points)
        lines = []
        for month, department in self.months_without_news(situation):
            remark = Remark(_MESSAGE, {"month": month, "department": department})
            lines.append(Line(month.last_day, loss, loss, None, (), remark, self.readings))
        return Assessment(lines)

    def tally(self, stake: Stake, situation: Situation) -> Tally:
        """Count the months."""
        loss = rounded_product(self.points) * len(self.months_without_news(situation))
        return Tally(loss, loss)

    def months_without_news(self, situation: Situation) -> list[tuple[Month, str]]:
        """The months over in which the department to which the person belonged on the last day published nothing."""
        return [
            (month, department)
            for month, department in zip(situation.months_over(), _departments(situation), strict=True)
            if department is not None and not situation.news_was_published(department, month, self.channels)
        ]

    def greatest_loss(self, stake: Stake, period: Period) -> Decimal:
        """Every month of the period."""
        return self.points * len(period.months())

    def in_words(self, stake: Stake) -> str:
        """Say the rule."""
        return _(
            "{points} for each month in which the department published nothing",
            points=plain_number(self.points),
        )


def _departments(situation: Situation) -> list[str | None]:
    """Return the department to which the person belonged on the last day of each month over; None if not enrolled."""
    days = [month.last_day for month in situation.months_over()]
    departments: list[str | None] = [*situation.departments_on(days)]
    # Whoever was there on the first and on the last of them was there on all: they are not asked for one by one.
    if days and situation.is_enrolled_on(days[0]) and situation.is_enrolled_on(days[-1]):
        return departments
    return [
        department if situation.is_enrolled_on(day) else None for day, department in zip(days, departments, strict=True)
    ]
