"""The schemes adopted in a ledger: which one holds for a year, for a day, for an entry."""

from collections.abc import Iterable
from datetime import date

from ledger.entry import Happening
from ledger.errors import LedgerError
from ledger.facts import Fact, Judgement
from ledger.facts.scheme_adopted import SchemeAdopted
from ledger.schemes.model import Scheme, scheme_from
from ledger.texts import _, listing
from ledger.values import Period


class NoSchemeForYear(LedgerError):
    """No scheme that was known then holds for the year asked."""

    code = "no-scheme"


class AdoptedSchemes:
    """The schemes adopted, by the year that each names; the latest adopted for a year holds."""

    def __init__(self, adoptions: Iterable[Happening[Fact]]) -> None:
        self._by_year: dict[int, Scheme] = {}
        self._documents: dict[int, str] = {}
        for entry in adoptions:
            assert isinstance(entry.fact, SchemeAdopted)
            scheme = scheme_from(entry.fact.document)
            self._by_year[scheme.year] = scheme
            self._documents[scheme.year] = entry.fact.document

    @property
    def years(self) -> list[int]:
        """The years that have a scheme, in order."""
        return sorted(self._by_year)

    def for_year(self, year: int) -> Scheme:
        """Return the scheme of a year. Raises NoSchemeForYear."""
        if year not in self._by_year:
            raise NoSchemeForYear(
                _("no scheme is adopted for {year}", year=year),
                expected=_("one of {options}", options=listing(self.years) or _("(none is adopted)")),
                remedy=_("Ask for another year."),
            )
        return self._by_year[year]

    def for_day(self, day: date) -> Scheme:
        """Return the scheme whose period contains `day`, else the latest that ended before it.

        Raises NoSchemeForYear when every period begins after the day.
        """
        self.latest()
        begun = [scheme for scheme in self._by_year.values() if scheme.first_day <= day]
        if not begun:
            return self.for_year(day.year)
        return max(begun, key=lambda scheme: scheme.first_day)

    def latest(self) -> Scheme:
        """Return the scheme of the latest period. Raises NoSchemeForYear when none is adopted."""
        if not self._by_year:
            raise NoSchemeForYear(
                _("no scheme was adopted yet at that moment"), remedy=_("Ask for a later moment with --known-at.")
            )
        return max(self._by_year.values(), key=lambda scheme: scheme.first_day)

    def document_of(self, scheme: Scheme) -> str:
        """Return the document of an adopted scheme, as adopted."""
        return self._documents[scheme.year]

    def period_of_year(self, year: int) -> Period:
        """Return the period that a year names: its scheme's, or the calendar year where none is adopted."""
        if year in self._by_year:
            return self._by_year[year].period
        return Period(date(year, 1, 1), date(year, 12, 31))


def belongs_to(entry: Happening[Fact], year: int, period: Period) -> bool:
    """Whether an entry counts in the period that `year` names: a judgement that names a year, in that year."""
    fact = entry.fact
    if isinstance(fact, Judgement) and fact.year is not None:
        return fact.year == year
    return entry.day in period


def of_year(entries: list[Happening[Fact]], year: int, period: Period) -> list[Happening[Fact]]:
    """Return those that count in the period that `year` names, of entries of one kind in order of the day."""
    within = period.first_day <= entries[0].day and entries[-1].day <= period.last_day
    if within and not isinstance(entries[0].fact, Judgement):
        return entries
    return [entry for entry in entries if belongs_to(entry, year, period)]
