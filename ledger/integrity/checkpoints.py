"""Checkpoints (C2SP tlog-checkpoint): how many entries there are and the root over them, signed, outside the database.

    origin
    size
    base64 root

A ledger rewritten whole is true to itself, and false to every checkpoint that somebody else has.
"""

import base64
import re
from collections.abc import Sequence
from typing import NamedTuple

from ledger.integrity.merkle import HASH_BYTES, consistency_proof, root_of
from ledger.integrity.notes import Note, NoteUnreadable, Signer, note_from
from ledger.texts import _

CONSISTENCY_HEADING = "consistency"


class Checkpoint(NamedTuple):
    """What a log says of itself: its name, how many entries it has, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


class SignedCheckpoint(NamedTuple):
    """A checkpoint as it was read: its content, and the note with everybody's signatures."""

    checkpoint: Checkpoint
    note: Note


def checkpoint_of(origin: str, leaves: Sequence[bytes]) -> Checkpoint:
    """Return the checkpoint over leaf hashes, in order of entry number."""
    return Checkpoint(origin, len(leaves), root_of(leaves))


def signed_checkpoint(checkpoint: Checkpoint, signer: Signer) -> str:
    """Return the signed note of a checkpoint; the signer's name is the origin."""
    return signer.signed(checkpoint.text)


def checkpoint_from(content: str) -> SignedCheckpoint:
    """Read a signed checkpoint; further lines of its text are let be. Raises NoteUnreadable."""
    note = note_from(content)
    match = re.match(r"([^\n]+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n", note.text)
    if match is None:
        raise NoteUnreadable(
            _("this is no checkpoint"),
            expected=_("the log's name, the number of entries, and the root in base64, a line each"),
            found=f"“{note.text[:60]}”",
        )
    root = base64.b64decode(match[3])
    assert len(root) == HASH_BYTES
    return SignedCheckpoint(Checkpoint(match[1], int(match[2]), root), note)


def consistency_text(first: int, leaves: Sequence[bytes]) -> str:
    """Return the proof that the tree of the first `first` leaves begins that of all: sizes, then a hash a line."""
    hashes = [base64.b64encode(hashed).decode() for hashed in consistency_proof(first, leaves)]
    return "\n".join([f"{CONSISTENCY_HEADING} {first} {len(leaves)}", *hashes, ""])


def consistency_from(content: str) -> tuple[int, int, list[bytes]]:
    """Read a consistency proof: both sizes and the hashes. Raises NoteUnreadable."""
    heading, *lines = content.splitlines() or [""]
    match = re.fullmatch(rf"{CONSISTENCY_HEADING} ([0-9]{{1,18}}) ([0-9]{{1,18}})", heading)
    if match is None or not all(re.fullmatch(r"[A-Za-z0-9+/]{43}=", line) for line in lines):
        raise NoteUnreadable(
            _("this is no consistency proof"), expected=f"{CONSISTENCY_HEADING} 57 81", found=f"“{heading[:60]}”"
        )  # fmt: skip
    return int(match[1]), int(match[2]), [base64.b64decode(line) for line in lines]
