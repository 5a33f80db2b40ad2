"""`bulletin`: shown like any report, published, printed again, written as a file, held against what came since."""

from typing import Any

import click

from commands import options
from commands.bulletins.bulletin_files import OUTPUT, TEMPLATE, write_bulletin
from commands.reports.report import answer, parameters_of
from commands.reports.report_names import question_of
from ledger.texts import _, later, listing
from projections.reports import report_called

PUBLISH = later("record this bulletin as published, and keep the document for ever")
TITLE = later("its title; left out: the issuer, 关于, the period and 绩效考核情况的通报")
ISSUER = later("who issues it; left out: the scheme's issuer")
NUMBER = later("its document number, such as 州残联通报〔2020〕1号")
PUBLISHED = later("print again what was published for a period: 2020-H1, 2020-H2 or 2020")
EDITION = later("which edition; left out: the last")
CHANGES = later("what was recorded since about its days, and what that changes for whom")
OF_PUBLISHING = {"title": "--title", "issuer": "--issuer", "number": "--number"}
OF_PUBLISHED = {"edition": "--edition", "changes": "--changes"}
OF_A_READING = {"as_of": "--as-of", "known_at": "--known-at", "year": "--year", "period": "--period"}


def command_for(name: str) -> click.Command:
    """Make `bulletin`."""
    report = report_called(name)
    parameters = [
        *parameters_of(report),
        click.Option(["--publish"], is_flag=True, help=_(PUBLISH)),
        click.Option(["--title"], help=_(TITLE)),
        click.Option(["--issuer"], help=_(ISSUER)),
        click.Option(["--number"], help=_(NUMBER)),
        click.Option(["--published"], metavar="P", help=_(PUBLISHED)),
        click.Option(["--edition"], type=click.IntRange(min=1), help=_(EDITION)),
        click.Option(["--changes"], is_flag=True, help=_(CHANGES)),
        click.Option(["--output", "-o"], metavar=_("FILE"), help=_(OUTPUT)),
        click.Option(["--template"], metavar=_("FILE"), help=_(TEMPLATE)),
    ]
    return options.command(name, _bulletin, parameters, question_of(name), report.example)


def _bulletin(**given: Any) -> None:
    _check_usage(given)
    if given["output"] is not None:
        write_bulletin(given)
    elif given["published"] is not None:
        from commands.bulletins.reprinting import changes_since, print_again

        changes_since(given) if given["changes"] else print_again(given)
    elif given["publish"]:
        from commands.bulletins.publishing import publish

        publish(given)
    else:
        answer(report_called("bulletin"), given)


def _check_usage(given: dict[str, Any]) -> None:
    """Raise click.UsageError for options that do not go together."""
    for needed, theirs in (("publish", OF_PUBLISHING), ("published", OF_PUBLISHED)):
        stray = [] if given[needed] else [option for name, option in theirs.items() if given[name]]
        if stray:
            raise click.UsageError(_("{options} goes with --{needed}.", options=listing(stray), needed=needed))
    beside = [option for name, option in OF_A_READING.items() if given[name] is not None]
    if given["published"] is not None and (beside or given["publish"]):
        raise click.UsageError(_("--published stands alone: it prints what was published then."))
    if given["template"] is not None and given["output"] is None:
        raise click.UsageError(_("--template goes with --output: the file that is made from it."))
    if given["output"] is not None and (given["publish"] or given["changes"]):
        raise click.UsageError(_("--output writes the bulletin asked for, or with --published the one that was."))
    if given["publish"] and given["period"] is None:
        raise click.UsageError(_("--publish goes with --period: a bulletin is that of a half year or of a year."))
