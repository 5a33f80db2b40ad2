"""What a receipt notes of the year: obligations raised, met or taken away, and decisions to be looked at again."""

from collections.abc import Iterator

from ledger import Ledger
from ledger.entry import Entry
from ledger.facts import Fact
from ledger.facts.annual_outcome_decided import OUTCOMES, AnnualOutcomeDecided
from ledger.facts.grade_quota_set import GradeQuotaSet
from ledger.facts.obligation_met import ObligationMet
from ledger.schemes import AdoptedSchemes, Scheme
from ledger.texts import _, listing
from ledger.values import Cut
from projections.obligations import Due, open_obligations
from projections.quotas import was_set_after_the_scores
from projections.readings import YearReading
from projections.standings import Standing


def notes_on(ledger: Ledger, about: Entry[Fact], number: int, since: int, year: int) -> list[str]:
    """Return the notes on entry `number`, compared with what was known at entry `since`.

    `about` is that entry, or the one that it voids. `year` has a scheme.
    """
    schemes = ledger.schemes(number)
    scheme = schemes.for_year(year)
    if isinstance(about.fact, GradeQuotaSet):
        return list(_on_a_quota(ledger, about, number, year))
    if isinstance(about.fact, AnnualOutcomeDecided):
        return list(_on_an_outcome(ledger, about, about.fact, schemes, scheme, number))
    if isinstance(about.fact, ObligationMet) or about.kind in {one.when.kind for one in scheme.obligations}:
        return list(_on_obligations(ledger, about, schemes, scheme, (since, number)))
    return []


def _on_a_quota(ledger: Ledger, about: Entry[Fact], number: int, year: int) -> Iterator[str]:
    if about.number == number and was_set_after_the_scores(ledger, about, year):
        yield _("the scores of everybody ranked were final already: this will be said on the bulletin")


def _on_an_outcome(
    ledger: Ledger, about: Entry[Fact], fact: AnnualOutcomeDecided, schemes: AdoptedSchemes, scheme: Scheme, number: int
) -> Iterator[str]:  # fmt: skip
    day = max(ledger.today(scheme.time_zone), about.day)
    standings = YearReading(ledger, schemes.for_year(scheme.year, day), Cut(day, number)).everyone()
    grade = next((one.grade for one in standings if one.sheet.person.id == about.person), None)
    allowed = scheme.grades.outcomes_of(grade)
    if grade is not None and allowed is not None and fact.outcome not in allowed.outcomes:
        yield _(
            "{grade} allows {allowed} ({clause})",
            grade=scheme.grades.labels[grade - 1], clause=allowed.clause,
            allowed=listing(OUTCOMES.get(outcome, outcome) for outcome in allowed.outcomes),
        )  # fmt: skip


def _on_obligations(
    ledger: Ledger, about: Entry[Fact], schemes: AdoptedSchemes, scheme: Scheme, moments: tuple[int, int]
) -> Iterator[str]:  # fmt: skip
    """Yield what an entry raised, ended or took away: what is open after it, less what was open before."""
    before, after = (_open(ledger, about, schemes, scheme, known_at) for known_at in moments)
    for name, due in after.items():
        if name not in before:
            yield _("to be done: {label} ({clause}), by {by}", **_words(due))
    for name, due in before.items():
        if name not in after:
            yield _("no longer to be done: {label} ({clause})", **_words(due))
    if isinstance(about.fact, ObligationMet) and before.keys() == after.keys() and about.number == moments[1]:
        yield _("nothing of this was open in {year}: see gongguo todo, and --year", year=scheme.year)


def _open(
    ledger: Ledger, about: Entry[Fact], schemes: AdoptedSchemes, scheme: Scheme, known_at: int
) -> dict[str, Due]:  # fmt: skip
    """Return what is open about the person by its id. Only what grades raise needs everybody's sheets."""
    day = max(ledger.today(scheme.time_zone), about.day)
    law, cut = schemes.for_year(scheme.year, day), Cut(day, known_at)
    reading = YearReading(ledger, law, cut)
    if isinstance(about.fact, ObligationMet):
        standings = reading.everyone()
    else:
        sheet = reading.one(about.person or "")
        standings = [] if sheet is None else [Standing(sheet, None, None)]
    found = open_obligations(ledger, schemes, law, cut, standings)
    return {due.obligation.id: due for due in found if due.person == about.person}


def _words(due: Due) -> dict[str, str]:
    return {"label": due.obligation.label, "clause": due.obligation.clause, "by": due.obligation.by}
