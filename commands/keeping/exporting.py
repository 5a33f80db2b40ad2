"""`export` and `salvage`: the stored bytes of every entry as lines, of a sound ledger or of what is left of one."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

import click

from commands import options, wiring
from commands.terminal.tables import print_json, print_page
from ledger.errors import reason_of
from ledger.integrity import shelf
from ledger.store import transfer
from ledger.store.placing import whole_file
from ledger.texts import _, later
from projections.reports import Paragraph

OUTPUT = later("the file to write")
OUTPUT_OR_NONE = later("the file to write; left out: standard output")


def command_for(name: str) -> click.Command:
    """Make `export` or `salvage`."""
    if name == "export":
        text = later("write the stored bytes of every entry as JSON Lines")
        output = click.Option(["--output", "-o"], metavar=_("FILE"), help=_(OUTPUT_OR_NONE))
        return options.command(name, _export, [output], text, "gongguo export -o 台账.jsonl")
    text = later("save what is still true of a damaged ledger")
    output = click.Option(["--output", "-o"], metavar=_("FILE"), required=True, help=_(OUTPUT))
    return options.command(name, _salvage, [output], text, "gongguo salvage -o 抢救.jsonl")


def _export(output: str | None, as_json: bool, **_others: Any) -> None:
    ledger = wiring.open_ledger(click.get_current_context())
    lines = transfer.lines_of(ledger.archive, ledger.known_now().entry)
    if output is None:
        for line in lines:
            click.echo(line + b"\n", nl=False)
        return
    count = _write_lines(Path(output), lines)
    if as_json:
        print_json({"schema": "gongguo.export/1", "file": output, "lines": count})
    else:
        click.echo(_("Written to {file}: {count} lines.", file=output, count=count))


def _write_lines(path: Path, lines: Iterable[bytes]) -> int:
    """Write lines to a file, whole or not at all; return how many. Raises ShelfUnavailable."""
    count = 0
    try:
        with whole_file(path) as file:
            for line in lines:
                file.write(line + b"\n")
                count += 1
    except OSError as error:
        raise shelf.ShelfUnavailable(_("{path} cannot be written", path=path), found=reason_of(error)) from None
    return count


def _salvage(output: str, as_json: bool, **_others: Any) -> None:
    saved = transfer.salvage(wiring.ledger_place(click.get_current_context()))
    _write_lines(Path(output), chain(saved.entries, saved.documents))
    if as_json:
        document = {"schema": "gongguo.salvage/1", "file": output, "saved": len(saved.entries), "lost": saved.lost}
        print_json({**document, "documents": len(saved.documents), "documents_lost": saved.without_document})
        return
    text = _("Saved to {file}: {count} entries, {documents} published documents.",
             file=output, count=len(saved.entries), documents=len(saved.documents))  # fmt: skip
    print_page([Paragraph(text)])
    if saved.lost:
        click.echo(_("Lost: {numbers}", numbers=_runs(saved.lost)), err=True)
    if saved.without_document:
        click.echo(_("Lost: the document of {numbers}", numbers=_runs(saved.without_document)), err=True)


def _runs(numbers: list[int]) -> str:
    """Return numbers in words: #3, #7–#12."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"#{run[0]}" if len(run) == 1 else f"#{run[0]}–#{run[-1]}" for run in runs)
