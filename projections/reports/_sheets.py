"""What the reports about scores share: a sheet as JSON, its sentence, its table of items."""

from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Any

from ledger.schemes.model import Part
from ledger.schemes.rules import State
from ledger.texts import _, later
from ledger.values import NO_POINTS, plain_number
from projections.reports._base import Document, Table
from projections.scores import ItemScore, Sheet, undecided_and_decided
from projections.standings import Standing, distance_to_third
from projections.successive import THIRD

STATES = {
    State.STANDING: later("standing"),
    State.PENDING: later("pending"),
    State.UNDECIDED: later("undecided"),
}


def row_of(
    standing: Standing, item_as_json: Callable[[ItemScore], Document] | None = None, *, with_items: bool = True
) -> Document:
    """Return a sheet as the contract gives it; `item_as_json` makes the items (None: their figures alone)."""
    sheet = standing.sheet
    make = item_as_json or item_row
    row: Document = {
        "id": sheet.person.id,
        "name": sheet.person.name,
        "department": sheet.department,
        "post": sheet.post,
        "total": plain_number(sheet.total),
        "out_of": plain_number(sheet.out_of),
        "net": plain_number(sheet.net),
        "final": sheet.is_final,
        "rank": standing.rank,
        "grade": standing.grade,
    }
    if with_items:
        row["items"] = {score.item.id: make(score) for score in sheet.items}
    return row


def item_row(score: ItemScore) -> Document:
    """Return an item's figures."""
    return {
        "full": plain_number(score.item.points),
        "nominal": plain_number(score.nominal),
        "lost": plain_number(score.lost),
        "gained": plain_number(score.gained),
        "points": plain_number(score.points),
        "state": score.state.value,
    }


def summary_of(standing: Standing, people_ranked: int | None, third_before: Collection[str] = ()) -> Document:
    """Return what the sentence about a person says.

    `people_ranked` is None where ranks were not asked; `third_before` are those whose grade of the year before is the
    third.
    """
    sheet = standing.sheet
    grade = standing.grade
    return {
        "above_third": plain_number(distance_to_third(sheet)),
        "third_below": plain_number(sheet.scheme.grades.third_below),
        "left": sheet.has_left,
        "disciplined": sheet.is_disciplined,
        "people_ranked": people_ranked,
        "third_again": grade == THIRD and sheet.person.id in third_before,
        "grade_label": None if grade is None else sheet.scheme.grades.labels[grade - 1],
        "undecided": [{"id": score.item.id, "label": score.item.label} for score in sheet.undecided],
        "parts": _part_rows(sheet),
    }


def _part_rows(sheet: Sheet) -> list[Document]:
    """Return each part's points without bonuses, its bonuses, and whether all of its items are decided."""
    by_part: dict[str, list[ItemScore]] = {part.id: [] for part in sheet.scheme.parts}
    for score in sheet.items:
        by_part[score.part.id].append(score)
    return [_part_row(part, by_part[part.id]) for part in sheet.scheme.parts]


def _part_row(part: Part, scores: list[ItemScore]) -> Document:
    _undecided, decided = undecided_and_decided(scores)
    return {
        "id": part.id,
        "label": part.label,
        "full": plain_number(part.points),
        "points": plain_number(sum([score.points for score in decided if not score.is_bonus], NO_POINTS)),
        "bonus": plain_number(sum([score.gained for score in decided if score.is_bonus], NO_POINTS)),
        "decided": bool(decided),
        "complete": len(decided) == len(scores),
    }


def sentence_of(row: Document) -> str:
    """Say a person's score in one sentence: score, rank, grade, distance to the third grade, what is undecided."""
    summary: dict[str, Any] = row["summary"]
    parts = [_("{name}: {total} of {out_of} points", name=row["name"], total=row["total"], out_of=row["out_of"])]
    if row["rank"] is not None:
        parts.append(_("rank {rank} of {count}", rank=row["rank"], count=summary["people_ranked"]))
    elif summary["people_ranked"] is not None:
        parts.append(_("not ranked"))
    if summary["grade_label"]:
        parts.append(_("grade {grade}", grade=summary["grade_label"]))
    elif summary["people_ranked"] is not None:
        parts.append(_("no grade yet"))
    if summary["third_again"]:
        parts.append(_("the third grade in two successive years"))
    parts.append(_("final") if row["final"] else _("provisional"))
    parts.append(_distance(row, summary))
    if summary["undecided"]:
        labels = _(", ").join(item["label"] for item in summary["undecided"])
        parts.append(_("undecided: {items}", items=labels))
    return _("; ").join(parts) + _(".")


def _distance(row: Document, summary: dict[str, Any]) -> str:
    above, mark = Decimal(summary["above_third"]), summary["third_below"]
    if row["final"] and above >= 0:
        return _("{points} above {mark}", points=plain_number(above), mark=mark)
    if above < 0:
        return _("{points} below {mark}", points=plain_number(-above), mark=mark)
    message = _("{points} more can be lost before it falls below {mark}", points=plain_number(above), mark=mark)
    return message + (_(" (undecided items at full points)") if summary["undecided"] else "")


def items_table(row: Document) -> Table:
    """Return the table of a person's items."""
    headings = (_("item"), _("full"), _("nominal loss"), _("lost"), _("gained"), _("points"), _("state"), _("clause"))
    rows = []
    for item_id, item in row["items"].items():
        state = State(item["state"])
        stands = state is State.STANDING
        rows.append(
            (
                f"{item_id} {item['label']}",
                item["full"] if item["full"] != "0" else "",
                _or_blank(item["nominal"]),
                _or_blank(item["lost"]),
                _or_blank(item["gained"]),
                item["points"] if state is not State.UNDECIDED else "",
                "" if stands else _(STATES[state]),
                item["clause"],
            )
        )
    return Table(headings, rows, frozenset({1, 2, 3, 4, 5}))


def _or_blank(points: str) -> str:
    return "" if points == "0" else points
