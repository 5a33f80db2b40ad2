"""`chart`: a course, a distribution, losses or the pace of a year as an SVG that stands alone."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands import options, wiring
from commands.documents.files import ending_of, write_whole
from commands.reports.report import asked_of
from commands.terminal.tables import print_json
from ledger.errors import LedgerError
from ledger.texts import _, later
from ledger.values import Cut, plain_number
from projections.reports import report_called

if TYPE_CHECKING:
    from projections.reports import Asked

OUTPUT = later("the file to write, which ends in .svg")
Points = list[dict[str, Any]]


class NothingToChart(LedgerError):
    """A chart of nothing."""

    code = "nothing-to-chart"


def command_for(name: str) -> click.Command:
    """Make `chart`."""
    parameters = [
        click.Argument(["what"], metavar="|".join(FOLDS), type=click.Choice(list(FOLDS))),
        click.Argument(["person"], metavar=f"[{_('PERSON')}]", required=False),
        click.Option(["--output", "-o"], metavar=_("FILE"), required=True, help=_(OUTPUT)),
        *options.cut(),
        options.year(),
        options.period(),
    ]
    text = later("draw a chart: a person's course, the unit's distribution, losses by clause, the pace of indicators")
    return options.command(name, _chart, parameters, text, "gongguo chart course 甲 -o 甲.svg")


def _chart(what: str, person: str | None, output: str, as_json: bool, **given: Any) -> None:
    if (person is None) == (what == "course"):
        raise click.UsageError(_("A course is that of one person; the other charts are of everybody."))
    path = Path(output)
    ending_of(path, ["svg"])
    ledger = wiring.open_ledger(click.get_current_context())
    report = report_called("why" if person else "bulletin")
    asked = asked_of(report, ledger, {**given, "people": person or (), "as_json": True, "no_rank": True})
    points = FOLDS[what](asked)
    if not points:
        raise NothingToChart(_("there is nothing to draw"), expected=_("points on the day asked"), found=_("nothing"))
    from commands.documents.chart import CHARTS

    title = f"{_(TITLES[what])} · {_subject(asked, points, what)}"
    write_whole(path, CHARTS[what](title, points).encode())
    if as_json:
        print_json({"schema": "gongguo.chart/1", "chart": what, "file": str(path), "points": points})
    else:
        click.echo(_("Written to {file}.", file=path))


def _subject(asked: "Asked", points: Points, what: str) -> str:
    """Return whom a chart is about, and as of which day."""
    whom = asked.people[asked.person_ids[0]].name if what == "course" else str(getattr(asked.scheme, "issuer", ""))
    return _("{whom}, as of {day}", whom=whom, day=asked.as_of)


def _course(asked: "Asked") -> Points:
    from projections.course import course_of

    assert asked.scheme is not None and asked.as_of is not None
    cut = Cut(asked.as_of, asked.known_at.entry)
    course = course_of(asked.source, asked.schemes, asked.scheme.year, asked.person_ids[0], cut)
    return [
        {"on": point.day.isoformat(), "total": plain_number(point.total), "out_of": plain_number(point.out_of)}
        for point in course
    ]


def _distribution(asked: "Asked") -> Points:
    from projections.distribution import distribution_of

    return [band._asdict() for band in distribution_of(asked.reading.everyone())]


def _losses(asked: "Asked") -> Points:
    from projections.losses import losses_of

    return [loss._asdict() | {"lost": plain_number(loss.lost)} for loss in losses_of(asked.reading.everyone())]


def _pace(asked: "Asked") -> Points:
    from projections.pace import pace_of

    return [
        pace._asdict() | {"done": plain_number(pace.done), "due": plain_number(pace.due)}
        for pace in pace_of(asked.reading.everyone())
    ]


FOLDS: dict[str, Callable[["Asked"], Points]] = {
    "course": _course, "distribution": _distribution, "losses": _losses, "pace": _pace,
}  # fmt: skip
TITLES = {
    "course": later("The course of the score"),
    "distribution": later("How the scores are spread"),
    "losses": later("Points lost, by clause"),
    "pace": later("Indicators against the pace of the year"),
}
