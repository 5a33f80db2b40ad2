"""`backup` and `restore`: the ledger with all that stands beside it, copied and brought back; true, or not at all."""

import base64
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import click

from commands import options, wiring
from commands.intake import mapping
from commands.tables import print_json
from commands.verifying import evidence_untruths, verified_ledger
from ledger import Ledger
from ledger.entry import Attachment
from ledger.errors import LedgerError, reason_of
from ledger.integrity import evidence, shelf
from ledger.integrity.merkle import root_of
from ledger.store import transfer
from ledger.store.files import check_place
from ledger.store.placing import move_into_place, unfinished_beside
from ledger.texts import _, later

LEDGER = "gongguo.db"
BESIDE = (shelf.FOLDER, evidence.FOLDER, mapping.FOLDER)
FROM_EXPORT = later("an export (JSON Lines) in place of a backup")
CHECKPOINT = later("a signed checkpoint that what is restored has to continue")


class PlaceInUse(LedgerError):
    """A place for a backup or a restored ledger that has something in it."""

    code = "place-in-use"


class NotRestored(LedgerError):
    """A copy that is not true; it was not put in place."""

    code = "not-restored"


class TrueCopy(NamedTuple):
    """A copy that was verified: how many entries it has, the root over them, and the files that entries name."""

    entries: int
    root: bytes
    attachments: list[tuple[int, Attachment]]


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
    context = click.get_current_context()
    source, target = wiring.ledger_path(context), Path(to)
    wiring.open_ledger(context)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise PlaceInUse(_("{place} is in use", place=target), expected=_("an empty folder, or none"))
    unfinished = unfinished_beside(target)
    try:
        unfinished.mkdir(parents=True)
        transfer.copy_file(source, unfinished / LEDGER)
        _copy_beside(source.absolute().parent, unfinished)
        copied = true_copy(unfinished / LEDGER)
        if target.exists():
            _put_beside_one_another(unfinished, target / LEDGER)
        else:
            move_into_place(unfinished, target)
    except OSError as error:
        raise PlaceInUse(_("{place} cannot be written", place=target), found=reason_of(error)) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    say_copied(_("Backed up to {place}: {entries} entries, true, root {root}."), "backup", target, copied, as_json)


def _put_beside_one_another(unfinished: Path, ledger: Path) -> None:
    """Move a finished copy to where the ledger is to be: what stands beside it first, so that it is never without."""
    for name in BESIDE:
        if (unfinished / name).exists():
            move_into_place(unfinished / name, ledger.absolute().parent / name)
    move_into_place(unfinished / LEDGER, ledger)


def _copy_beside(source: Path, target: Path) -> None:
    for name in BESIDE:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("*.unfinished"))


def _restore(
    source: str | None, from_export: str | None, checkpoint: tuple[str, ...], as_json: bool, **_others: Any
) -> None:
    if (source is None) is (from_export is None):
        raise click.UsageError(_("one of a backup's folder and --from-export is needed."))
    target = wiring.ledger_path(click.get_current_context())
    check_place(target)
    for name in BESIDE if source is not None else ():
        if (target.absolute().parent / name).exists():
            raise PlaceInUse(
                _("{place} is in use", place=target.absolute().parent / name),
                expected=_("a place for a ledger with nothing beside it"),
            )
    unfinished = unfinished_beside(target)
    try:
        unfinished.mkdir()
        _fill(unfinished, source, from_export)
        copied = true_copy(unfinished / LEDGER, checkpoint, with_evidence=source is not None)
        _put_beside_one_another(unfinished, target)
    except OSError as error:
        raise NotRestored(_("{place} cannot be restored", place=target), found=reason_of(error)) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    say_copied(_("Restored to {place}: {entries} entries, true, root {root}."), "restore", target, copied, as_json)
    if source is None:
        _say_lost_evidence(copied, target)


def _say_lost_evidence(copied: TrueCopy, target: Path) -> None:
    """Say which files of evidence are not beside a ledger restored from an export, which holds none of them."""
    lost = list(evidence_untruths(copied.attachments, target))
    for untruth in lost:
        click.echo(_("note: #{entry}: {what}, SHA-256 {sha256}", entry=untruth.entry, what=untruth.what,
                     sha256=untruth.expected), err=True)  # fmt: skip
    if lost:
        click.echo(_("Put the evidence folder back beside the ledger; until then gongguo verify names them."), err=True)


def _fill(unfinished: Path, source: str | None, from_export: str | None) -> None:
    if from_export is not None:
        with Path(from_export).open("rb") as lines:
            transfer.read_in(unfinished / LEDGER, (line.rstrip(b"\r\n") for line in lines))
        return
    assert source is not None
    Ledger.open(Path(source) / LEDGER, wiring.now).close()
    transfer.copy_file(Path(source) / LEDGER, unfinished / LEDGER)
    _copy_beside(Path(source), unfinished)


def true_copy(path: Path, checkpoints: tuple[str, ...] = (), *, with_evidence: bool = True) -> TrueCopy:
    """Verify a copy. Raises NotRestored if it is untrue."""
    ledger = Ledger.open(path, wiring.now)
    verified = verified_ledger(ledger, path, list(map(Path, checkpoints)), None, with_evidence=with_evidence)
    root = root_of(ledger.leaves(verified.entries)) if not verified.problems else b""
    ledger.close()
    if verified.problems:
        first = verified.problems[0]
        raise NotRestored(
            _("the copy is untrue in {count} places: {what}", count=len(verified.problems), what=first.what),
            expected=first.expected,
            found=first.found,
            remedy=_("It was not put in place. gongguo verify lists what is untrue of the original."),
        )
    return TrueCopy(verified.entries, root, verified.attachments)


def say_copied(text: str, what: str, place: Path, copied: TrueCopy, as_json: bool) -> None:
    """Print where a copy is and what it is, in the words of the command `what`."""
    root = base64.b64encode(copied.root).decode()
    if as_json:
        print_json({"schema": f"gongguo.{what}/1", "place": str(place), "entries": copied.entries, "root": root})
    else:
        click.echo(text.format(place=place, entries=copied.entries, root=root))
