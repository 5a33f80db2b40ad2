"""The Merkle tree over the stored entries (RFC 6962, section 2.1): roots, and proofs that anybody can check.

A leaf is SHA-256(0x00 ‖ blob) and stands in the table beside its blob; a node is SHA-256(0x01 ‖ left ‖ right). The
algorithms of verification are those of RFC 9162, sections 2.1.3.2 and 2.1.4.2. A root does not bind the size of its
tree: take the size from a signed checkpoint only.
"""

import hashlib
from collections.abc import Iterator, Sequence

from ledger.errors import LedgerError
from ledger.texts import _

NODE_PREFIX = b"\x01"
EMPTY_ROOT = hashlib.sha256(b"").digest()
HASH_BYTES = 32


class ProofRefused(LedgerError):
    """A proof that does not prove what it is for."""

    code = "proof-refused"


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over its two subtrees."""
    return hashlib.sha256(NODE_PREFIX + left + right).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes, in order of entry number."""
    level = list(leaves)
    if not level:
        return EMPTY_ROOT
    while len(level) > 1:
        paired = [node_hash(left, right) for left, right in zip(level[::2], level[1::2], strict=False)]
        level = paired + level[len(paired) * 2 :]
    return level[0]


def inclusion_proof(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Return the hashes that lead from leaf `index` (from 0) to the root over all of `leaves` (RFC 9162, 2.1.3.1)."""
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(index, leaves[:split]), root_of(leaves[split:])]
    return [*inclusion_proof(index - split, leaves[split:]), root_of(leaves[:split])]


def consistency_proof(first: int, leaves: Sequence[bytes]) -> list[bytes]:
    """Return the hashes that show the tree over the first `first` leaves to be a beginning of that over all of them.

    `first` is from 1 to the number of leaves (RFC 9162, 2.1.4.1).
    """
    return _subproof(first, leaves, is_whole=True)


def _subproof(first: int, leaves: Sequence[bytes], *, is_whole: bool) -> list[bytes]:
    if first == len(leaves):
        return [] if is_whole else [root_of(leaves)]
    split = _split(len(leaves))
    if first <= split:
        return [*_subproof(first, leaves[:split], is_whole=is_whole), root_of(leaves[split:])]
    return [*_subproof(first - split, leaves[split:], is_whole=False), root_of(leaves[:split])]


def _split(size: int) -> int:
    """Return the largest power of two smaller than `size`, which is at least 2."""
    return 1 << (size - 1).bit_length() - 1


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> None:
    """Check that `leaf` is leaf `index` (from 0) of the tree of this size and root. Raises ProofRefused."""
    _check_hashes([leaf, *proof])
    if not 0 <= index < size:
        raise _refused(_("a leaf of the tree"), _("leaf {index} of {size}", index=index, size=size))
    computed = leaf
    for hashed, stands_left in _path(index, size - 1, proof):
        computed = node_hash(hashed, computed) if stands_left else node_hash(computed, hashed)
    _check_root(root, computed)


def verify_consistency(
    first: int, second: int, first_root: bytes, second_root: bytes, proof: Sequence[bytes]
) -> None:  # fmt: skip
    """Check that the tree of size `first` is the beginning of that of size `second`. Raises ProofRefused."""
    _check_hashes(proof)
    if not 0 < first <= second:
        raise _refused(_("sizes that grow from 1 on"), f"{first}, {second}")
    if first == second:
        # Nothing is between the two: a proof has nothing to say.
        list(_path(0, 0, proof))
        _check_root(first_root, second_root)
        return
    # The root of a complete first tree is not in the proof: it is known.
    path = list(proof) if first & (first - 1) else [first_root, *proof]
    if not path:
        raise _refused(_("a longer proof"), _("{count} hashes", count=0))
    node, last = first - 1, second - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for hashed, stands_left in _path(node, last, path[1:]):
        old = node_hash(hashed, old) if stands_left else old
        new = node_hash(hashed, new) if stands_left else node_hash(new, hashed)
    _check_root(first_root, old)
    _check_root(second_root, new)


def _path(node: int, last: int, hashes: Sequence[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield each hash on the way from a node up to the root, and whether it stands to the left.

    `last` is the place of the last node of the level. Raises ProofRefused when the hashes end too early or too late.
    """
    for hashed in hashes:
        if last == 0:
            raise _refused(_("a shorter proof"), _("{count} hashes", count=len(hashes)))
        stands_left = bool(node & 1) or node == last
        yield hashed, stands_left
        # The last node of a level that is the only child of its parent rises with it. (It is never node 0 here.)
        while stands_left and not node & 1:
            node, last = node >> 1, last >> 1
        node, last = node >> 1, last >> 1
    if last:
        raise _refused(_("a longer proof"), _("{count} hashes", count=len(hashes)))


def _check_hashes(hashes: Sequence[bytes]) -> None:
    for hashed in hashes:
        if len(hashed) != HASH_BYTES:
            raise _refused(_("hashes of {count} bytes", count=HASH_BYTES), str(len(hashed)))


def _check_root(expected: bytes, found: bytes) -> None:
    if expected != found:
        raise _refused(_("the root {root}", root=expected.hex()), found.hex())


def _refused(expected: str, found: str) -> ProofRefused:
    return ProofRefused(_("the proof does not hold"), expected=expected, found=found)
