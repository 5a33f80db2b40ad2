"""The heading row of a table: found by its words, for files begin with titles, dates and who filled them in."""

from collections.abc import Collection, Sequence
from functools import cache

from commands.intake._text import InputUnreadable
from ledger.decisions.drafts import fold_heading, known_headings
from ledger.texts import _, listing

ROWS_SEARCHED = 10
# A table of one entry a row has at least who and when.
LEAST_KNOWN = 2
# Over the column in which a copy of a file has its problems.
ERROR_HEADINGS = {"zh": "错误", "en": "error"}
# Columns that say nothing of their rows: numbers that count them, and the problems of an earlier copy.
WITHOUT_MEANING = frozenset({"序号", "no.", "№", *ERROR_HEADINGS.values()})
ROSTER_HEADINGS = frozenset({"id", "工号", "姓名", "name", "部室", "department", "岗位", "post", "党员", "party_member",
                             "enrolled_on", "入职日期", "考核对象", "assessed", "别名", "aliases", "部门",
                             "政治面貌"})  # fmt: skip


@cache
def _known() -> frozenset[str]:
    return frozenset({*known_headings(), *ROSTER_HEADINGS})


def heading_row_in(lines: Sequence[Sequence[str]], further: Collection[str] = ()) -> int | None:
    """Return the place of the first of ten rows in which two cells are known headings, None if none is."""
    known = _known() | {fold_heading(heading) for heading in further}
    counts = [sum(fold_heading(cell) in known for cell in cells) for cells in lines[:ROWS_SEARCHED]]
    place = next((place for place, count in enumerate(counts) if count >= LEAST_KNOWN), None)
    # Of headings in two lines, under merged cells, the lower ones are those of the columns.
    while place is not None and place + 1 < len(counts) and counts[place + 1] >= counts[place]:
        place += 1
    return place


def check_headings(headings: Sequence[str]) -> None:
    """Check that each heading stands once. Raises InputUnreadable."""
    twice = sorted({heading for heading in headings if heading and headings.count(heading) > 1})
    if twice:
        raise InputUnreadable(
            _("a column is there twice"), expected=_("each heading once"), found=listing(twice), column=twice[0]
        )


def has_meaning(heading: str) -> bool:
    """Return whether a column under this heading says something of its row."""
    return fold_heading(heading) not in WITHOUT_MEANING
