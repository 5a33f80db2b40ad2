"""The shelf beside a ledger on which its checkpoints stand: files that the database does not hold, to be handed on.

`checkpoints/57.checkpoint` is the signed note over 57 entries, `checkpoints/57-81.consistency` the proof that the tree
of 57 begins that of 81.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ledger.errors import LedgerError, reason_of
from ledger.integrity.checkpoints import SignedCheckpoint, checkpoint_from
from ledger.integrity.notes import NoteUnreadable
from ledger.store.placing import whole_file
from ledger.texts import _

FOLDER = "checkpoints"


class ShelfUnavailable(LedgerError):
    """A file of the shelf that cannot be read or written."""

    code = "shelf-unavailable"


class Standing(NamedTuple):
    """A checkpoint on the shelf."""

    path: Path
    signed: SignedCheckpoint


def shelf_of(beside: Path) -> Path:
    """Return the folder in which a ledger's checkpoints stand, in that of all that stands beside it."""
    return beside / FOLDER


def read_note(path: Path) -> Standing:
    """Read a signed checkpoint from a file. Raises ShelfUnavailable or NoteUnreadable, with the file's name."""
    try:
        content = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ShelfUnavailable(_("the file {path} cannot be read", path=path), found=reason_of(error)) from None
    except UnicodeDecodeError:
        raise NoteUnreadable(_("{path} is no checkpoint", path=path), expected=_("text in UTF-8")) from None
    return Standing(path, checkpoint_from(content))


def standing_on(shelf: Path) -> Iterator[Standing | tuple[Path, NoteUnreadable]]:
    """Yield every checkpoint on a shelf in order of size, and each file that should be one and is not."""
    for path in sorted(shelf.glob("*.checkpoint"), key=lambda path: (len(path.stem), path.stem)):
        try:
            yield read_note(path)
        except NoteUnreadable as error:
            yield path, error


def put(folder: Path, name: str, content: str) -> Path:
    """Write a file of the shelf, whole or not at all, in place of one of its name. Raises ShelfUnavailable."""
    path = folder / name
    try:
        with whole_file(path) as file:
            file.write(content.encode())
    except OSError as error:
        raise ShelfUnavailable(_("{path} cannot be written", path=path), found=reason_of(error)) from None
    return path
