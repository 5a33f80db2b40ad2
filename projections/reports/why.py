"""Every point traced: why has this person lost or gained each point?"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ledger.entry import Entry
from ledger.errors import LedgerError
from ledger.facts import Fact, catalogue
from ledger.schemes.adopted import belongs_to
from ledger.schemes.model import Scheme
from ledger.schemes.readings import reading_order
from ledger.texts import _, later, listing
from ledger.values import plain_number
from projections.otherwise import Otherwise, readings_that_matter, schemes_read_otherwise
from projections.publications import Publication, period_passed, publications
from projections.reports._base import (
    Asked,
    Document,
    Page,
    Paragraph,
    Report,
    Table,
    WhoIsAsked,
    fields_as_json,
    head_of,
    instant_shown,
    recorder_shown,
)  # fmt: skip
from projections.reports._corrections import chain_of, corrections_shown, step_as_json
from projections.reports._decided import (
    DecidedByCase,
    cases_by_entry_made,
    decided_as_json,
    decided_by_cases,
    decided_shown,
)
from projections.reports._sheets import item_row, items_table, row_of, sentence_of, summary_of
from projections.reports.score import no_sheet, opening_of, standings_asked, third_before
from projections.scores import ItemScore, SheetLine
from projections.standings import Standing


class Marks(NamedTuple):
    """What marks the lines of a sheet: the bulletins published, and the case whose decision made an entry."""

    published: Sequence[Publication]
    cases: Mapping[int, int]


def _document(asked: Asked) -> Document:
    assert asked.scheme is not None
    others = schemes_read_otherwise(asked.schemes, asked.scheme)
    everybody = asked.reading.facts(*(so.scheme for so in others)) if asked.ranks else None
    standings, people_ranked = standings_asked(asked, everybody)
    sheets = [
        {
            **sheet_as_json(standing, people_ranked, asked),
            "readings_that_matter": [
                _otherwise(other, standing)
                for other in readings_that_matter(standing.sheet, others, everybody, standing)
            ],
        }
        for standing in standings
    ]
    return {**head_of(asked, "why"), "ranked": asked.ranks, "sheets": sheets}


def sheet_as_json(standing: Standing, people_ranked: int | None, asked: Asked) -> Document:
    """Return a person's sheet with every line traced; `people_ranked` is None where ranks were not asked."""
    sheet = standing.sheet
    wanted = asked.options.get("item")
    marks = Marks(publications(asked.source, asked.schemes, asked.known_at.entry), cases_by_entry_made(asked))
    row = row_of(standing, lambda score: _item(score, standing, asked, marks))
    if wanted:
        row["items"] = _items_called(wanted, row["items"])
    lines = [line for item in row["items"].values() for line in item["lines"]]
    used = sorted({reading for line in lines for reading in line["readings"]}, key=reading_order)
    by_case = [each for each in decided_by_cases(sheet.person.id, asked) if _is_asked(each, row, sheet.scheme)]
    return {
        **row,
        "by_case": [decided_as_json(each) for each in by_case],
        "summary": summary_of(standing, people_ranked, third_before(asked, [standing])),
        "readings": {reading: _reading(sheet.scheme, reading) for reading in used},
    }


def _is_asked(decided: DecidedByCase, row: Document, scheme: Scheme) -> bool:
    """Whether an entry that a case took out of force, or made, is of the year and falls under an item of the row."""
    entry = decided.entry
    if not belongs_to(entry, scheme.year, scheme.period):
        return False
    items = [item for item in scheme.all_items() if item.id in row["items"]]
    return any(item.concerns(entry.fact) for item in items)


class NoSuchItem(LedgerError):
    """An item that the person's sheet does not have."""

    code = "no-such-item"


def _items_called(wanted: str, items: Document) -> Document:
    """Return the items with this id, label or clause. Raises NoSuchItem."""
    found = {name: item for name, item in items.items() if wanted in {name, item["label"], item["clause"]}}
    if not found:
        listed = listing(f"{name} ({item['label']})" for name, item in items.items())
        raise NoSuchItem(_("the sheet has no such item"), expected=_("one of {options}", options=listed), found=wanted)
    return found


