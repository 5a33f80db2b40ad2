"""Copies of a ledger with all that stands beside it: true, or not put in place at all."""

import base64
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import click

from commands import wiring
from commands.intake import mapping
from commands.proofs.verifying import verified_ledger
from commands.terminal.tables import print_json
from ledger import Ledger
from ledger.entry import Attachment
from ledger.errors import LedgerError, reason_of
from ledger.integrity import evidence, shelf
from ledger.integrity.merkle import root_of
from ledger.store import transfer
from ledger.store.place import Place, in_the_making
from ledger.store.placing import move_into_place, unfinished_beside
from ledger.texts import _

LEDGER = "gongguo.db"
BESIDE = (shelf.FOLDER, evidence.FOLDER, mapping.FOLDER)


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


def fill_from(source: Place, target: Place) -> None:
    """Make a ledger at a free place of everything that another holds now."""
    with closing(Ledger.open(source, wiring.now)) as ledger:
        transfer.copy(source, ledger.archive, target)


def copy_beside(source: Path, target: Path) -> None:
    """Copy what stands beside a ledger into another folder, but for what was being written."""
    for name in BESIDE:
        if (source / name).is_dir():
            shutil.copytree(source / name, target / name, ignore=shutil.ignore_patterns("*.unfinished"))


def move_beside(source: Path, target: Path) -> None:
    """Move what stands beside a ledger into another folder, which is made for it."""
    for name in BESIDE:
        if (source / name).exists():
            target.mkdir(parents=True, exist_ok=True)
            move_into_place(source / name, target / name)


@contextmanager
def brought(target: Place, fill: Callable[[Place], object], beside: Path | None) -> Iterator[Place]:
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
                    copy_beside(beside, unfinished)
                fill(making)
                yield making if beside is None else making.with_beside(unfinished)
                move_beside(unfinished, target.beside)
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


def true_copy(place: Place, checkpoints: tuple[str, ...] = (), *, with_evidence: bool = True) -> TrueCopy:
    """Verify a copy. Raises NotRestored if it is untrue."""
    # Closed however it ends: what is not put in place is removed, and a server keeps what is still read there.
    with closing(Ledger.open(place, wiring.now)) as ledger:
        verified = verified_ledger(ledger, place, list(map(Path, checkpoints)), None, with_evidence=with_evidence)
        root = root_of(ledger.leaves(verified.entries)) if not verified.problems else b""
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
