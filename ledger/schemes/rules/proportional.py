"""按比例扣分: late reports as a share of the reports due (reading G23).

Unit: reports. Arithmetic: lost = full points × (late so far) ÷ (due by the latest schedule), rounded half-up to 0.001
on the running sum, so that each line is the difference of two rounded running values. Without a schedule:
undecided if there is an incident or the period is over, else pending.
"""

from ledger.facts.incident_reported import IncidentReported
from ledger.facts.schedule_set import ScheduleSet
from ledger.schemes.rules._base import PENDING, UNDECIDED, Assessment, IndicatorRule, Line, Remark, Stake
from ledger.schemes.situation import Situation
from ledger.texts import _, later
from ledger.values import NO_POINTS, plain_number, rounded_share

_SHARE = later("{full} × {count} late so far ÷ {due} due")


class Proportional(IndicatorRule, frozen=True, kw_only=True, tag="proportional"):
    """The item's points in proportion to the reports that were late."""

    def kinds_read(self) -> frozenset[str]:
        """Schedules set and incidents (late reports)."""
        return frozenset({"schedule-set", "incident-reported"})

    def kinds_exchangeable(self) -> frozenset[str]:
        """Late reports of one number; of schedules the latest counts."""
        return frozenset({"incident-reported"})

    def assess(self, stake: Stake, situation: Situation) -> Assessment:
        """One line for each entry of late reports."""
        late = situation.of_indicator("incident-reported", stake.item)
        schedules = situation.of_indicator("schedule-set", stake.item)
        if not schedules:
            return UNDECIDED if late or situation.period_is_over else PENDING
        assert isinstance(schedules[-1].fact, ScheduleSet)
        due = schedules[-1].fact.due
        lines = []
        count, lost = 0, NO_POINTS
        for entry in late:
            assert isinstance(entry.fact, IncidentReported)
            count += entry.fact.quantity
            loss = rounded_share(stake.full, count, due) - lost
            lost += loss
            values = {"full": plain_number(stake.full), "count": count, "due": due}
            cited = (schedules[-1].number, entry.number)
            lines.append(Line(entry.day, loss, loss, entry, cited, Remark(_SHARE, values), self.readings))
        return Assessment(lines)

    def in_words(self, stake: Stake) -> str:
        """Say the rule."""
        return _("{points} × reports late ÷ reports due", points=plain_number(stake.full))
