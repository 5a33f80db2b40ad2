"""`attach` and `evidence`: the files that prove an entry, kept beside the ledger under their hashes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from commands import options, wiring
from commands.asking import entry_called
from commands.terminal.receipts import acknowledged, attachment_shown
from commands.terminal.tables import print_json, print_page
from ledger import Ledger
from ledger.decisions.drafts import Draft
from ledger.entry import Attachment, Entry
from ledger.facts import Fact, read_text
from ledger.facts.evidence_attached import EvidenceAttached
from ledger.integrity.evidence import copy_out, evidence_of, found_hash, keep
from ledger.texts import _, later
from projections.reports import Page, Paragraph, Table

NOTE = later("a note")
TO = later("copy the files out to this folder")


def command_for(name: str) -> click.Command:
    """Make `attach` or `evidence`."""
    entry = click.Argument(["entry"], metavar=_("ENTRY"))
    if name == "attach":
        text = later("attach files that prove an entry, as an entry of its own")
        files = click.Argument(["files"], metavar=_("FILE") + "…", nargs=-1, required=True)
        note = click.Option(["--note"], help=_(NOTE))
        return options.command(name, _attach, [entry, files, note], text, "gongguo attach 57 门禁截图.png")
    text = later("list the files that prove an entry, or copy them out")
    to = click.Option(["--to"], metavar=_("FOLDER"), help=_(TO))
    return options.command(name, _list, [entry, to], text, "gongguo evidence 57")


def _attach(entry: str, files: tuple[str, ...], note: str | None, as_json: bool, **_others: Any) -> None:
    context = click.get_current_context()
    application = wiring.open_for_recording(context)
    target = entry_called(application.ledger, entry)
    folder = evidence_of(wiring.beside(context))
    attachments = tuple(keep(Path(file), folder) for file in files)
    schemes = application.ledger.schemes(application.ledger.known_now().entry)
    today = application.ledger.today(schemes.time_zone)
    draft = Draft(fact=EvidenceAttached(entry=target.number), occurred_on=today, attachments=attachments,
                  note=None if note is None else read_text(note))  # fmt: skip
    (recorded,) = application.record_one(draft, wiring.recorder(context)).entries
    with acknowledged(recorded.number, recorded.number):
        if as_json:
            kept = msgspec.to_builtins(attachments)
            print_json(
                {"schema": "gongguo.receipt/1", "entry": recorded.number, "to": target.number, "attachments": kept}
            )
            return
        click.echo(_("Entry #{number} recorded.", number=recorded.number))
        for attachment in attachments:
            click.echo(attachment_shown(msgspec.structs.asdict(attachment)))


def _list(entry: str, to: str | None, as_json: bool, **_others: Any) -> None:
    context = click.get_current_context()
    ledger = wiring.open_ledger(context)
    target = entry_called(ledger, entry)
    folder = evidence_of(wiring.beside(context))
    found = list(_evidence_for(ledger, target))
    copied = [str(copy_out(attachment, folder, Path(to))) for _by, attachment in found] if to is not None else []
    rows = [
        {"entry": by.number, "recorded_at": by.recorded_at.isoformat(), **msgspec.structs.asdict(attachment),
         "sound": found_hash(attachment, folder) == attachment.sha256}
        for by, attachment in found
    ]  # fmt: skip
    if as_json:
        print_json({"schema": "gongguo.evidence/1", "entry": target.number, "attachments": rows, "copied": copied})
        return
    print_page([*_page(rows), *(Paragraph(path) for path in copied)])


def _evidence_for(ledger: Ledger, target: Entry[Fact]) -> Iterator[tuple[Entry[Fact], Attachment]]:
    """Yield every file that proves an entry, with the entry by which it was attached: that itself, or a later one."""
    known = ledger.known_now().entry
    later_ones = [entry for entry in ledger.standing_of_kinds({"evidence-attached"}, known)
                  if isinstance(entry.fact, EvidenceAttached) and entry.fact.entry == target.number]  # fmt: skip
    for by in [target, *later_ones]:
        for attachment in by.attachments:
            yield by, attachment


def _page(rows: list[dict[str, Any]]) -> Page:
    if not rows:
        return [Paragraph(_("No files are attached to this entry."))]
    states = {True: _("sound"), False: _("LOST OR ALTERED")}
    shown = [(f"#{row['entry']}", row["name"], str(row["size"]), row["sha256"], states[row["sound"]]) for row in rows]
    return [Table((_("entry"), _("file"), _("bytes"), "SHA-256", _("state")), shown, frozenset({2}))]
