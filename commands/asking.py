"""From the options of a reading to a question with everything looked up: cut, scheme, people."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from commands import wiring
from ledger.decisions.drafts import MissingField
from ledger.facts import UnreadableValue, catalogue, fields_of, read_day, read_text
from ledger.people import People
from ledger.people.pinyin import found_by
from ledger.texts import _
from ledger.values import KnownAt, Period, month_of

if TYPE_CHECKING:
    from ledger.entry import Entry
    from ledger.facts import Fact
    from ledger.ledger import Ledger
    from ledger.schemes import AdoptedSchemes, Scheme


class Question(NamedTuple):
    """The day asked, how far the ledger is known, the schemes known then, and the year's.

    The scheme is None where the question is of no year.
    """

    schemes: "AdoptedSchemes"
    scheme: "Scheme | None"
    as_of: date | None
    known_at: KnownAt
    zone: str
    """The organisation's time zone, in which instants are shown."""


def question(
    ledger: "Ledger", as_of: str | None, known_at: str | None, year: str | None, period: str | None = None, *,
    is_of_today: bool = False,
) -> Question:  # fmt: skip
    """Look up what was asked; a day left out is that of `default_day`, or today.

    Raises LedgerError, or click.UsageError for options that exclude one another.
    """
    if period is not None and (as_of is not None or year is not None):
        raise click.UsageError(_("--period stands alone: it names both the year and the day."))
    known = known_at_given(ledger, known_at)
    schemes = ledger.schemes(known.entry)
    if period is not None:
        return _question_of_period(schemes, period, known)
    latest_day = ledger.today(schemes.latest().time_zone) if is_of_today else default_day(ledger, schemes)
    day = read_day(as_of) if as_of is not None else latest_day
    scheme = schemes.for_year(read_year(year) if year is not None else schemes.year_of(day), day)
    return Question(schemes, scheme, day, known, scheme.zone)


def question_of_any_time(ledger: "Ledger", as_of: str | None, known_at: str | None) -> Question:
    """Look up a question that needs no scheme; without `as_of` it is of any day."""
    schemes = ledger.schemes(ledger.known_now().entry)
    zone = schemes.latest().zone if schemes.years else "UTC"
    return Question(schemes, None, None if as_of is None else read_day(as_of), known_at_given(ledger, known_at), zone)


def text_needed(text: str, name: str) -> str:
    """Return a text that has to say something, trimmed. Raises MissingField or UnreadableValue."""
    said = read_text(text.strip())
    if not said:
        raise MissingField(_("a field is missing"), expected=name, found=_("nothing"), column=name)
    return said


def entry_called(ledger: "Ledger", text: str) -> "Entry[Fact]":
    """Return the entry with a number (57 or #57), or the one that stands under `key:` and a source key.

    Where all under the key were voided it is the last of them. Raises NoSuchEntry.
    """
    from ledger.decisions.voiding import no_such_entry

    named = fields_of(catalogue()["entry-voided"])["entry"].read(text)
    if isinstance(named, int):
        found = ledger.entry(named)
    else:
        under_key = list(ledger.archive.entries_with_keys([str(named).removeprefix("key:")]))
        standing = [entry for entry in under_key if ledger.void_of(entry.number) is None]
        found = next(iter(standing or under_key[-1:]), None)
    if found is None:
        raise no_such_entry(text)
    return found


def read_year(text: str) -> int:
    """Read a year, YYYY. Raises UnreadableValue."""
    if not re.fullmatch(r"[0-9]{4}", text):
        raise UnreadableValue(_("this is no year"), expected="2020", found=f"“{text}”", column="year")
    return int(text)


def version_called(name: str) -> tuple["Scheme", str]:
    """Return a scheme and its document: of a day, a year or an id in the ledger, a name that is shipped, or a file.

    Of a year it is the last version. Raises LedgerError.
    """
    from ledger.schemes import scheme_called, shipped_schemes

    context = click.get_current_context()
    is_of_a_day = re.fullmatch(r"[0-9]{4}(-[0-9]{2}-[0-9]{2})?", name) is not None
    if not is_of_a_day and (
        name in shipped_schemes() or Path(name).exists() or not wiring.ledger_place(context).exists()
    ):
        return scheme_called(name)
    ledger = wiring.open_ledger(context)
    schemes = ledger.schemes(ledger.known_now().entry)
    if not is_of_a_day:
        year = next((year for year in schemes.years if schemes.heading(year).id == name), None)
        if year is None:
            return scheme_called(name)
        name = str(year)
    if len(name) == len("2020"):
        version = schemes.versions(read_year(name))[-1]
    else:
        day = read_day(name)
        version = schemes.versions(schemes.year_of(day), day)[-1]
    return version.scheme, version.document


def default_day(ledger: "Ledger", schemes: "AdoptedSchemes") -> date:
    """Return today, or the last day of the latest adopted period if that is earlier."""
    latest = schemes.latest()
    return min(ledger.today(latest.time_zone), latest.last_day)


def period_named(text: str) -> str:
    """Return the name of a period as it is kept: 2020-H1, 2020-H2 or 2020. Raises UnreadableValue."""
    if not re.fullmatch(r"[0-9]{4}(-[Hh][12])?", text):
        raise UnreadableValue(
            _("this is no period"), expected="2020-H1, 2020-H2, 2020", found=f"“{text}”", column="period"
        )
    return text.upper()


def _question_of_period(schemes: "AdoptedSchemes", period: str, known: KnownAt) -> Question:
    match = re.fullmatch(r"([0-9]{4})(?:-H([12]))?", period_named(period))
    assert match is not None
    year = int(match[1])
    whole = schemes.heading(year).period
    last_day = end_of_first_half(whole) if match[2] == "1" else whole.last_day
    scheme = schemes.for_year(year, last_day)
    return Question(schemes, scheme, last_day, known, scheme.zone)


def end_of_first_half(period: Period) -> date:
    """Return the last day of a period's sixth month."""
    day = period.first_day
    for _month in range(5):
        day = month_of(day).last_day + timedelta(days=1)
    return month_of(day).last_day


def known_at_given(ledger: "Ledger", text: str | None) -> KnownAt:
    """Return the cut that --known-at names: 57 or #57, a day (its end in the zone), or an RFC 3339 instant."""
    if text is None:
        return ledger.known_now()
    if re.fullmatch(r"#?[0-9]{1,18}", text):
        return ledger.known_at_entry(int(text.removeprefix("#")))
    return ledger.known_at_instant(_instant(ledger, text))


def _instant(ledger: "Ledger", text: str) -> datetime:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        zone = ledger.schemes(ledger.known_now().entry).latest().time_zone
        return datetime.combine(read_day(text), time.max, zone)
    try:
        instant = datetime.fromisoformat(text.upper())
    except ValueError:
        instant = datetime.min
    if instant.tzinfo is None:
        raise UnreadableValue(
            _("this is no moment"),
            expected=_("an entry number, a day YYYY-MM-DD, or an RFC 3339 instant with its offset"),
            found=f"“{text}”",
            column="known_at",
        )
    return instant


def person_ids(people: People, references: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of people given by id, name or pinyin. Raises PersonUnknown or PersonAmbiguous."""
    return tuple(found_by(people, reference).id for reference in references)
