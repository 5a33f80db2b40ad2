"""The margin: which is the smallest set of entries whose voiding would carry this person across a mark?"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from ledger.entry import Entry, Happening
from ledger.errors import LedgerError
from ledger.facts import Fact, UnreadableValue, read_decimal
from ledger.texts import _, later
from ledger.values import plain_number
from projections.margin import losing_entries, sheet_without, smallest
from projections.reports._base import (
    Asked,
    Document,
    Page,
    Paragraph,
    Report,
    Table,
    WhoIsAsked,
    head_of,
    instant_shown,
    recorder_shown,
)  # fmt: skip
from projections.reports.score import no_sheet, opening_of
from projections.scores import Sheet
from projections.standings import Standing, standings_of

Reaches = Callable[[Sheet], bool]


class NotContested(LedgerError):
    """An entry that cost the person nothing, or is not theirs."""

    code = "not-contested"


def _document(asked: Asked) -> Document:
    (person_id,) = asked.person_ids
    sheet = asked.reading.one(person_id)
    head = {**head_of(asked, "margin"), "simulation": True, "person": person_id, "mark": _mark(asked)}
    if sheet is None:
        return {**head, "sheet": None, "contested": [], "void": None}
    contested = _contested(asked, sheet)
    everyone = _Everyone(asked) if asked.options.get("to-grade") else None
    void = _smallest(asked, sheet, contested, everyone)
    before, after = _figures(sheet, everyone), None if void is None else _figures(sheet_without(sheet, void), everyone)
    return {
        **head,
        "sheet": {"name": sheet.person.name, "before": before, "after": after},
        "contested": [_entry(entry, asked) for entry in contested],
        "void": None if void is None else [entry.number for entry in sorted(void, key=lambda entry: entry.number)],
    }


def _mark(asked: Asked) -> Document:
    """Return the mark asked for. Raises UnreadableValue."""
    to, grade = asked.options.get("to"), asked.options.get("to-grade")
    if (to is None) == (grade is None):
        raise UnreadableValue(_("a margin is to one mark"), expected=_("either --to or --to-grade"),
                              found=_("both") if to else _("neither"), column="to")  # fmt: skip
    if to is not None:
        return {"total": plain_number(read_decimal(to, _("a number of points"))), "grade": None}
    if grade not in {"1", "2", "3"}:
        raise UnreadableValue(_("this is no grade"), expected="1, 2, 3", found=f"“{grade}”", column="to-grade")
    return {"total": None, "grade": int(grade)}


def _contested(asked: Asked, sheet: Sheet) -> list[Happening[Fact]]:
    """Return the entries that may be voided: those given, else all that cost points. Raises NotContested."""
    losing = losing_entries(sheet)
    if asked.options.get("to-grade"):
        losing += [entry for entry in sheet.situation.facts.get("discipline-imposed", ()) if entry not in losing]
    named = asked.options.get("entries")
    if named is None:
        return losing
    by_number = {f"{entry.number}": entry for entry in losing}
    wanted = [text.strip().removeprefix("#") for text in named.replace("，", ",").split(",") if text.strip()]
    for text in wanted:
        if text not in by_number:
            listed = " ".join(f"#{number}" for number in by_number) or _("(none)")
            raise NotContested(
                _("entry {entry} is under no item that cost this person points", entry=text),
                expected=_("one of {options}", options=listed), found=text, column="entries",
            )  # fmt: skip
    return [by_number[text] for text in dict.fromkeys(wanted)]


class _Everyone:
    """All sheets but the person's own, and the decisions on first grades: enough for the person's grade."""

    def __init__(self, asked: Asked) -> None:
        facts = asked.reading.facts()
        assert asked.scheme is not None
        self._others = [s.sheet for s in facts.standings(asked.scheme) if s.sheet.person.id not in asked.person_ids]
        self._quotas = facts.quotas
        self._grades_by_quota = bool(self._quotas) and all(one.is_final for one in self._others if one.is_ranked)

    def is_tied(self, sheet: Sheet) -> bool:
        """Whether the sheet has no grade for a tie across the cut alone."""
        return self._grades_by_quota and sheet.is_final and self.standing_of(sheet).grade is None

    def standing_of(self, sheet: Sheet) -> Standing:
        standings = standings_of([*self._others, sheet], self._quotas)
        return next(standing for standing in standings if standing.sheet is sheet)


def _smallest(
    asked: Asked, sheet: Sheet, contested: Sequence[Happening[Fact]], everyone: _Everyone | None
) -> tuple[Happening[Fact], ...] | None:
    mark = _mark(asked)
    if everyone is None:
        total = Decimal(mark["total"])
        return smallest(sheet, contested, lambda tried: tried.total >= total)
    # While a discipline stands there is no grade but the fourth: every one of them has to go.
    disciplines = tuple(entry for entry in contested if entry.kind == "discipline-imposed")
    others = [entry for entry in contested if entry not in disciplines]
    cleared = sheet_without(sheet, disciplines)
    found = smallest(cleared, others, lambda tried: _is_reached(everyone.standing_of(tried).grade, mark["grade"]),
                     stays_decided=True, is_tied=everyone.is_tied)  # fmt: skip
    return None if found is None else (*disciplines, *found)


def _is_reached(grade: int | None, wanted: int) -> bool:
    return grade is not None and grade <= wanted


def _figures(sheet: Sheet, everyone: _Everyone | None) -> Document:
    standing = None if everyone is None else everyone.standing_of(sheet)
    return {
        "total": plain_number(sheet.total), "out_of": plain_number(sheet.out_of), "net": plain_number(sheet.net),
        "rank": standing and standing.rank, "grade": standing and standing.grade,
    }  # fmt: skip


def _entry(entry: Happening[Fact], asked: Asked) -> Document:
    return {
        "entry": entry.number, "kind": entry.kind, "label": str(entry.fact.LABEL), "occurred_on": entry.day.isoformat(),
        "recorded_at": entry.recorded_at.isoformat() if isinstance(entry, Entry) else None,
        "recorded_by": recorder_shown(entry.recorded_by, asked.people) if isinstance(entry, Entry) else None,
    }  # fmt: skip


def _page(document: Document) -> Page:
    page: Page = [Paragraph(_("Simulation, not a decision (模拟，非决定): nothing is recorded.")), opening_of(document)]
    if document["sheet"] is None:
        return [*page, no_sheet(document)]
    page.append(Paragraph("\n".join(_sentences(document))))
    chosen = document["void"] or []
    rows = [
        (f"#{entry['entry']}", entry["occurred_on"], entry["label"], entry["recorded_by"] or "",
         instant_shown(entry["recorded_at"], document["zone"]) if entry["recorded_at"] else "",
         "×" if entry["entry"] in chosen else "")
        for entry in document["contested"]
    ]  # fmt: skip
    if rows:
        headings = (_("entry"), _("day"), _("what"), _("by"), _("recorded"), _("void"))
        page.append(Table(headings, rows))
    return page


def _sentences(document: Document) -> Iterator[str]:
    sheet, mark = document["sheet"], document["mark"]
    total, grade = mark["total"], mark["grade"]
    wanted = _("{total} points", total=total) if grade is None else _("grade {grade}", grade=grade)
    yield _("{name} has {total} of {out_of} points.", name=sheet["name"], **_score(sheet["before"]))
    if document["void"] is None:
        yield _("No set of these entries carries {name} to {mark}.", name=sheet["name"], mark=wanted)
    elif not document["void"]:
        yield _("{name} has reached {mark}: nothing need be void.", name=sheet["name"], mark=wanted)
    else:
        listed = " ".join(f"#{number}" for number in document["void"])
        yield _("The fewest whose voiding leads to {mark}: {entries} ({count}); then {total} of {out_of} points.",
                mark=wanted, entries=listed, count=len(document["void"]), **_score(sheet["after"]))  # fmt: skip


def _score(figures: Document) -> Document:
    return {"total": figures["total"], "out_of": figures["out_of"]}


REPORT = Report(
    example="gongguo margin 甲 --to 80",
    about=WhoIsAsked.ONE,
    document=_document,
    page=_page,
    takes_period=True,
    options={
        "to": later("the total to be reached"),
        "to-grade": later("the grade to be reached: 1, 2 or 3"),
        "entries": later("the entries that are contested: 57,61; left out: all that cost points"),
    },
)
