"""`bulletin -o FILE`: the document of a bulletin as a file that the office takes away, by the ending of its name."""

import json
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands import wiring
from commands.report import asked_of
from commands.tables import print_json
from ledger.errors import LedgerError, reason_of
from ledger.store.placing import whole_file
from ledger.texts import _, later, listing
from projections.reports import report_called

if TYPE_CHECKING:
    from commands.documents.scheme_words import Law

_FOLDER = Path(__file__).parent / "documents" / "bulletin"

OUTPUT = later("write it as a file, by its ending: .csv, .docx, .html, .md, .pdf or .xlsx")
TEMPLATE = later("the office's own Word template for a .docx (gongguo template bulletin -o FILE.docx copies ours)")
CLOSE_IT = later("Close the file if a program shows it (Excel, Word), or name another place. Nothing was changed.")
NAME_ANOTHER = later("Name another place. Nothing was changed.")


class UnknownEnding(LedgerError):
    """A file whose ending says no format that is written."""

    code = "unknown-ending"


class FileNotWritten(LedgerError):
    """A file that cannot be written where it was asked for."""

    code = "file-not-written"


def endings() -> list[str]:
    """Return the endings of the files that a bulletin can be written as, in alphabetical order."""
    return sorted(path.stem for path in _FOLDER.glob("[a-z]*.py"))


def ending_of(path: Path, known: list[str]) -> str:
    """Return the ending of a file's name, without its dot. Raises UnknownEnding unless it is one of `known`."""
    ending = path.suffix.lower().removeprefix(".")
    if ending in known:
        return ending
    raise UnknownEnding(
        _("this ending says no format that is written"),
        expected=_("one of {options}", options=listing(f".{one}" for one in known)),
        found=path.name,
        remedy=_("Give the file another name: {name}", name=f"{path.stem or path.name}.{known[0]}"),
    )


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there. Raises FileNotWritten."""
    try:
        with whole_file(path) as file:
            file.write(content)
    except OSError as error:
        raise FileNotWritten(
            _("{path} cannot be written", path=path),
            expected=_("a place where a file can be written"),
            found=reason_of(error),
            remedy=_(CLOSE_IT) if isinstance(error, PermissionError) else _(NAME_ANOTHER),
        ) from None


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
    from commands.documents.scheme_words import law_of
    from commands.reprinting import published_bytes

    ledger = wiring.open_ledger(click.get_current_context())
    if given["published"] is not None:
        document = json.loads(published_bytes(ledger, given))
    else:
        report = report_called("bulletin")
        asked = asked_of(report, ledger, given | {"as_json": True})
        # As it is read back from a file, so that a bulletin shown and one published are the same to what follows.
        document = json.loads(json.dumps(report.document(replace(asked, with_causes=True))))
    schemes = ledger.schemes(document["known_at"]["entry"])
    scheme = schemes.for_year(document["year"], date.fromisoformat(document["as_of"]))
    return document, law_of(scheme), ledger.today(schemes.time_zone)
