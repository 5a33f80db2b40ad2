"""Two moments of one score: what was recorded between them, and what does it change for whom?"""

from ledger.texts import _
from projections.publications import days_told, publications, recorded_since
from projections.reports._base import (
    Asked,
    Document,
    Page,
    Paragraph,
    Report,
    Table,
    WhoIsAsked,
    head_of,
    known_as_json,
)  # fmt: skip
from projections.reports._sheets import row_of
from projections.reports._since import change_of, since_as_json, since_blocks
from projections.reports.score import item_as_json


def _document(asked: Asked) -> Document:
    assert asked.earlier is not None and asked.scheme is not None and asked.as_of is not None
    after = asked.earlier.known_at.entry
    published = publications(asked.source, asked.schemes, asked.known_at.entry)
    told = days_told(asked.schemes, asked.scheme.year, asked.as_of)
    found = recorded_since(asked.source, published, told, after, asked.known_at.entry)
    wanted = set(asked.person_ids)
    entries = [
        since_as_json(since, asked.people, asked.zone)
        for since in found
        if not wanted or not since.persons or since.persons & wanted
    ]
    return {
        **head_of(asked, "diff"),
        "earlier": known_as_json(asked.earlier.known_at),
        "later": known_as_json(asked.known_at),
        "entries": entries,
        "people": [change for change in _changes(asked) if not wanted or change["id"] in wanted],
    }


def _changes(asked: Asked) -> list[Document]:
    assert asked.earlier is not None
    before, after = _rows(asked.earlier), _rows(asked)
    people = [*after, *(person for person in before if person not in after)]
    changes = (change_of(before.get(person), after.get(person)) for person in people)
    return [change for change in changes if change is not None]


def _rows(asked: Asked) -> dict[str, Document]:
    standings = asked.reading.everyone()
    return {standing.sheet.person.id: row_of(standing, item_as_json) for standing in standings}


def _page(document: Document) -> Page:
    opening = _(
        "{scheme}, {year}, as of {as_of}: what entries #{first} to #{last} change",
        scheme=document["scheme"], year=document["year"], as_of=document["as_of"],
        first=document["earlier"]["entry"] + 1, last=document["later"]["entry"],
    )  # fmt: skip
    page: Page = [Paragraph(opening)]
    if document["entries"]:
        page += since_blocks(document["entries"], document["zone"])
    else:
        page.append(Paragraph(_("Nothing was recorded between them about these days.")))
    if document["people"]:
        page.append(_people_table(document["people"]))
    else:
        page.append(Paragraph(_("Nobody's points, rank or grade change.")))
    return page


def _people_table(people: list[Document]) -> Table:
    headings = (_("id"), _("name"), _("total"), _("out of"), _("rank"), _("grade"), _("items"))
    rows = [
        (
            change["id"],
            change["name"],
            *(_moved(change, name) for name in ("total", "out_of", "rank", "grade")),
            _(", ").join(f"{item['item']} {_arrow(item['before'], item['after'])}" for item in change["items"]),
        )
        for change in people
    ]
    return Table(headings, rows)


def _moved(change: Document, name: str) -> str:
    return _arrow(change["before"][name], change["after"][name])


def _arrow(before: object, after: object) -> str:
    was, is_now = ("—" if value is None else str(value) for value in (before, after))
    return is_now if was == is_now else f"{was} → {is_now}"


REPORT = Report(
    example="gongguo diff --as-of 2020-06-30 --known-at 2020-07-02 --known-at 2020-08-01",
    about=WhoIsAsked.ONE_OR_EVERYONE,
    document=_document,
    page=_page,
    takes_period=True,
    compares=True,
)
