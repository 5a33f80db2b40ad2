"""A bulletin as one self-contained page of HTML that prints well."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from markupsafe import Markup

from commands.documents.bulletin_told import Told
from commands.documents.page_charts import distribution_drawn
from commands.documents.pages import page_from
from commands.documents.table_widths import column_widths
from projections.distribution import bands_of


def content_of(told: Told, template: Path | None) -> bytes:
    """Return the page, in the language in use."""
    rows = [told.heading_lines, *map(told.cells, told.lines)]
    return page_from(
        "bulletin.html.jinja", told=told, spread=_spread(told), widths=_shares(rows),
        causes_widths=_shares([told.causes_headings, *told.causes]),
        since_widths=_shares([told.since_headings, *told.since]),
    ).encode()  # fmt: skip


def _spread(told: Told) -> Markup | None:
    """Return the distribution of the unit as a chart; None where there is nobody, or one person alone."""
    rows = [row for row in told.document["rows"] if not row["summary"]["left"]]
    bands = bands_of([Decimal(row["net"]) for row in rows])
    return distribution_drawn([band._asdict() for band in bands]) if len(rows) > 1 else None


def _shares(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the widths of a table's columns in print, in thousandths."""
    return column_widths(rows, 1000, per_column=11, padding=16)
