"""`dossier`: all that a reviewer of an appeal asks for about one person, as one page to read, to print and to keep."""

import re
from pathlib import Path
from typing import Any

import click

from commands import options, wiring
from commands.appeals.asking import case_called, case_number
from commands.appeals.asking import question as question_of_appeals
from commands.reports.report import asked_of
from commands.terminal import completing
from commands.terminal.tables import print_json
from ledger import Ledger
from ledger.errors import LedgerError, reason_of
from ledger.store.placing import whole_file
from ledger.texts import _, later
from projections.reports import report_called

OUTPUT = later("the file to write, a page of HTML")


class PageNotWritten(LedgerError):
    """A page that cannot be written where it was asked for."""

    code = "page-not-written"


def command_for(name: str) -> click.Command:
    """Make `dossier`."""
    parameters = [
        click.Argument(["about"], metavar=_("CASE|PERSON"), shell_complete=completing.people),
        click.Option(["--output", "-o"], metavar=_("FILE"), help=_(OUTPUT)),
        *options.cut(),
        options.year(),
        options.period(),
    ]
    text = later("write all there is about a person's score and appeals as one page")
    return options.command(name, _dossier, parameters, text, "gongguo dossier 甲 -o 甲.html")


def _dossier(about: str, output: str | None, as_json: bool, **given: Any) -> None:
    from projections.dossier import dossier_of

    if not output and not as_json:
        raise click.UsageError(_("Name the file to write: --output FILE (or ask for --json)."))
    ledger = wiring.open_ledger(click.get_current_context())
    case, person = _about(about, ledger)
    asked = asked_of(report_called("why"), ledger, {**given, "people": person, "as_json": True, "no_rank": False})
    document = dossier_of(asked, ledger, case, ledger.today(asked.schemes.time_zone))
    if output:
        _write(Path(output), document)
    if as_json:
        print_json(document)
    else:
        click.echo(_("Written to {file}.", file=output))


def _about(text: str, ledger: Ledger) -> tuple[int | None, str]:
    """Return the case that is named, if one is, and the person it is about. Raises LedgerError."""
    if re.fullmatch(r"#[0-9]+|[0-9]+", text) and text not in ledger.people(ledger.known_now().entry):
        case = case_called(question_of_appeals(ledger), case_number(text))
        return case.number, case.person
    return None, text


def _write(path: Path, document: dict[str, Any]) -> None:
    from commands.documents.dossier_html import dossier_html

    page = dossier_html(document).encode()
    try:
        with whole_file(path) as file:
            file.write(page)
    except OSError as error:
        raise PageNotWritten(_("{path} cannot be written", path=path), found=reason_of(error)) from None
