"""`whatif`: entries judged like any others and never written, readings taken otherwise, and what that would move."""

from collections.abc import Sequence
from typing import Any

import click

from commands import options, wiring
from commands.asking import entry_called
from commands.entries.spoken import draft_in_words
from commands.reports.report import asked_of, parameters_of
from commands.reports.report_names import question_of
from commands.reports.supposing import supposing, void_of
from commands.terminal.tables import print_json, print_page
from ledger.schemes.alternatives import taken_from
from ledger.texts import _, later
from projections.reports import report_called

VOID = later("an entry supposed to be void, by its number or key:…; as often as you like")
ADD = later('an entry supposed to be recorded, in the words of record: "late-arrival 甲 --on 2020-03-05"')
READING = later("a reading supposed to be taken otherwise: E10=overflow (see gongguo scheme readings)")


def command_for(name: str) -> click.Command:
    """Make `whatif`."""
    report = report_called(name)
    parameters = [
        *(parameter for parameter in parameters_of(report) if parameter.name != "known_at"),
        click.Option(["--void"], metavar=_("ENTRY"), multiple=True, help=_(VOID)),
        click.Option(["--add"], metavar=_("WORDS"), multiple=True, help=_(ADD)),
        click.Option(["--reading"], metavar="ID=…", multiple=True, help=_(READING)),
    ]
    return options.command(name, _whatif, parameters, question_of(name), report.example)


def _whatif(void: Sequence[str], add: Sequence[str], reading: Sequence[str], **given: Any) -> None:
    report = report_called("whatif")
    ledger = wiring.open_ledger(click.get_current_context())
    asked = asked_of(report, ledger, {**given, "known_at": None})
    if given["no_rank"] and not asked.person_ids:
        raise click.UsageError(_("--no-rank goes with a person."))
    assert asked.scheme is not None
    readings = [taken_from(text, asked.scheme) for text in reading]
    taken = dict(readings)
    if len(taken) < len(readings):
        raise click.UsageError(_("A reading is taken in one way at a time."))
    person = asked.person_ids[0] if asked.person_ids else None
    drafts = [*(void_of(entry_called(ledger, text)) for text in void), *(draft_in_words(text, person) for text in add)]
    document = report.document(supposing(asked, ledger, drafts, taken))
    print_json(document) if given["as_json"] else print_page(report.page(document))
