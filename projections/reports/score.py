"""Score sheets: what have these people scored?"""

from collections.abc import Iterable

from ledger.texts import _, listing
from projections.reports._base import Asked, Document, Page, Paragraph, Report, WhoIsAsked, head_of
from projections.reports._sheets import item_row, items_table, row_of, sentence_of, summary_of
from projections.scores import ItemScore
from projections.standings import Standing
from projections.successive import THIRD, third_the_year_before
from projections.year_facts import YearFacts


def item_as_json(score: ItemScore) -> Document:
    """Return an item's figures with its label and clause."""
    return {**item_row(score), "label": score.item.label, "clause": score.item.clause}


def third_before(asked: Asked, standings: Iterable[Standing]) -> frozenset[str]:
    """Return whose grade of the year before is the third, if anybody's of this year is."""
    if asked.scheme is None or not any(standing.grade == THIRD for standing in standings):
        return frozenset()
    return third_the_year_before(asked.source, asked.schemes, asked.scheme.year, asked.reading.cut)


def standings_asked(asked: Asked, everybody: YearFacts | None) -> tuple[list[Standing], int | None]:
    """Return the standings of the people asked about, and how many are ranked (None without ranks).

    The sheets are read by the narrow path, with all that is known of each entry; the ranks need `everybody`'s facts.
    """
    sheets = [sheet for person_id in asked.person_ids if (sheet := asked.reading.one(person_id)) is not None]
    if everybody is None:
        return [Standing(sheet, None, None) for sheet in sheets], None
    assert asked.scheme is not None
    everyone = {standing.sheet.person.id: standing for standing in everybody.standings(asked.scheme)}
    ranked = sum(standing.rank is not None for standing in everyone.values())
    places = [(sheet, everyone[sheet.person.id]) for sheet in sheets]
    return [Standing(sheet, place.rank, place.grade) for sheet, place in places], ranked


def _document(asked: Asked) -> Document:
    standings, people_ranked = standings_asked(asked, asked.reading.facts() if asked.ranks else None)
    before = third_before(asked, standings)
    sheets = [
        {**row_of(standing, item_as_json), "summary": summary_of(standing, people_ranked, before)}
        for standing in standings
    ]
    return {**head_of(asked, "score"), "ranked": asked.ranks, "sheets": sheets}


def opening_of(document: Document) -> Paragraph:
    """Return the line that says what the figures are."""
    opening = _(
        "{scheme}, {year}, as of {as_of}, known up to entry #{entry}",
        scheme=document["scheme"], year=document["year"], as_of=document["as_of"],
        entry=document["known_at"]["entry"],
    )  # fmt: skip
    if document["amended_on"]:
        opening += _("; amended from {days} on", days=listing(document["amended_on"]))
    return Paragraph(opening)


def no_sheet(document: Document) -> Paragraph:
    """Return the line for people who have no sheet."""
    return Paragraph(_("No score sheet: not assessed, or not enrolled by {day}.", day=document["as_of"]))


def _page(document: Document) -> Page:
    page: Page = [opening_of(document)]
    for row in document["sheets"]:
        page += [Paragraph(sentence_of(row)), items_table(row)]
    return page if document["sheets"] else [*page, no_sheet(document)]


REPORT = Report(
    example="gongguo score 甲 --as-of 2020-06-30",
    about=WhoIsAsked.ONE_OR_MORE,
    document=_document,
    page=_page,
    takes_ranks=True,
    takes_period=True,
)
