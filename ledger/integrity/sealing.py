"""Signing what the ledger holds now, beside what was signed of it before, with the proof that it continues that."""

from pathlib import Path

from ledger.errors import LedgerError
from ledger.integrity import shelf
from ledger.integrity.checkpoints import Checkpoint, checkpoint_of, consistency_text, signed_checkpoint
from ledger.integrity.merkle import root_of
from ledger.integrity.notes import Signer
from ledger.texts import _


class NotContinued(LedgerError):
    """A ledger that does not continue a checkpoint that was made of it."""

    code = "not-continued"


def checkpoint_on(folder: Path, leaves: list[bytes], signer: Signer) -> tuple[Checkpoint, Path, Path | None]:
    """Write the checkpoint over `leaves` to a folder, with the proof that it continues the last one there.

    Raises NotContinued if it does not.
    """
    checkpoint = checkpoint_of(signer.name, leaves)
    before = [one for one in shelf.standing_on(folder) if isinstance(one, shelf.Standing)]
    own = [one.signed.checkpoint for one in before if one.signed.checkpoint.origin == signer.name]
    last = max((one for one in own if 0 < one.size <= len(leaves)), key=lambda one: one.size, default=None)
    if last is not None and root_of(leaves[: last.size]) != last.root:
        raise NotContinued(
            _("the ledger does not continue its checkpoint over {size} entries", size=last.size),
            expected=last.root.hex(),
            found=root_of(leaves[: last.size]).hex(),
            remedy=_("gongguo verify lists what is untrue; sign nothing before it is explained."),
        )
    proof = None
    if last is not None and last.size < len(leaves):
        text = consistency_text(last.size, leaves)
        proof = shelf.put(folder, f"{last.size}-{len(leaves)}.consistency", text)
    present = next((one for one in before if one.signed.checkpoint == checkpoint), None)
    if present is not None:
        return checkpoint, present.path, proof
    return checkpoint, shelf.put(folder, f"{len(leaves)}.checkpoint", signed_checkpoint(checkpoint, signer)), proof
