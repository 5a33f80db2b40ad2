"""`backup`, `restore` and `copy`: the ledger with all that stands beside it, taken elsewhere; true, or not at all."""

import base64
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import click

from commands import options, wiring
from commands.intake import mapping
from commands.proofs.verifying import evidence_untruths, verified_ledger
from commands.terminal.tables import print_json
from ledger import Ledger
from ledger.entry import Attachment
from ledger.errors import LedgerError, reason_of
from ledger.integrity import evidence, shelf
from ledger.integrity.merkle import root_of
from ledger.store import transfer
from ledger.store.place import Place, in_the_making
from ledger.store.placing import move_into_place, unfinished_beside
from ledger.store.sqlite.place import SQLiteFile
from ledger.texts import _, later, listing

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
    """Make `backup`, `restore` or `copy`."""
    if name == "backup":
        text = later("copy the ledger with all that stands beside it, and verify the copy")
        to = click.Argument(["to"], metavar=_("FOLDER"))
        return options.command(name, _backup, [to], text, "gongguo backup 备份-2020-07-02")
    if name == "copy":
        text = later("copy a ledger to another place, unchanged: from a file into PostgreSQL, or back")
        places: list[click.Parameter] = [
            click.Argument(["source"], metavar=_("FROM")), click.Argument(["target"], metavar=_("TO")),
        ]  # fmt: skip
        return options.command(name, _copy, places, text, "gongguo copy gongguo.db 另一处.db")
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
        _copy_beside(source.beside, unfinished)
        copied = true_copy(kept)
        if target.exists():
            _move_beside(unfinished, target)
            move_into_place(kept.path, target / LEDGER)
        else:
            move_into_place(unfinished, target)
    except OSError as error:
        raise PlaceInUse(_("{place} cannot be written", place=target), found=reason_of(error)) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    say_copied(_("Backed up to {place}: {entries} entries, true, root {root}."), "backup", target, copied, as_json)


def fill_from(source: Place, target: Place) -> None:
    """Make a ledger at a free place of everything that another holds now."""
    ledger = Ledger.open(source, wiring.now)
    transfer.copy(source, ledger.archive, target)
    ledger.close()


def _copy_beside(source: Path, target: Path) -> None:
    for name in BESIDE:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("*.unfinished"))


def _move_beside(source: Path, target: Path) -> None:
    for name in BESIDE:
        if (source / name).exists():
            target.mkdir(parents=True, exist_ok=True)
            move_into_place(source / name, target / name)


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

    with _brought(target, fill, None if source is None else Path(source)) as unfinished:
        copied = true_copy(unfinished, checkpoint, with_evidence=source is not None)
    say_copied(_("Restored to {place}: {entries} entries, true, root {root}."), "restore", target, copied, as_json)
    if source is None:
        _say_lost_evidence(copied, target.beside)


def _copy(source: str, target: str, as_json: bool, **_others: Any) -> None:
    from_place, place = _end_of_a_copy(source), _end_of_a_copy(target)
    beside = None if from_place.beside == place.beside else from_place.beside
    with _brought(place, lambda unfinished: fill_from(from_place, unfinished), beside) as unfinished:
        copied = true_copy(unfinished)
        _check_same(from_place, copied)
    say_copied(_("Copied to {place}: {entries} entries, true, root {root}."), "copy", place, copied, as_json)
    if not as_json:
        there = [name for name in BESIDE if (place.beside / name).exists()]
        click.echo(_("Beside it, in {folder}: {what}.", folder=place.beside, what=listing(there) or _("nothing")))


def _end_of_a_copy(named: str) -> Place:
    """Return a place; --beside is the database's, and what stands beside a file is in the file's own folder."""
    place = wiring.place_called(named, click.get_current_context())
    return SQLiteFile(place.path) if isinstance(place, SQLiteFile) else place


def _check_same(source: Place, copied: TrueCopy) -> None:
    """Check that a copy has the root of the ledger that it was made of, which may have grown since."""
    ledger = Ledger.open(source, wiring.now)
    root = root_of(ledger.leaves(copied.entries))
    ledger.close()
    if root != copied.root:
        raise NotRestored(
            _("the copy is not the ledger that was copied"), expected=root.hex(), found=copied.root.hex(),
            remedy=_("It was not put in place. gongguo verify lists what is untrue of the original."),
        )  # fmt: skip


@contextmanager
def _brought(target: Place, fill: Callable[[Place], object], beside: Path | None) -> Iterator[Place]:
    """Fill an unfinished place and yield it to be verified; when the block ends well, put it in place.

    What stands in the folder `beside` is brought along, before the ledger, so that it is never without.
    """
    target.check_is_free()
    _check_nothing_beside(target, [] if beside is None else BESIDE)
    try:
        with in_the_making(target) as making:
            unfinished = unfinished_beside(target.beside / "beside")
            try:
                if beside is not None:
                    unfinished.mkdir(parents=True)
                    _copy_beside(beside, unfinished)
                fill(making)
                yield making if beside is None else making.with_beside(unfinished)
                _move_beside(unfinished, target.beside)
                target.take(making)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
    except OSError as error:
        raise NotRestored(_("{place} cannot be restored", place=target), found=reason_of(error)) from None


def _check_nothing_beside(target: Place, names: Iterable[str]) -> None:
    for name in names:
        if (target.beside / name).exists():
            raise PlaceInUse(
                _("{place} is in use", place=target.beside / name),
                expected=_("a place for a ledger with nothing beside it"),
            )


def _say_lost_evidence(copied: TrueCopy, beside: Path) -> None:
    """Say which files of evidence are not beside a ledger restored from an export, which holds none of them."""
    lost = list(evidence_untruths(copied.attachments, beside))
    for untruth in lost:
        click.echo(_("note: #{entry}: {what}, SHA-256 {sha256}", entry=untruth.entry, what=untruth.what,
                     sha256=untruth.expected), err=True)  # fmt: skip
    if lost:
        click.echo(_("Put the evidence folder back beside the ledger; until then gongguo verify names them."), err=True)


def true_copy(place: Place, checkpoints: tuple[str, ...] = (), *, with_evidence: bool = True) -> TrueCopy:
    """Verify a copy. Raises NotRestored if it is untrue."""
    ledger = Ledger.open(place, wiring.now)
    verified = verified_ledger(ledger, place, list(map(Path, checkpoints)), None, with_evidence=with_evidence)
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


def say_copied(text: str, what: str, place: object, copied: TrueCopy, as_json: bool) -> None:
    """Print where a copy is and what it is, in the words of the command `what`."""
    root = base64.b64encode(copied.root).decode()
    if as_json:
        print_json({"schema": f"gongguo.{what}/1", "place": str(place), "entries": copied.entries, "root": root})
    else:
        click.echo(text.format(place=place, entries=copied.entries, root=root))
