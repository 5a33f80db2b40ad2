"""The ledger against its checkpoints: does it continue what was signed of it, and did this key sign that?

A ledger that was rewritten whole, cut short or built anew is true to itself; only what stands outside can tell.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from ledger.integrity.merkle import root_of
from ledger.integrity.notes import SignatureRefused, Verifier, check_signed
from ledger.integrity.shelf import Standing
from ledger.integrity.untruths import Untruth
from ledger.texts import _


def untruths_of(standing: Standing, leaves: Sequence[bytes], verifier: Verifier | None) -> Iterator[Untruth]:
    """Yield what of a checkpoint is untrue of the ledger with these leaves, computed from its blobs.

    `verifier` is the key that has to have signed it; None: nobody's signature is checked.
    """
    checkpoint, note = standing.signed
    name = standing.path.name
    if verifier is not None:
        try:
            check_signed(note, verifier)
        except SignatureRefused as error:
            yield Untruth(None, f"{name}: {error.what}", error.expected, error.found)
            return
    if checkpoint.size > len(leaves):
        what = _("{file}: the ledger has fewer entries than were signed", file=name)
        yield Untruth(None, what, str(checkpoint.size), str(len(leaves)))
        return
    root = root_of(leaves[: checkpoint.size])
    if root != checkpoint.root:
        what = _("{file}: the first {size} entries are not those that were signed", file=name, size=checkpoint.size)
        yield Untruth(None, what, checkpoint.root.hex(), root.hex())


def unreadable(path: Path, reason: object) -> Untruth:
    """Return what is untrue of a file that should be a checkpoint and is none."""
    return Untruth(None, _("{file} is no checkpoint", file=path.name), _("a signed checkpoint"), str(reason))
