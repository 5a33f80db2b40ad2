"""The schemes adopted in a ledger, and their amendments: which law holds for a year, for a day, for an entry."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from ledger.entry import Happening
from ledger.errors import LedgerError
from ledger.facts import Fact, Judgement
from ledger.facts.scheme_adopted import SchemeAdopted
from ledger.facts.scheme_amended import SchemeAmended
from ledger.schemes.alternatives import Taken
from ledger.schemes.model import Scheme
from ledger.schemes.versions import Heading, Version, as_amended, heading_of, in_turn
from ledger.texts import _, listing
from ledger.values import Period

LAW_KINDS = frozenset({"scheme-adopted", "scheme-amended"})


class NoSchemeForYear(LedgerError):
    """No scheme that was known then holds for the year asked."""

    code = "no-scheme"


class AdoptedSchemes:
    """The schemes adopted, by the year that each names; the latest adopted for a year holds, as amended since."""

    def __init__(self, law: Iterable[Happening[Fact]], taken: Taken | None = None) -> None:
        """Take the entries of `LAW_KINDS`, in order of entry; and, for a what-if, readings to be taken otherwise."""
        self._law = list(law)
        self._taken = tuple(sorted((taken or {}).items()))
        self._headings: dict[int, Heading] = {}
        self._versions: dict[int, list[Version]] = {}
        self._laws: dict[tuple[int, int], Scheme] = {}
        self._in_force: dict[date, Scheme] = {}
        self._periods: dict[int, Period] = {}
        for entry in self._law:
            self._take(entry.number, entry.fact)

    def _take(self, number: int, fact: Fact) -> None:
        assert isinstance(fact, SchemeAdopted | SchemeAmended)
        heading = heading_of(fact.document)
        if isinstance(fact, SchemeAdopted):
            self._headings[heading.year] = heading
            self._versions[heading.year] = [Version(heading.first_day, number, fact.document, fact.sha256, self._taken)]
            return
        version = Version(fact.effective_on, number, fact.document, fact.sha256, self._taken)
        self._versions[heading.year] = in_turn([*self._versions[heading.year], version])

    @property
    def years(self) -> list[int]:
        """The years that have a scheme, in order."""
        return sorted(self._headings)

    @property
    def time_zone(self) -> ZoneInfo | None:
        """The organisation's time zone, as the latest period's scheme has it; None when none is adopted."""
        return self.latest().time_zone if self._headings else None

    def heading(self, year: int) -> Heading:
        """Return what the document of a year's scheme says before its first table. Raises NoSchemeForYear."""
        if year not in self._headings:
            raise NoSchemeForYear(
                _("no scheme is adopted for {year}", year=year),
                expected=_("one of {options}", options=listing(self.years) or _("(none is adopted)")),
                remedy=_("Ask for another year, or adopt its scheme first: gongguo scheme adopt FILE."),
            )
        return self._headings[year]

    def versions(self, year: int, as_of: date | None = None) -> list[Version]:
        """Return the versions of a year's scheme in force by `as_of`, in turn (None: all); the first always is.

        Raises NoSchemeForYear.
        """
        self.heading(year)
        first, *amendments = self._versions[year]
        return [first, *(version for version in amendments if as_of is None or version.effective_on <= as_of)]

    def for_year(self, year: int, as_of: date | None = None) -> Scheme:
        """Return the law of a year as of a day (None: as amended in all): every entry by the version of its own day.

        Raises NoSchemeForYear.
        """
        versions = self.versions(year, as_of)
        if (year, len(versions)) not in self._laws:
            self._laws[year, len(versions)] = as_amended(versions)
        return self._laws[year, len(versions)]

    def read_otherwise(self, taken: Taken) -> "AdoptedSchemes":
        """Return the same schemes with some readings taken otherwise; one that no document has changes nothing."""
        return AdoptedSchemes(self._law, taken)

    def year_of(self, day: date) -> int:
        """Return the year whose period contains `day`, else the latest that ended before it.

        Raises NoSchemeForYear when every period begins after the day.
        """
        self.latest()
        begun = [heading for heading in self._headings.values() if heading.first_day <= day]
        if not begun:
            return self.heading(day.year).year
        return max(begun, key=lambda heading: heading.first_day).year

    def in_force_on(self, day: date) -> Scheme:
        """Return the one version that judges what happens on `day`. Raises NoSchemeForYear as `year_of` does."""
        if day not in self._in_force:
            self._in_force[day] = self.versions(self.year_of(day), day)[-1].scheme
        return self._in_force[day]

    def latest(self) -> Heading:
        """Return the heading of the latest period's scheme. Raises NoSchemeForYear when none is adopted."""
        if not self._headings:
            raise NoSchemeForYear(
                _("no scheme was adopted yet at that moment"), remedy=_("Ask for a later moment with --known-at.")
            )
        return max(self._headings.values(), key=lambda heading: heading.first_day)

    def adopted_by(self, year: int) -> int:
        """Return the entry that adopted a year's scheme. Raises NoSchemeForYear."""
        return self.versions(year)[0].entry

    def period_of_year(self, year: int) -> Period:
        """Return the period that a year names: its scheme's, or the calendar year where none is adopted."""
        if year not in self._periods:
            calendar_year = Period(date(year, 1, 1), date(year, 12, 31))
            self._periods[year] = self._headings[year].period if year in self._headings else calendar_year
        return self._periods[year]


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
