"""`slips`: for each person a slip of every point lost or gained, as files of a folder or as one file."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from commands import options, wiring
from commands.documents.files import ending_of, write_whole
from commands.reports.report import asked_of
from commands.terminal.progress import told
from commands.terminal.tables import print_json
from ledger.texts import _, later
from projections.reports import report_called

OUTPUT = later("a folder, for a page of HTML each; or one file that ends in .html or .docx")
PROGRESS = later("{count} of {total} slips")
_NOT_IN_A_NAME = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


def command_for(name: str) -> click.Command:
    """Make `slips`."""
    parameters = [
        click.Argument(["people"], metavar=f"[{_('PERSON')}…]", nargs=-1),
        click.Option(["--output", "-o"], metavar=_("DIR|FILE"), required=True, help=_(OUTPUT)),
        *options.cut(),
        options.year(),
        options.period(),
    ]
    text = later("write a slip for each person: every point lost or gained, its clause and the balance")
    return options.command(name, _slips, parameters, text, "gongguo slips 甲 -o 明细.html")


def _slips(people: tuple[str, ...], output: str, as_json: bool, **given: Any) -> None:
    from projections.slips import slips_of

    path = Path(output)
    ending = "" if path.is_dir() or not path.suffix else ending_of(path, ["docx", "html"])
    ledger = wiring.open_ledger(click.get_current_context())
    asked = asked_of(report_called("why"), ledger, {**given, "people": people, "as_json": True, "no_rank": False})
    total, made = slips_of(asked, ledger.people(asked.known_at.entry), with_course=ending != "docx")
    slips = told(made, total, _(PROGRESS))
    count = {"": _each, "html": _as_page, "docx": _as_word}[ending](path, slips)
    if as_json:
        print_json({"schema": "gongguo.slips/1", "slips": count, "output": str(path)})
    else:
        click.echo(_("{count} slips written to {file}.", count=count, file=path))


def _each(folder: Path, slips: Iterable[dict[str, Any]]) -> int:
    """Write a page for each person into a folder, named by id and name."""
    from commands.documents.slip_html import slips_html

    count = 0
    for slip in slips:
        count += 1
        sheet = slip["sheet"]
        name = _NOT_IN_A_NAME.sub("_", f"{sheet['id']}-{sheet['name']}")
        write_whole(folder / f"{name}.html", slips_html([slip]).encode())
    return count


def _as_page(path: Path, slips: Iterable[dict[str, Any]]) -> int:
    from commands.documents.slip_html import slips_html

    made = list(slips)
    write_whole(path, slips_html(made).encode())
    return len(made)


def _as_word(path: Path, slips: Iterable[dict[str, Any]]) -> int:
    from commands.documents.slip_docx import slips_docx

    count = 0

    def counted() -> Iterator[dict[str, Any]]:
        nonlocal count
        for slip in slips:
            count += 1
            yield slip

    write_whole(path, slips_docx(counted()))
    return count
