"""Receipts for one entry (C2SP tlog-proof): it stands in the ledger under its number, and anybody can check that.

    c2sp.org/tlog-proof@v1
    extra base64(the entry's bytes)
    index 56
    base64 hash …

    the signed checkpoint

Anybody who has the log's public key can check it without the ledger and without this program.
"""

import base64
import re
from collections.abc import Sequence
from typing import NamedTuple

from ledger.codec import leaf_hash
from ledger.integrity.checkpoints import SignedCheckpoint, checkpoint_from
from ledger.integrity.merkle import inclusion_proof, verify_inclusion
from ledger.integrity.notes import NoteUnreadable, Verifier, check_signed
from ledger.texts import _

HEADING = "c2sp.org/tlog-proof@v1"


class Receipt(NamedTuple):
    """A receipt as it was read: the entry's bytes and number, the hashes up to the root, the checkpoint."""

    blob: bytes
    number: int
    hashes: list[bytes]
    signed: SignedCheckpoint


def receipt_text(blob: bytes, number: int, leaves: Sequence[bytes], signed_note: str) -> str:
    """Return the receipt of entry `number` under a signed checkpoint over `leaves`."""
    hashes = [base64.b64encode(hashed).decode() for hashed in inclusion_proof(number - 1, leaves)]
    lines = [HEADING, f"extra {base64.b64encode(blob).decode()}", f"index {number - 1}", *hashes]
    return "\n".join([*lines, "", signed_note])


def receipt_from(content: str) -> Receipt:
    """Read a receipt. Raises NoteUnreadable."""
    above, _blank, note = content.partition("\n\n")
    heading, *lines = above.split("\n")
    extra = re.fullmatch(r"extra ([A-Za-z0-9+/]+=*)", lines[0]) if lines else None
    index = re.fullmatch(r"index (0|[1-9][0-9]{0,17})", lines[1]) if len(lines) > 1 else None
    hashes = lines[2:]
    if heading != HEADING or extra is None or index is None or len(extra[1]) % 4:
        raise NoteUnreadable(
            _("this is no receipt"),
            expected=_("{heading}, then lines that begin with extra and index", heading=HEADING),
            found=f"“{content[:60]}”",
        )
    if not all(re.fullmatch(r"[A-Za-z0-9+/]{43}=", line) for line in hashes):
        raise NoteUnreadable(_("a line of the receipt is no hash"), expected=_("44 characters of base64"))
    blob = base64.b64decode(extra[1])
    return Receipt(blob, int(index[1]) + 1, [base64.b64decode(line) for line in hashes], checkpoint_from(note))


def check_receipt(receipt: Receipt, verifier: Verifier) -> None:
    """Check that the entry stands under its number in the log of this key. Raises ProofRefused or SignatureRefused."""
    checkpoint, note = receipt.signed
    check_signed(note, verifier)
    verify_inclusion(
        receipt.number - 1, checkpoint.size, leaf_hash(receipt.blob), receipt.hashes, checkpoint.root
    )  # fmt: skip
