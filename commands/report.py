"""One command for each report of the catalogue."""

from typing import Any

import click

from commands import options, wiring
from commands.asking import person_ids, question, question_of_any_time
from commands.report_names import question_of
from commands.tables import print_json, print_page
from ledger.people import People
from ledger.texts import _, later
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
        optional = report.about is WhoIsAsked.ONE_OR_EVERYONE
        parameters.append(
            click.Argument(
                ["people"],
                metavar=f"[{_(_PERSON)}]" if optional else _(_PERSON) + ("…" if several else ""),
                nargs=-1 if several else 1,
                required=not optional,
            )
        )
    if report.argument is not None:
        parameters.append(
            click.Argument([report.argument[0].lower()], required=False, metavar=f"[{report.argument[0]}]")
        )
    parameters += [click.Option([f"--{name}"], help=_(text)) for name, text in report.options.items()]
    parameters += options.cut()
    if report.takes_period:
        parameters += [options.year(), options.period()]
    return parameters + ([options.no_rank()] if report.takes_ranks else [])


def _run(report: Report, given: dict[str, Any]) -> None:
    context = click.get_current_context()
    ledger = wiring.open_ledger(context)
    if report.is_of_a_year:
        asked = question(ledger, given["as_of"], given["known_at"], given.get("year"), given.get("period"))
    else:
        asked = question_of_any_time(ledger, given["as_of"], given["known_at"])
    people = given.get("people") or ()
    everyone = report.about is WhoIsAsked.EVERYONE
    roster = People() if everyone else ledger.people(asked.known_at.entry)
    names = [*report.options, *([report.argument[0].lower()] if report.argument else [])]
    document = report.document(
        Asked(
            source=ledger,
            scheme=asked.scheme,
            zone=asked.zone,
            as_of=asked.as_of,
            known_at=asked.known_at,
            people=roster,
            person_ids=person_ids(roster, (people,) if isinstance(people, str) else people),
            ranks=not given.get("no_rank"),
            figures_only=not given["as_json"],
            options={name: given[name] for name in names if given.get(name)},
        )
    )
    if given["as_json"]:
        print_json(document)
    else:
        print_page(report.page(document))
