"""The tree against the reference cases of RFC 6962, and against itself for every size up to 70."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from ledger.integrity import merkle

VECTORS = json.loads(Path(__file__).with_name("rfc6962.json").read_text(encoding="utf-8"))
MOST = 70
LEAVES = [hashlib.sha256(b"\x00" + bytes([number])).digest() for number in range(MOST)]
ROOTS = [merkle.root_of(LEAVES[:size]) for size in range(MOST + 1)]


def hashes(case: dict[str, Any], name: str) -> Any:
    value = case[name]
    if isinstance(value, str):
        return base64.b64decode(value)
    return [base64.b64decode(each) for each in value or []]


def holds(check: Any, *arguments: Any) -> bool:
    try:
        check(*arguments)
    except merkle.ProofRefused:
        return False
    return True


@pytest.mark.parametrize("case", VECTORS["inclusion"], ids=lambda case: case["case"])
def test_a_reference_case_of_inclusion(case: dict[str, Any]) -> None:
    arguments = (hashes(case, name) for name in ("leafHash", "proof", "root"))
    assert holds(merkle.verify_inclusion, case["leafIdx"], case["treeSize"], *arguments) is not case["wantErr"]


@pytest.mark.parametrize("case", VECTORS["consistency"], ids=lambda case: case["case"])
def test_a_reference_case_of_consistency(case: dict[str, Any]) -> None:
    arguments = (hashes(case, name) for name in ("root1", "root2", "proof"))
    assert holds(merkle.verify_consistency, case["size1"], case["size2"], *arguments) is not case["wantErr"]


def test_the_196_reference_cases_are_there() -> None:
    assert len(VECTORS["inclusion"]) + len(VECTORS["consistency"]) == 196


def test_the_root_is_that_of_the_definition() -> None:
    """RFC 6962, 2.1: the tree over n leaves is that over the largest power of two below n, and that over the rest."""

    def defined(leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return leaves[0]
        split = 1
        while split * 2 < len(leaves):
            split *= 2
        return hashlib.sha256(b"\x01" + defined(leaves[:split]) + defined(leaves[split:])).digest()

    assert ROOTS[0] == hashlib.sha256(b"").digest()
    assert ROOTS[1:] == [defined(LEAVES[:size]) for size in range(1, MOST + 1)]


def test_every_leaf_of_every_tree_is_proved_and_nothing_else_is() -> None:
    for size in range(1, MOST + 1):
        for index in range(size):
            proof = merkle.inclusion_proof(index, LEAVES[:size])
            merkle.verify_inclusion(index, size, LEAVES[index], proof, ROOTS[size])
            other = LEAVES[(index + 1) % MOST]
            for wrong in (
                (index, size, other, proof, ROOTS[size]),
                (index, size, LEAVES[index], proof, ROOTS[size - 1]),
                (index, size, LEAVES[index], [*proof, other], ROOTS[size]),
                (index, size, LEAVES[index], proof[:-1], ROOTS[size]) if proof else (size, size, other, [], other),
                (size, size, LEAVES[index], proof, ROOTS[size]),
                (-1, size, LEAVES[index], proof, ROOTS[size]),
            ):
                assert not holds(merkle.verify_inclusion, *wrong)


def test_every_tree_is_proved_to_begin_every_larger_one_and_no_other() -> None:
    for second in range(1, MOST + 1):
        for first in range(1, second + 1):
            proof = merkle.consistency_proof(first, LEAVES[:second])
            merkle.verify_consistency(first, second, ROOTS[first], ROOTS[second], proof)
            other = LEAVES[0]
            for wrong in (
                (first, second, ROOTS[first - 1], ROOTS[second], proof),
                (first, second, ROOTS[first], ROOTS[second - 1], proof),
                (first, second, ROOTS[first], ROOTS[second], [*proof, other]),
                (first, second, ROOTS[first], ROOTS[second], proof[:-1]) if proof else (0, 1, other, other, []),
                (second + 1, second, ROOTS[first], ROOTS[second], proof),
                (0, second, ROOTS[0], ROOTS[second], proof),
            ):
                assert not holds(merkle.verify_consistency, *wrong)


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_hash_of_another_length_is_refused(length: int) -> None:
    assert not holds(merkle.verify_inclusion, 0, 1, bytes(length), [], bytes(length))
    assert not holds(merkle.verify_consistency, 1, 2, LEAVES[0], ROOTS[2], [bytes(length)])
