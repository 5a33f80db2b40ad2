"""The bulletin (通报): how does everybody stand at a cutoff?"""

from ledger.texts import _
from projections.reports._base import Asked, Document, Page, Paragraph, Report, Table, WhoIsAsked, head_of
from projections.reports._sheets import row_of, summary_of
from projections.reports.score import opening_of


def _document(asked: Asked) -> Document:
    standings = asked.reading.everyone()
    ranked = sum(standing.rank is not None for standing in standings)
    rows = [
        {**row_of(standing, with_items=not asked.figures_only), "summary": summary_of(standing, ranked)}
        for standing in standings
    ]
    return {**head_of(asked, "bulletin"), "rows": rows}


def _page(document: Document) -> Page:
    rows = document["rows"]
    if not rows:
        return [opening_of(document), Paragraph(_("Nobody has a score sheet on that day."))]
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
    return [opening_of(document), Table(headings, [_row(row) for row in rows], numeric), *_footnotes(rows)]


def _row(row: Document) -> tuple[str, ...]:
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
        _remarks(row),
    )


def _part_shown(part: Document) -> str:
    if not part["decided"]:
        return _("undecided")
    return part["points"] if part["complete"] else f"{part['points']}*"


def _remarks(row: Document) -> str:
    summary = row["summary"]
    remarks = []
    if summary["left"]:
        remarks.append(_("left"))
    if summary["disciplined"]:
        remarks.append(_("disciplined"))
    if not row["final"] and not summary["left"]:
        remarks.append(_("provisional"))
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
