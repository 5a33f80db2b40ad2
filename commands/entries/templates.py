"""`template`: an empty workbook to be filled in and handed in."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands import options
from commands.terminal import completing
from commands.terminal.tables import print_json
from ledger.decisions.drafts import unknown_kind
from ledger.facts import catalogue, kind_called, kind_name
from ledger.texts import _, language_in_use, later

if TYPE_CHECKING:
    from commands.intake.template_columns import Column

WHAT = later("KIND|roster|ballots|bulletin")
OUTPUT = later("the file to write (.xlsx; .docx for the bulletin)")


def command_for(name: str) -> click.Command:
    """Make `template`."""
    parameters: list[click.Parameter] = [
        click.Argument(["what"], metavar=_(WHAT), shell_complete=completing.templates),
        click.Option(["--output", "-o"], required=True, metavar="F.xlsx", type=click.Path(path_type=Path),
                     help=_(OUTPUT)),
    ]  # fmt: skip
    text = later("write an empty workbook to be filled in, with lists to choose from and an example row")
    return options.command(name, _template, parameters, text, "gongguo template 迟到 -o 迟到.xlsx")


def _template(what: str, output: Path, as_json: bool, **_others: Any) -> None:
    if what == "bulletin":
        _template_of_the_bulletin(output, as_json)
        return
    from commands.documents.template import write_template

    title, columns = _asked(what)
    write_template(title, columns, output)
    if as_json:
        names = [column.heading for column in columns]
        print_json({"schema": "gongguo.template/1", "file": str(output), "headings": names})
        return
    command = "enrol" if what == "roster" else "import"
    click.echo(_("Written to {file}. Put your rows in place of the example and hand it in: gongguo {command} {file}",
                 file=output, command=command))  # fmt: skip


def _template_of_the_bulletin(output: Path, as_json: bool) -> None:
    """Copy out the Word template of the bulletin, for the office to make its own."""
    from commands.documents.bulletin_template import template_of_bulletin
    from commands.documents.files import ending_of, write_whole

    ending_of(output, ["docx"])
    write_whole(output, template_of_bulletin())
    if as_json:
        print_json({"schema": "gongguo.template/1", "file": str(output), "headings": []})
    else:
        click.echo(_("Written to {file}.", file=output))


def _asked(what: str) -> tuple[str, list["Column"]]:
    """Return the title and the columns of a template. Raises UnknownKind."""
    from commands.intake.template_columns import columns_of, roster_columns

    language = language_in_use()
    if what == "roster":
        return _("roster"), roster_columns(language)
    kind = catalogue()["ballots-counted"] if what == "ballots" else kind_called(what)
    if kind is None or not kind.IS_RECORDED_BY_PEOPLE:
        raise unknown_kind(what)
    return kind.LABEL.zh.replace("/", " ") if language == "zh" else kind_name(kind), columns_of(kind, language)