def _item(score: ItemScore, standing: Standing, asked: Asked, marks: Marks) -> Document:
    situation = standing.sheet.situation
    reasons = [rule.why_not(score.item.stake, situation) for rule in score.item.rules if rule.IS_GAIN]
    return {
        **item_row(score),
        "label": score.item.label,
        "clause": score.item.clause,
        "text": score.item.text,
        "rules": [rule.in_words(score.item.stake) for rule in score.item.rules],
        "lines": [_line(line, score, asked, marks) for line in score.lines],
        "why_not": [str(reason) for reason in reasons if reason is not None],
    }


def _line(line: SheetLine, score: ItemScore, asked: Asked, marks: Marks) -> Document:
    source, entry = line.source, line.source.entry
    cited: Document = {
        "entry": None, "kind": None, "recorded_at": None, "recorded_by": None, "fields": {}, "corrects": None,
        "backdated": None, "before_scheme": False, "corrections": [], "case": None,
    }  # fmt: skip
    if isinstance(entry, Entry):
        cited = {
            "entry": entry.number,
            "kind": entry.kind,
            "recorded_at": entry.recorded_at.isoformat(),
            "recorded_by": recorder_shown(entry.recorded_by, asked.people),
            "fields": fields_as_json(entry),
            "corrects": entry.corrects,
            "backdated": period_passed(marks.published, entry.fact, entry.day, entry.number),
            "before_scheme": asked.scheme is not None and entry.number < asked.schemes.adopted_by(asked.scheme.year),
            "corrections": _corrections(entry, asked),
            "case": marks.cases.get(entry.number),
        }
    return {
        **cited,
        "occurred_on": source.day.isoformat(),
        "entries": list(source.entries) or ([entry.number] if entry is not None else []),
        "nominal": plain_number(line.nominal),
        "applied": plain_number(line.applied),
        "balance": plain_number(line.balance),
        "remark": "" if source.remark is None else str(source.remark),
        "readings": sorted({*score.item.readings, *source.readings}, key=reading_order),
    }


def _corrections(entry: Entry[Fact], asked: Asked) -> list[Document]:
    """Return the corrections that the entry comes from."""
    if entry.corrects is None:
        return []
    return [step_as_json(step, asked.people) for step in chain_of(asked.source, entry, asked.known_at.entry)]


def _otherwise(other: Otherwise, standing: Standing) -> Document:
    sheet, grades = other.standing.sheet, other.standing.sheet.scheme.grades
    grade = other.standing.grade
    return {
        "reading": other.reading.id, "alternative": other.alternative.id,
        "sentence": other.reading.sentence_of(other.alternative), "total": plain_number(sheet.total),
        "out_of": plain_number(sheet.out_of), "delta": plain_number(sheet.net - standing.sheet.net),
        "grade": grade, "grade_label": None if grade is None else grades.labels[grade - 1],
    }  # fmt: skip


def _reading(scheme: Scheme, reading_id: str) -> str:
    reading = scheme.reading(reading_id)
    return reading.choices[0] if reading is not None else ""


def _page(document: Document) -> Page:
    page: Page = [opening_of(document)]
    for row in document["sheets"]:
        page += [Paragraph(sentence_of(row)), items_table(row)]
        for item_id, item in row["items"].items():
            page += _item_blocks(item_id, item, document["zone"])
        page += decided_shown(row["by_case"])
        page += _readings_used(row["readings"])
        page += _readings_that_matter(row["readings_that_matter"])
    return page if document["sheets"] else [*page, no_sheet(document)]


