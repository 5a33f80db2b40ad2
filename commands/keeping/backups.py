"""`backup` and `restore`: the ledger with all that stands beside it, copied and brought back; true, or not at all."""

import shutil
from pathlib import Path
from typing import Any

import click

from commands import options, wiring
from commands.keeping.copies import (
    LEDGER,
    PlaceInUse,
    TrueCopy,
    brought,
    copy_beside,
    fill_from,
    move_beside,
    say_copied,
    true_copy,
)
from commands.proofs.verifying import evidence_untruths
from ledger.errors import reason_of
from ledger.store import transfer
from ledger.store.place import Place
from ledger.store.placing import move_into_place, unfinished_beside
from ledger.store.sqlite.place import SQLiteFile
from ledger.texts import _, later

FROM_EXPORT = later("an export (JSON Lines) in place of a backup")
CHECKPOINT = later("a signed checkpoint that what is restored has to continue")


def command_for(name: str) -> click.Command:
    """Make `backup` or `restore`."""
    if name == "backup":
        text = later("copy the ledger with all that stands beside it, and verify the copy")
        to = click.Argument(["to"], metavar=_("FOLDER"))
        return options.command(name, _backup, [to], text, "gongguo backup 备份-2020-07-02")
    text = later("bring a ledger back from a backup or an export")
    parameters: list[click.Parameter] = [
        click.Argument(["source"], metavar=_("[FOLDER]"), required=False),
        click.Option(["--from-export"], metavar=_("FILE"), help=_(FROM_EXPORT)),
        click.Option(["--checkpoint"], metavar=_("FILE"), multiple=True, help=_(CHECKPOINT)),
    ]
    return options.command(name, _restore, parameters, text, "gongguo restore 备份-2020-07-02 --ledger 恢复.db")


def _backup(to: str, as_json: bool, **_others: Any) -> None:
    source, target = wiring.ledger_place(click.get_current_context()), Path(to)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise PlaceInUse(_("{place} is in use", place=target), expected=_("an empty folder, or none"))
    unfinished = unfinished_beside(target)
    try:
        unfinished.mkdir(parents=True)
        kept = SQLiteFile(unfinished / LEDGER)
        fill_from(source, kept)
        copy_beside(source.beside, unfinished)
        copied = true_copy(kept)
        if target.exists():
            move_beside(unfinished, target)
            move_into_place(kept.path, target / LEDGER)
        else:
            move_into_place(unfinished, target)
    except OSError as error:
        raise PlaceInUse(_("{place} cannot be written", place=target), found=reason_of(error)) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    say_copied(_("Backed up to {place}: {entries} entries, true, root {root}."), "backup", target, copied, as_json)


def _restore(
    source: str | None, from_export: str | None, checkpoint: tuple[str, ...], as_json: bool, **_others: Any
) -> None:
    if (source is None) is (from_export is None):
        raise click.UsageError(_("one of a backup's folder and --from-export is needed."))
    target = wiring.ledger_place(click.get_current_context())

    def fill(unfinished: Place) -> None:
        if from_export is not None:
            with Path(from_export).open("rb") as lines:
                transfer.read_in(unfinished, (line.rstrip(b"\r\n") for line in lines))
        else:
            assert source is not None
            fill_from(SQLiteFile(Path(source) / LEDGER), unfinished)

    with brought(target, fill, None if source is None else Path(source)) as unfinished:
        copied = true_copy(unfinished, checkpoint, with_evidence=source is not None)
    say_copied(_("Restored to {place}: {entries} entries, true, root {root}."), "restore", target, copied, as_json)
    if source is None:
        _say_lost_evidence(copied, target.beside)


def _say_lost_evidence(copied: TrueCopy, beside: Path) -> None:
    """Say which files of evidence are not beside a ledger restored from an export, which holds none of them."""
    lost = list(evidence_untruths(copied.attachments, beside))
    for untruth in lost:
        click.echo(_("note: #{entry}: {what}, SHA-256 {sha256}", entry=untruth.entry, what=untruth.what,
                     sha256=untruth.expected), err=True)  # fmt: skip
    if lost:
        click.echo(_("Put the evidence folder back beside the ledger; until then gongguo verify names them."), err=True)
