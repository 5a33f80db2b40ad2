"""What a slip says in words, for every format alike: a heading, sentences, and tables of texts."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from ledger.facts import labels_of
from ledger.texts import _
from projections.reports import Table
from projections.reports._base import instant_shown
from projections.reports._sheets import items_table, sentence_of
from projections.reports.why import figures_of, what_of


class ItemWords(NamedTuple):
    """An item that lost or gained: its heading, its clause quoted, its formulas, its lines, and what was missed."""

    heading: str
    quoted: str
    formulas: tuple[str, ...]
    figures: str
    lines: Table | None
    missed: tuple[str, ...]


class SlipWords(NamedTuple):
    """A whole slip; `voided` is None where nothing is void."""

    title: str
    about: str
    sentence: str
    basis: str
    items: Table
    traced: tuple[ItemWords, ...]
    voided: Table | None
    closing: str


def slip_words(slip: Mapping[str, Any]) -> SlipWords:
    """Return what a slip says, in the language in use."""
    sheet = slip["sheet"]
    post = f" · {sheet['post']}" if sheet["post"] else ""
    traced = [item for item in sheet["items"].values() if item["lines"] or item["why_not"]]
    return SlipWords(
        title=_("Slip of {name}, {year}", name=sheet["name"], year=slip["year"]),
        about=f"{sheet['id']} · {sheet['department']}{post}",
        sentence=sentence_of(sheet),
        basis=_("《{title}》, as of {as_of}, known up to entry #{entry}",
                title=slip["title"], as_of=slip["as_of"], entry=slip["known_at"]["entry"]),
        items=items_table(sheet),
        traced=tuple(_item(item) for item in traced),
        voided=_voided(slip) if slip["voided"] else None,
        closing=_("Every point names its entry (#). Whoever holds one for wrong tells the office, naming the entry."),
    )  # fmt: skip


def _item(item: Mapping[str, Any]) -> ItemWords:
    headings = (_("entry"), _("day"), _("what"), _("nominal"), _("applied"), _("balance"), _("by"))
    rows = [
        (
            " ".join(f"#{number}" for number in ([line["entry"]] if line["entry"] else line["entries"])),
            line["occurred_on"], what_of(line), line["nominal"], line["applied"], line["balance"],
            line["recorded_by"] or "",
        )
        for line in item["lines"]
    ]  # fmt: skip
    return ItemWords(
        heading=f"{item['clause']} {item['label']}",
        quoted=item["text"],
        formulas=tuple(item["rules"]),
        figures=figures_of(dict(item)),
        lines=Table(headings, rows, frozenset({3, 4, 5})) if rows else None,
        missed=tuple(_("Not gained: {reason}", reason=reason) for reason in item["why_not"]),
    )


def _voided(slip: Mapping[str, Any]) -> Table:
    headings = (_("entry"), _("day"), _("kind"), _("void"), _("now"), _("reason"), _("authority"), _("recorded"))
    rows = [
        (
            f"#{row['entry']}", row["occurred_on"], labels_of([row["kind"]]), f"#{row['void']}",
            f"#{row['replaced_by']}" if row["replaced_by"] else "—", row["remark"], row["authority"] or "—",
            f"{instant_shown(row['recorded_at'], slip['zone'])} {row['recorded_by']}",
        )
        for row in slip["voided"]
    ]  # fmt: skip
    return Table(headings, rows)
