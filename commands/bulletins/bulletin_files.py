"""`bulletin -o FILE`: the document of a bulletin as a file that the office takes away, by the ending of its name."""

import json
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from commands import wiring
from commands.documents.files import ending_of, write_whole
from commands.reports.report import asked_of
from commands.terminal.tables import print_json
from ledger.texts import _, later
from projections.reports import report_called

if TYPE_CHECKING:
    from commands.documents.scheme_words import Law

_FOLDER = Path(__file__).parents[1] / "documents" / "bulletin"

OUTPUT = later("write it as a file, by its ending: .csv, .docx, .html, .md, .pdf or .xlsx")
TEMPLATE = later("the office's own Word template for a .docx (gongguo template bulletin -o FILE.docx copies ours)")


def endings() -> list[str]:
    """Return the endings of the files that a bulletin can be written as, in alphabetical order."""
    return sorted(path.stem for path in _FOLDER.glob("[a-z]*.py"))


def write_bulletin(given: dict[str, Any]) -> None:
    """Write the bulletin asked for, or the one published, as a file; with --json its document is printed as well."""
    path = Path(given["output"])
    ending = ending_of(path, endings())
    if given["template"] is not None and ending != "docx":
        raise click.UsageError(_("--template goes with a file that ends in .docx."))
    document, law, today = _document_asked(given)
    from commands.documents.bulletin_told import told_of

    template = None if given["template"] is None else Path(given["template"])
    content = import_module(f"commands.documents.bulletin.{ending}").content_of(told_of(document, law, today), template)
    write_whole(path, content)
    if given["as_json"]:
        print_json(document)
    else:
        click.echo(_("Written to {file}.", file=path))


def _document_asked(given: dict[str, Any]) -> tuple[dict[str, Any], "Law", date]:
    """Return the document, the law by which it speaks of items, and the day on which the file is made."""
    from commands.bulletins.reprinting import published_bytes
    from commands.documents.scheme_words import law_of

    ledger = wiring.open_ledger(click.get_current_context())
    if given["published"] is not None:
        document = json.loads(published_bytes(ledger, given))
    else:
        report = report_called("bulletin")
        asked = asked_of(report, ledger, given | {"as_json": True})
        # As it is read back from a file, so that a bulletin shown and one published are the same to what follows.
        document = json.loads(json.dumps(report.document(msgspec.structs.replace(asked, with_causes=True))))
    schemes = ledger.schemes(document["known_at"]["entry"])
    scheme = schemes.for_year(document["year"], date.fromisoformat(document["as_of"]))
    return document, law_of(scheme), ledger.today(schemes.time_zone)
