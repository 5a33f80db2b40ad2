"""One command for each report of the catalogue."""

from collections.abc import Sequence
from typing import Any

import click
import msgspec

from commands import options, wiring
from commands.asking import Question, person_ids, question, question_of_any_time
from commands.reports.report_names import question_of
from commands.terminal import completing
from commands.terminal.tables import print_json, print_page
from ledger import Ledger
from ledger.people import People
from ledger.texts import _, later
from projections.reports import Asked, Report, WhoIsAsked, report_called

_PERSON = later("PERSON")
_kept: list[Asked] = []
"""The last question, with what was read for it: to take a million entries apart takes longer than to print them."""


def command_for(name: str) -> click.Command:
    """Make the command of a report."""
    report = report_called(name)

    def callback(**given: Any) -> None:
        answer(report, given)

    return options.command(name, callback, parameters_of(report), question_of(name), report.example)


def parameters_of(report: Report) -> list[click.Parameter]:
    """Return the arguments and options of a report's command."""
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
                shell_complete=completing.people,
            )
        )
    if report.argument is not None:
        parameters.append(
            click.Argument([report.argument[0].lower()], required=False, metavar=f"[{report.argument[0]}]")
        )
    parameters += [click.Option([f"--{name}"], help=_(text)) for name, text in report.options.items()]
    parameters += options.two_moments() if report.compares else options.cut()
    if report.takes_period:
        parameters += [options.year(), options.period()]
    return parameters + ([options.no_rank()] if report.takes_ranks else [])


def answer(report: Report, given: dict[str, Any]) -> None:
    """Look up what was asked and print the report."""
    ledger = wiring.open_ledger(click.get_current_context())
    asked = asked_of(report, ledger, given)
    _kept[:] = [asked]
    document = report.document(asked)
    print_json(document) if given["as_json"] else print_page(report.page(document))


def asked_of(report: Report, ledger: Ledger, given: dict[str, Any]) -> Asked:
    """Return the question that the options of a command put to a report. Raises LedgerError or click.UsageError."""
    if not report.compares:
        return _asked(report, ledger, _question(report, ledger, given, given["known_at"]), given)
    questions = [_question(report, ledger, given, moment) for moment in _two(given["known_at"])]
    earlier, later_one = sorted(questions, key=lambda asked: asked.known_at.entry)
    return msgspec.structs.replace(
        _asked(report, ledger, later_one, given), earlier=_asked(report, ledger, earlier, given)
    )


def _two(moments: Sequence[str]) -> tuple[str, str | None]:
    """Return the two moments given; of one alone, the other is now."""
    if not 1 <= len(moments) <= 2:
        raise click.UsageError(_("--known-at is given once (until now) or twice: the two moments compared."))
    return moments[0], moments[1] if len(moments) == 2 else None


def _question(report: Report, ledger: Ledger, given: dict[str, Any], known_at: str | None) -> Question:
    if report.is_of_a_year:
        return question(
            ledger, given["as_of"], known_at, given.get("year"), given.get("period"), is_of_today=report.is_of_today
        )
    return question_of_any_time(ledger, given["as_of"], known_at)


def _asked(report: Report, ledger: Ledger, asked: Question, given: dict[str, Any]) -> Asked:
    people = given.get("people")
    references = (people,) if isinstance(people, str) else people or ()
    # A report about everyone reads its own roster with the entries.
    roster = People() if report.about is WhoIsAsked.EVERYONE else ledger.people(asked.known_at.entry)
    names = [*report.options, *([report.argument[0].lower()] if report.argument else [])]
    return Asked(
        source=ledger,
        schemes=asked.schemes,
        scheme=asked.scheme,
        zone=asked.zone,
        as_of=asked.as_of,
        known_at=asked.known_at,
        people=roster,
        person_ids=person_ids(roster, references),
        ranks=not given.get("no_rank"),
        figures_only=not given["as_json"],
        options={name: value for name in names if (value := given.get(name.replace("-", "_")))},
    )
