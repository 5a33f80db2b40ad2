"""`template`: what the program comes with and the office makes its own, copied out as a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from commands import options
from commands.bulletin_files import ending_of, write_whole
from commands.documents.bulletin_template import template_of_bulletin
from commands.tables import print_json
from ledger.texts import _, later

OUTPUT = later("the file to write")
TEMPLATES: dict[str, tuple[str, Callable[[], bytes]]] = {"bulletin": ("docx", template_of_bulletin)}
"""What there is a template of: the ending of its file, and what makes it."""


def command_for(name: str) -> click.Command:
    """Make `template`."""
    parameters: list[click.Parameter] = [
        click.Argument(["what"], metavar="|".join(TEMPLATES), type=click.Choice(list(TEMPLATES))),
        click.Option(["--output", "-o"], metavar=_("FILE"), required=True, help=_(OUTPUT)),
    ]
    text = later("copy out a template for the office to make its own")
    return options.command(name, _template, parameters, text, "gongguo template bulletin -o 通报.docx")


def _template(what: str, output: str, as_json: bool, **_others: Any) -> None:
    ending, make = TEMPLATES[what]
    path = Path(output)
    ending_of(path, [ending])
    write_whole(path, make())
    if as_json:
        print_json({"schema": "gongguo.template/1", "template": what, "file": str(path)})
    else:
        click.echo(_("Written to {file}.", file=path))
