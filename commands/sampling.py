"""`sample-clients`: service recipients drawn by lot from a list, so that anyone who has the list can repeat it (C4)."""

import hashlib
from pathlib import Path
from typing import Any

import click

from commands import options, wiring
from commands.asking import text_needed
from commands.intake import InputUnreadable, opened, rows_of
from commands.intake._text import content_of
from commands.receipts import acknowledged
from commands.tables import print_json, print_page
from ledger import Ledger
from ledger.decisions.drafts import Draft
from ledger.errors import LedgerError
from ledger.facts import read_day
from ledger.facts.clients_sampled import ClientsSampled, rows_drawn
from ledger.texts import _, later, listing
from projections.reports import Paragraph, Table

FRAME = later("the list of service recipients, a CSV file with a heading row; it stays with you")
COUNT = later("how many are drawn")
SEED = later("what the draw is made from, told in public before the list is closed")
ON = later("the day of the draw (YYYY-MM-DD)")
TO_REPEAT = later(
    "To repeat it: take the SHA-256 of SEED:ROW for each row, sort, and read off the first {count}. The names stand in "
    "the list alone; the ledger has none."
)


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
    ]
    text = later("draw the service recipients who are asked, by lot, and record the draw without their names")
    example = "gongguo sample-clients --frame 服务对象.csv --count 2 --seed 公开抽签 --on 2020-03-05"
    return options.command(name, _sample, parameters, text, example)


def _sample(frame: str, count: int, seed: str, occurred_on: str, as_json: bool, **_others: Any) -> None:
    context = click.get_current_context()
    path = Path(frame)
    seed = text_needed(seed, _("seed"))
    rows, sha256 = _rows_of(path)
    if count > len(rows):
        raise FrameTooSmall(_("the list has too few rows"), expected=_("{count} rows or more", count=count),
                            found=str(len(rows)), column="frame")  # fmt: skip
    fact = ClientsSampled(
        frame_size=len(rows), frame_sha256=sha256, seed=seed, drawn=rows_drawn(seed, len(rows), count)
    )
    application = wiring.open_for_recording(context)
    _tell_of_earlier(application.ledger, fact)
    draft = Draft(fact=fact, occurred_on=read_day(occurred_on))
    (entry,) = application.record_one(draft, wiring.recorder(context)).entries
    with acknowledged(entry.number, entry.number):
        if as_json:
            print_json(_as_json(entry.number, fact, rows))
        else:
            _print(entry.number, fact, rows)


def _tell_of_earlier(ledger: Ledger, fact: ClientsSampled) -> None:
    """Say that the same list was drawn from before: lots that are drawn until they please are none."""
    known = ledger.standing_of_kinds({"clients-sampled"}, ledger.known_now().entry)
    same = [one for one in known if getattr(one.fact, "frame_sha256", None) == fact.frame_sha256]
    if same:
        listed = listing(f"#{one.number}" for one in same)
        click.echo(_("note: this list was drawn from before: {entries}", entries=listed), err=True)


def _rows_of(path: Path) -> tuple[list[dict[str, str]], str]:
    """Return the rows of a list by heading, in turn, and the SHA-256 of its bytes. Raises InputUnreadable."""
    read = rows_of(opened(path))
    sha256 = hashlib.sha256(content_of(path)).hexdigest()
    if read.problems:
        raise read.problems[0].error
    rows = read.rows
    numbers = [number for number, _fields in rows]
    if numbers != list(range(1, len(rows) + 1)):
        raise InputUnreadable(
            _("{path} has an empty row", path=path),
            expected=_("rows that are counted from 1 without a gap"),
            remedy=_("Take the empty rows out."),
        )
    return [fields for _number, fields in rows], sha256


def _as_json(number: int, fact: ClientsSampled, rows: list[dict[str, str]]) -> dict[str, Any]:
    """Return what is recorded, and beside it the rows drawn, which are not."""
    return {
        "schema": "gongguo.sample/1",
        "entry": number,
        "frame_size": fact.frame_size,
        "frame_sha256": fact.frame_sha256,
        "seed": fact.seed,
        "drawn": list(fact.drawn),
        "rows": [{"row": at, "fields": rows[at - 1]} for at in fact.drawn],
    }


def _print(number: int, fact: ClientsSampled, rows: list[dict[str, str]]) -> None:
    headings = tuple(rows[0])
    drawn = [(str(at), *(rows[at - 1].get(heading, "") for heading in headings)) for at in fact.drawn]
    print_page(
        [
            Paragraph(_("Entry #{entry}: {count} of {size} drawn by the seed “{seed}”; the list's SHA-256 is {sha256}.",
                        entry=number, count=len(fact.drawn), size=fact.frame_size, seed=fact.seed,
                        sha256=fact.frame_sha256)),
            Table((_("row"), *headings), drawn, frozenset({0})),
            Paragraph(_(TO_REPEAT, count=len(fact.drawn))),
        ]
    )  # fmt: skip
