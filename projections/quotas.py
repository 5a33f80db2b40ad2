"""The quota of first grades (reading B4): the one in force, and whether it was recorded when the scores were known."""

from ledger.entry import Entry, by_day
from ledger.facts import Fact
from ledger.history import standing
from ledger.schemes import AdoptedSchemes, Scheme
from ledger.schemes.adopted import LAW_KINDS, belongs_to
from ledger.values import Cut
from projections.readings import Source, YearReading


def quota_in_force(source: Source, scheme: Scheme, cut: Cut) -> Entry[Fact] | None:
    """Return the latest standing quota of the scheme's year, or None."""
    quotas: list[Entry[Fact]] = standing(source.standing_of_kinds({"grade-quota-set"}, cut.known_at), cut)
    return max((one for one in quotas if belongs_to(one, scheme.year, scheme.period)), key=by_day, default=None)


def was_set_after_the_scores(source: Source, quota: Entry[Fact], year: int) -> bool:
    """Whether everybody ranked was final when the quota was recorded: as of that day, by the entries before it."""
    known_at = quota.number - 1
    schemes = AdoptedSchemes(source.standing_of_kinds(LAW_KINDS, known_at))
    if year not in schemes.years:
        return False
    scheme = schemes.for_year(year)
    cut = Cut(quota.recorded_at.astimezone(scheme.time_zone).date(), known_at)
    if cut.as_of < scheme.last_day:
        return False
    standings = YearReading(source, schemes.for_year(year, cut.as_of), cut).everyone()
    ranked = [one.sheet for one in standings if one.sheet.is_ranked]
    return bool(ranked) and all(sheet.is_final for sheet in ranked)
