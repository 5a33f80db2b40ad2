"""What the reports that suppose something share: everybody's score, rank and grade before and after."""

from collections.abc import Collection, Iterable, Sequence

from ledger.texts import _
from ledger.values import plain_number
from projections.reports._base import Document, Table
from projections.standings import Standing


def moves_of(before: Iterable[Standing], after: Iterable[Standing], always: Collection[str] = ()) -> list[Document]:
    """Return those whose score, rank or grade differs, and those to be shown always, in the order of `after`.

    Somebody who has no sheet before, or after, has null in its place.
    """
    was = {standing.sheet.person.id: standing for standing in before}
    is_now = {standing.sheet.person.id: standing for standing in after}
    rows = [_row(person, was.get(person), is_now.get(person)) for person in dict.fromkeys([*is_now, *was])]
    return [row for row in rows if row["moves"] or row["id"] in always]


def _row(person_id: str, was: Standing | None, is_now: Standing | None) -> Document:
    told = is_now or was
    assert told is not None
    before, after = _figures(was), _figures(is_now)
    return {
        "id": person_id, "name": told.sheet.person.name, "moves": before != after, "before": before, "after": after,
        "delta": _delta(was, is_now),
    }  # fmt: skip


def _figures(standing: Standing | None) -> Document | None:
    if standing is None:
        return None
    sheet = standing.sheet
    return {
        "total": plain_number(sheet.total), "out_of": plain_number(sheet.out_of), "net": plain_number(sheet.net),
        "final": sheet.is_final, "rank": standing.rank, "grade": standing.grade,
    }  # fmt: skip


def _delta(was: Standing | None, is_now: Standing | None) -> Document:
    """Return the differences of the net score (points), and of the rank (negative: nearer to the first)."""
    if was is None or is_now is None:
        return {"net": None, "rank": None}
    ranks = None if was.rank is None or is_now.rank is None else is_now.rank - was.rank
    return {"net": plain_number(is_now.sheet.net - was.sheet.net), "rank": ranks}


def moves_table(rows: Sequence[Document], labels: Sequence[str], *, ranks: bool) -> Table:
    """Return the table of who moves; `labels` are the grades' in words."""
    headings = [_("name"), _("before"), _("after"), _("Δ")]
    if ranks:
        headings += [_("rank before"), _("rank after"), _("grade before"), _("grade after")]
    shown = []
    for row in rows:
        before, after = row["before"], row["after"]
        cells = [row["name"], _score(before), _score(after), _signed(row["delta"]["net"])]
        if ranks:
            cells += [_rank(before), _rank(after), _grade(before, labels), _grade(after, labels)]
        shown.append(cells)
    return Table(tuple(headings), shown, frozenset({1, 2, 3, 4, 5} if ranks else {1, 2, 3}))


def _score(figures: Document | None) -> str:
    return "—" if figures is None else f"{figures['total']}/{figures['out_of']}"


def _signed(points: str | None) -> str:
    if points is None or points == "0":
        return points or ""
    return points if points.startswith("-") else f"+{points}"


def _rank(figures: Document | None) -> str:
    return "—" if figures is None or figures["rank"] is None else str(figures["rank"])


def _grade(figures: Document | None, labels: Sequence[str]) -> str:
    return "—" if figures is None or figures["grade"] is None else labels[figures["grade"] - 1]
