"""`sample-clients`: service recipients drawn by lot from a list, so that anyone who has the list can repeat it (C4)."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from commands import options, wiring
from commands.asking import text_needed
from commands.entries.lots import Lot, Row, lots_by_column, lots_of_each, one_lot
from commands.intake import InputUnreadable, opened, rows_of
from commands.intake._text import content_of
from commands.terminal.receipts import acknowledged
from commands.terminal.tables import print_json, print_page
from ledger import Ledger
from ledger.decisions.drafts import Draft
from ledger.errors import LedgerError
from ledger.facts import read_day
from ledger.facts.clients_sampled import ClientsSampled
from ledger.texts import _, later, listing
from projections.reports import Paragraph, Table

FRAME = later("the list of service recipients, a CSV file with a heading row; it stays with you")
COUNT = later("how many are drawn")
SEED = later("what the draw is made from, told in public before the list is closed")
ON = later("the day of the draw (YYYY-MM-DD)")
EACH = later("a lot of its own for each person assessed, made from SEED:ID")
WHOSE = later("the list's column that names whose service recipient each is: for each person a lot of their own rows")
TO_REPEAT = later(
    "To repeat it: take the SHA-256 of SEED:ROW for each row, sort, and read off the first {count}. The names stand in "
    "the list alone; the ledger has none."
)
TO_REPEAT_EACH = later(
    "To repeat it: for each person take the SHA-256 of SEED:ID:ROW for each row the lot is drawn from, counted from 1, "
    "sort, and read off the first. The names stand in the list alone; the ledger has none."
)
LOT_READING, FOR_EACH = "C4", "逐人"
"""The reading that says how many lots are drawn, and the words by which a scheme asks for one for each person."""
_Drawn = Sequence[tuple[int, ClientsSampled, Lot]]


class FrameTooSmall(LedgerError):
    """A list with fewer rows than are to be drawn."""

    code = "frame-too-small"


def command_for(name: str) -> click.Command:
    """Make `sample-clients`."""
    parameters: list[click.Parameter] = [
        click.Option(["--frame"], metavar=_("FILE"), required=True, help=_(FRAME)),
        click.Option(["--count"], type=click.IntRange(min=1), default=10, show_default=True, help=_(COUNT)),
        click.Option(["--seed"], required=True, metavar="TEXT", help=_(SEED)),
        click.Option(["--on", "occurred_on"], required=True, metavar="D", help=_(ON)),
        click.Option(["--each"], is_flag=True, help=_(EACH)),
        click.Option(["--whose"], metavar=_("COLUMN"), help=_(WHOSE)),
    ]
    text = later("draw the service recipients who are asked, by lot, and record the draw without their names")
    example = "gongguo sample-clients --frame 服务对象.csv --count 2 --seed 公开抽签 --on 2020-03-05"
    return options.command(name, _sample, parameters, text, example)


def _sample(
    frame: str, count: int, seed: str, occurred_on: str, each: bool, whose: str | None, as_json: bool, **_others: Any
) -> None:
    context = click.get_current_context()
    seed, day = text_needed(seed, _("seed")), read_day(occurred_on)
    rows, sha256 = _rows_of(Path(frame))
    application = wiring.open_for_recording(context)
    ledger, is_each = application.ledger, each or whose is not None
    lots = _lots_of_people(rows, ledger, day, whose) if is_each else one_lot(rows)
    if whose is None and count > len(rows):
        raise FrameTooSmall(_("the list has too few rows"), expected=_("{count} rows or more", count=count),
                            found=str(len(rows)), column="frame",
                            remedy=_("Draw fewer (--count), or hand in the whole list."))  # fmt: skip
    _tell_of_earlier(ledger, sha256)
    _tell_of_few(lots, count)
    facts = [(lot.drawn(seed, count, sha256), lot) for lot in lots if lot.rows]
    drafts = [Draft(fact=fact, occurred_on=day) for fact, _lot in facts]
    decision = application.record(drafts, wiring.recorder(context))
    if decision.problems:
        raise decision.problems[0].error
    if not is_each:
        _tell_of_the_reading(ledger, day)
    drawn = [(entry.number, *made) for entry, made in zip(decision.entries, facts, strict=True)]
    with acknowledged(drawn[0][0], drawn[-1][0]):
        if as_json:
            print_json(_as_json(drawn, rows, is_each=is_each))
        else:
            _print(drawn, rows, is_each=is_each)


def _lots_of_people(rows: Sequence[Row], ledger: Ledger, day: Any, whose: str | None) -> list[Lot]:
    """Return the lots of those who are assessed on that day, in order of their ids."""
    from projections.scores import has_sheet

    known_at = ledger.known_now().entry
    people, scheme = ledger.people(known_at), ledger.schemes(known_at).in_force_on(day)
    assessed = sorted((person for person in people if has_sheet(person, scheme, day)), key=lambda person: person.id)
    lots = lots_of_each(rows, assessed) if whose is None else lots_by_column(rows, assessed, people, whose)
    if not any(lot.rows for lot in lots):
        raise FrameTooSmall(_("nobody who is assessed has a row"), expected=_("a row of somebody assessed"),
                            found=_("{count} rows of others", count=len(rows)), column="frame",
                            remedy=_("See which column names whom they were served by (--whose)."))  # fmt: skip
    return lots


def _tell_of_earlier(ledger: Ledger, sha256: str) -> None:
    """Say that the same list was drawn from before: lots that are drawn until they please are none."""
    known = ledger.standing_of_kinds({"clients-sampled"}, ledger.known_now().entry)
    same = [one for one in known if getattr(one.fact, "frame_sha256", None) == sha256]
    if same:
        listed = listing(f"#{one.number}" for one in same)
        click.echo(_("note: this list was drawn from before: {entries}", entries=listed), err=True)


def _tell_of_the_reading(ledger: Ledger, day: Any) -> None:
    """Say that the scheme in force asks for a lot for each person, where one for everybody together is drawn."""
    scheme = ledger.schemes(ledger.known_now().entry).in_force_on(day)
    for reading in scheme.readings:
        taken = reading.choices[0]
        if reading.id == LOT_READING and taken.startswith(FOR_EACH):
            note = _("note: one lot is drawn for everybody together, and reading {reading} is “{taken}”: "
                     "--each draws a lot for each person.", reading=reading.id, taken=taken)  # fmt: skip
            click.echo(note, err=True)


def _tell_of_few(lots: Sequence[Lot], count: int) -> None:
    """Say who has fewer rows than are to be drawn, and who has none."""
    few = [lot for lot in lots if lot.person is not None and len(lot.rows) < count]
    for text, named in (
        (_("note: all rows of these are drawn, for they are fewer than {count}:", count=count),
         [f"{lot.person.name} ({len(lot.rows)})" for lot in few if lot.person and lot.rows]),
        (_("note: these have no row, and no lot (reading C5):"),
         [lot.person.name for lot in few if lot.person and not lot.rows]),
    ):  # fmt: skip
        if named:
            click.echo(f"{text} {listing(named)}", err=True)


def _rows_of(path: Path) -> tuple[list[dict[str, str]], str]:
    """Return the rows of a list by heading, in turn, and the SHA-256 of its bytes. Raises InputUnreadable."""
    read = rows_of(opened(path))
    sha256 = hashlib.sha256(content_of(path)).hexdigest()
    if read.problems:
        raise read.problems[0].error
    rows = list(read.rows)
    numbers = [number for number, _fields in rows]
    if numbers != list(range(1, len(rows) + 1)):
        raise InputUnreadable(
            _("{path} has an empty row", path=path),
            expected=_("rows that are counted from 1 without a gap"),
            remedy=_("Take the empty rows out."),
        )
    return [fields for _number, fields in rows], sha256


def _as_json(drawn: _Drawn, rows: Sequence[Row], *, is_each: bool) -> dict[str, Any]:
    """Return what is recorded, and beside it the rows drawn, which are not."""
    lots = [
        {
            "entry": number,
            **({"person": lot.person.id} if lot.person else {}),
            "frame_size": fact.frame_size,
            "frame_sha256": fact.frame_sha256,
            "seed": fact.seed,
            "drawn": list(fact.drawn),
            "rows": [{"row": at, "fields": rows[at - 1]} for at in lot.numbers(fact)],
        }
        for number, fact, lot in drawn
    ]
    return {"schema": "gongguo.sample/1", **({"lots": lots} if is_each else lots[0])}


def _print(drawn: _Drawn, rows: Sequence[Row], *, is_each: bool) -> None:
    headings = tuple(rows[0])
    page: list[Paragraph | Table] = []
    for number, fact, lot in drawn:
        told = _("Entry #{entry}: {count} of {size} drawn by the seed “{seed}”; the list's SHA-256 is {sha256}.",
                 entry=number, count=len(fact.drawn), size=fact.frame_size, seed=fact.seed,
                 sha256=fact.frame_sha256)  # fmt: skip
        shown = [(str(at), *(rows[at - 1].get(heading, "") for heading in headings)) for at in lot.numbers(fact)]
        page += [Paragraph(f"{lot.person.name}  {told}" if lot.person else told),
                 Table((_("row"), *headings), shown, frozenset({0}))]  # fmt: skip
    page.append(Paragraph(_(TO_REPEAT_EACH) if is_each else _(TO_REPEAT, count=len(drawn[0][1].drawn))))
    print_page(page)