def _item_blocks(item_id: str, item: Document, zone: str) -> Iterator[Paragraph | Table]:
    if not item["lines"] and not item["why_not"]:
        return
    yield Paragraph(_("{clause}  {id} {label}: {figures}", figures=figures_of(item), id=item_id, **_labels(item)))
    if item["lines"]:
        yield Paragraph(_("“{text}”", text=item["text"]), indent=2)
        yield _lines_table(item, zone)
        yield from corrections_shown([step for line in item["lines"] for step in line["corrections"]], zone, indent=2)
    for reason in item["why_not"]:
        yield Paragraph(_("Not gained: {reason}", reason=reason), indent=2)


def _labels(item: Document) -> Document:
    return {"clause": item["clause"], "label": item["label"]}


def figures_of(item: Document) -> str:
    """Say what an item lost or gained, and whether its limit kept more from being lost."""
    if item["full"] == "0":
        return _("gained {points}", points=item["gained"])
    if Decimal(item["nominal"]) != Decimal(item["lost"]):
        return _(
            "nominal {nominal}, lost {lost}: no more than the limit; {points} of {full} left",
            nominal=item["nominal"], lost=item["lost"], points=item["points"], full=item["full"],
        )  # fmt: skip
    return _("lost {lost}; {points} of {full} left", lost=item["lost"], points=item["points"], full=item["full"])


def _lines_table(item: Document, zone: str) -> Table:
    headings = (
        _("entry"), _("day"), _("what"), _("nominal"), _("applied"), _("balance"), _("recorded"), _("by"),
        _("readings"),
    )  # fmt: skip
    rows = [
        (
            _entry_shown(line),
            line["occurred_on"],
            what_of(line),
            line["nominal"],
            line["applied"],
            line["balance"],
            instant_shown(line["recorded_at"], zone) if line["recorded_at"] else "",
            line["recorded_by"] or "",
            " ".join(line["readings"]),
        )
        for line in item["lines"]
    ]
    return Table(headings, rows, frozenset({3, 4, 5}), indent=2)


def _entry_shown(line: Document) -> str:
    return " ".join(f"#{number}" for number in ([line["entry"]] if line["entry"] else line["entries"]))


def what_of(line: Document) -> str:
    """Say what a line is: its kind, what people read of its fields, and what marks it."""
    label = str(catalogue()[line["kind"]].LABEL) if line["kind"] else ""
    told = [line["fields"].get(name) for name in ("task", "title", "work", "assigned_by", "note", "evidence")]
    return _(", ").join(str(part) for part in (label, *told, line["remark"], *_marks(line)) if part)


def _marks(line: Document) -> Iterator[str]:
    if line["backdated"] is not None:
        yield _("backdated ({period})", period=line["backdated"])
    if line["corrects"] is not None:
        yield _("corrects #{number}", number=line["corrects"])
    if line["case"] is not None:
        yield _("by decision in case #{case}", case=line["case"])
    if line["before_scheme"]:
        yield _("recorded before the scheme was adopted")


def _readings_used(readings: dict[str, str]) -> Iterator[Paragraph]:
    if readings:
        yield Paragraph(_("Readings taken (gongguo scheme readings has the questions and reasons):"))
        yield Paragraph("\n".join(f"{reading}  {taken}" for reading, taken in readings.items()), indent=2)


def _readings_that_matter(others: Sequence[Document]) -> Iterator[Paragraph | Table]:
    if not others:
        return
    yield Paragraph(_("Read otherwise, the score or the grade would be another (a simulation, not a decision):"))
    headings = (_("reading"), _("otherwise"), _("total"), _("Δ"), _("grade"))
    rows = [
        (f"{other['reading']}={other['alternative']}", other["sentence"], f"{other['total']}/{other['out_of']}",
         other["delta"] if other["delta"].startswith("-") else f"+{other['delta']}", other["grade_label"] or "—")
        for other in others
    ]  # fmt: skip
    yield Table(headings, rows, frozenset({2, 3}), indent=2)


REPORT = Report(
    example="gongguo why 甲 --as-of 2020-06-30",
    about=WhoIsAsked.ONE,
    document=_document,
    page=_page,
    takes_ranks=True,
    takes_period=True,
    argument=("ITEM", later("one item alone, by its id, its label or its clause: daily-4, 考勤, 附件1·4")),
)
