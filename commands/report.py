"""One command for each report of the catalogue."""

from typing import Any

import click

from commands import options, wiring
from commands.asking import person_ids, question
from commands.report_names import question_of
from commands.tables import print_json, print_page
from ledger.texts import _, later
from ledger.values import Cut
from projections.readings import YearReading
from projections.reports import Asked, Report, WhoIsAsked, report_called

_PERSON = later("PERSON")


def command_for(name: str) -> click.Command:
    """Make the command of a report."""
    report = report_called(name)

    def callback(**given: Any) -> None:
        _run(report, given)

    return options.command(name, callback, _parameters(report), question_of(name), report.example)


def _parameters(report: Report) -> list[click.Parameter]:
    parameters: list[click.Parameter] = []
    if report.about is not WhoIsAsked.EVERYONE:
        several = report.about is WhoIsAsked.ONE_OR_MORE
        parameters.append(
            click.Argument(
                ["people"],
                metavar=_(_PERSON) + ("…" if several else ""),
                nargs=-1 if several else 1,
                required=report.about is not WhoIsAsked.ONE_OR_EVERYONE,
            )
        )
    if report.argument is not None:
        parameters.append(click.Argument([report.argument[0].lower()], required=False, metavar=report.argument[0]))
    parameters += [click.Option([f"--{name}"], help=_(text)) for name, text in report.options.items()]
    parameters += options.cut()
    if report.takes_period:
        parameters += [options.year(), options.period()]
    return parameters + ([options.no_rank()] if report.takes_ranks else [])


def _run(report: Report, given: dict[str, Any]) -> None:
    context = click.get_current_context()
    ledger = wiring.open_ledger(context)
    asked = question(ledger, given["as_of"], given["known_at"], given.get("year"), given.get("period"))
    people = given.get("people") or ()
    roster = ledger.people(asked.known_at.entry)
    ids = person_ids(roster, (people,) if isinstance(people, str) else people)
    names = [*report.options, *([report.argument[0].lower()] if report.argument else [])]
    document = report.document(
        Asked(
            source=ledger,
            reading=YearReading(ledger, asked.scheme, Cut(asked.as_of, asked.known_at.entry)),
            known_at=asked.known_at,
            people=roster,
            as_of=asked.as_of if given["as_of"] is not None else None,
            person_ids=ids,
            ranks=not given.get("no_rank"),
            figures_only=not given["as_json"],
            options={name: given[name] for name in names if given.get(name)},
        )
    )
    if given["as_json"]:
        print_json(document)
    else:
        print_page(report.page(document))
