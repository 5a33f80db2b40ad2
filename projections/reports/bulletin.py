"""The bulletin (通报): how does everybody stand at a cutoff?"""

from ledger.texts import _
from projections.publications import publications, untold
from projections.reports._base import Asked, Document, Page, Paragraph, Report, Table, WhoIsAsked, head_of
from projections.reports._causes import causes_of
from projections.reports._notes import note_shown, notes_of
from projections.reports._sheets import row_of, summary_of
from projections.reports._since import since_as_json, since_blocks
from projections.reports.score import opening_of, third_before


def _document(asked: Asked) -> Document:
    standings = asked.reading.everyone_traced() if asked.with_causes else asked.reading.everyone()
    ranked = sum(standing.rank is not None for standing in standings)
    before = third_before(asked, standings)
    rows = [
        {
            **row_of(standing, with_items=not asked.figures_only),
            **({"causes": causes_of(standing.sheet)} if asked.with_causes else {}),
            "summary": summary_of(standing, ranked, before),
        }
        for standing in standings
    ]
    return {**head_of(asked, "bulletin"), "rows": rows, "backdated": _backdated(asked), "notes": notes_of(asked)}


def _backdated(asked: Asked) -> list[Document]:
    """Return the entries that came after every published bulletin of the year that tells of their days."""
    assert asked.scheme is not None and asked.as_of is not None
    known_at = asked.known_at.entry
    published = publications(asked.source, asked.schemes, known_at)
    found = untold(asked.source, published, asked.scheme.year, asked.as_of, known_at)
    people = asked.source.people(known_at) if found else asked.people
    return [since_as_json(since, people, asked.zone) for since in found]


def _notes(document: Document) -> list[Paragraph]:
    return [Paragraph(note_shown(note)) for note in document["notes"]]


def _page(document: Document) -> Page:
    rows = document["rows"]
    page: Page = [*_letterhead(document), opening_of(document)]
    if not rows:
        return [*page, Paragraph(_("Nobody has a score sheet on that day."))]
    parts = rows[0]["summary"]["parts"]
    headings = (
        _("rank"),
        _("id"),
        _("name"),
        _("department"),
        *(f"{part['label']}({part['full']})" for part in parts),
        _("bonus"),
        _("total"),
        _("out of"),
        _("net"),
        _("grade"),
        _("remarks"),
    )
    numeric = frozenset({0, *range(4, 8 + len(parts))})
    marked = {entry["person"] for entry in document["backdated"]}
    page += [Table(headings, [_row(row, marked) for row in rows], numeric), *_footnotes(rows)]
    if document["backdated"]:
        page.append(
            Paragraph(_("Recorded since a published bulletin of the same days (backdated entries and changes):"))
        )
        page += since_blocks(document["backdated"], document["zone"])
    return [*page, *_notes(document)]


def _letterhead(document: Document) -> Page:
    """Return what a published bulletin begins with; nothing for one that is only shown."""
    if "publication" not in document:
        return []
    publication = document["publication"]
    lines = [publication["title"]]
    lines += [publication["number"]] if publication["number"] else []
    lines.append(f"{publication['issuer']}  {publication['published_on']}")
    first = publication["first_edition"]
    if first is not None:
        lines.append(
            _(
                "Edition {edition} of the bulletin of {period}; the first is entry #{entry} of {day}, SHA-256 {sha256}",
                edition=publication["edition"], period=publication["period"], entry=first["entry"],
                day=first["published_on"], sha256=first["document"],
            )
        )  # fmt: skip
    lines.append(_("SHA-256 of the scheme: {sha256}", sha256=publication["scheme_sha256"]))
    lines.append(_("The ledger: {size} entries, root {root}", **publication["checkpoint"]))
    return [Paragraph("\n".join(lines))]


def _row(row: Document, marked: set[str | None]) -> tuple[str, ...]:
    summary = row["summary"]
    return (
        "" if row["rank"] is None else str(row["rank"]),
        row["id"],
        row["name"],
        row["department"],
        *(_part_shown(part) for part in summary["parts"]),
        " ".join(part["bonus"] for part in summary["parts"] if part["bonus"] != "0"),
        row["total"],
        row["out_of"],
        row["net"],
        summary["grade_label"] or "",
        remarks_of(row, is_marked=row["id"] in marked),
    )


def _part_shown(part: Document) -> str:
    if not part["decided"]:
        return _("undecided")
    return part["points"] if part["complete"] else f"{part['points']}*"


def remarks_of(row: Document, *, is_marked: bool) -> str:
    """Return what is to be remarked of a person: that they left, were disciplined, are provisional and so on."""
    summary = row["summary"]
    remarks = []
    if summary["left"]:
        remarks.append(_("left"))
    if summary["disciplined"]:
        remarks.append(_("disciplined"))
    if not row["final"] and not summary["left"]:
        remarks.append(_("provisional"))
    if summary["third_again"]:
        remarks.append(_("the third grade in two successive years"))
    if is_marked:
        remarks.append(_("backdated entries"))
    return _(", ").join(remarks)


def _footnotes(rows: list[Document]) -> list[Paragraph]:
    notes = []
    if any(part["decided"] and not part["complete"] for row in rows for part in row["summary"]["parts"]):
        notes.append(_("* Some items of this part are undecided; they are neither in the total nor in “out of”."))
    if any(not part["decided"] for row in rows for part in row["summary"]["parts"]):
        notes.append(_("undecided: the whole part is open; it is neither in the total nor in “out of”."))
    notes.append(_("Indicators with a target stand at full points until the last day of the period."))
    return [Paragraph("\n".join(notes))]


REPORT = Report(
    example="gongguo bulletin --period 2020-H1",
    about=WhoIsAsked.EVERYONE,
    document=_document,
    page=_page,
    takes_period=True,
)
