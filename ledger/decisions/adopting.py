"""Whether a scheme may be adopted for its year, or amended within it."""

from collections.abc import Iterator
from datetime import timedelta

from ledger.decisions.admission import Said
from ledger.decisions.register import Register
from ledger.errors import LedgerError
from ledger.facts.scheme_adopted import SchemeAdopted
from ledger.facts.scheme_amended import SchemeAmended
from ledger.schemes.comparison import Difference, not_amendable
from ledger.schemes.model import scheme_from
from ledger.schemes.versions import heading_of
from ledger.texts import _, listing

DAY = timedelta(days=1)


class YearHasScheme(LedgerError):
    """A scheme for days that have one."""

    code = "year-has-scheme"
    is_kept_for_ever = True


class SchemeIdTaken(LedgerError):
    """A scheme under the id of another year's."""

    code = "scheme-id-taken"
    is_kept_for_ever = True


class CannotBeAmended(LedgerError):
    """An amendment of what no amendment within a year may change, or of a scheme that is not the year's."""

    code = "cannot-be-amended"


class ReachesBack(LedgerError):
    """An amendment that judges what happened before it, without a word that it does."""

    code = "reaches-back"
    is_kept_for_ever = True


def adoption_objections(said: Said, register: Register) -> Iterator[LedgerError]:
    """Yield what speaks against adopting a scheme: its days have one already, or its id is another year's."""
    assert isinstance(said.fact, SchemeAdopted)
    new = heading_of(said.fact.document)
    for year in register.schemes.years:
        present = register.schemes.heading(year)
        if year == new.year or (present.first_day <= new.last_day and new.first_day <= present.last_day):
            yield YearHasScheme(
                _("{scheme} is adopted for these days already", scheme=present.id),
                expected=_("a scheme for days after {day}", day=present.last_day),
                found=_("{year}, {first} to {last}", year=new.year, first=new.first_day, last=new.last_day),
                remedy=_("Change the year, first_day and last_day; to change the rules within a year: "
                         "gongguo scheme amend FILE --effective D."),
                column="document",
            )  # fmt: skip
        elif present.id == new.id:
            yield SchemeIdTaken(
                _("the id {scheme} is that of the scheme of {year}", scheme=new.id, year=year),
                expected=_("an id of its own for each year's scheme"),
                remedy=_("Change the line id = … in the file."),
                column="document",
            )


def amendment_objections(said: Said, register: Register) -> Iterator[LedgerError]:
    """Yield what speaks against an amendment: it is not of the year's scheme, changes too much, or reaches back."""
    fact = said.fact
    assert isinstance(fact, SchemeAmended)
    new = heading_of(fact.document)
    if new.year not in register.schemes.years or register.schemes.heading(new.year).id != fact.scheme:
        yield CannotBeAmended(
            _("{scheme} is not the scheme of {year}", scheme=fact.scheme, year=new.year),
            expected=listing(f"{year} {register.schemes.heading(year).id}" for year in register.schemes.years),
            found=f"{new.year} {fact.scheme}",
            remedy=_("Amend a copy of the scheme in force: gongguo scheme show --toml; a new year's is adopted."),
            column="document",
        )
        return
    amended = scheme_from(fact.document)
    versions = register.schemes.versions(new.year)
    before = [version.scheme for version in versions if version.effective_on <= fact.effective_on] or [
        versions[0].scheme
    ]
    after = [version.scheme for version in versions if version.effective_on > fact.effective_on]
    changed = not_amendable(before[-1], amended) + (not_amendable(amended, after[0]) if after else [])
    if changed:
        yield CannotBeAmended(
            _("an amendment within the year cannot change this"),
            expected=_("the same days, and every item and post that there was"),
            found=listing(map(_in_words, changed)),
            remedy=_("To end an item, leave it in with its points and take out its rules: what was lost stays lost."),
            column="document",
        )
    if amended == before[-1]:
        yield CannotBeAmended(
            _("nothing is changed"),
            expected=_("a document that differs from the one in force"),
            found=_("the same"),
            column="document",
        )
    yield from _day_objections(fact, said, register)


def _day_objections(fact: SchemeAmended, said: Said, register: Register) -> Iterator[LedgerError]:
    period = heading_of(fact.document).period
    if fact.effective_on not in period:
        yield CannotBeAmended(
            _("the amendment acts from a day outside the year"),
            expected=_("a day from {first} to {last}", first=period.first_day, last=period.last_day),
            found=str(fact.effective_on),
            column="effective_on",
        )
    made_on = said.occurred_on
    if fact.reaches_back is not None or made_on is None:
        return
    published = register.published_until(heading_of(fact.document).year)
    if fact.effective_on < made_on or (published is not None and fact.effective_on <= published):
        first = made_on if published is None else max(made_on, published + DAY)
        yield ReachesBack(
            _("the amendment would judge what happened before it"),
            expected=_("an effective day from {day} on, or the words by which it says so", day=first),
            found=str(fact.effective_on),
            remedy=_("Quote them with --reaches-back, or give a later day."),
            column="effective_on",
        )


def _in_words(difference: Difference) -> str:
    return f"{difference.item} {difference.what} {difference.before} → {difference.after}".strip()
