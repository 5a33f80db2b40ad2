"""Every small mutation of a line of the verifier is noticed by the reference cases or by all trees up to 70 leaves.

A mutation that is not noticed has to be listed below as one that changes nothing.
"""

import ast
import inspect
import signal
from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Any

from ledger.integrity import merkle
from tests.integrity.test_merkle import LEAVES, MOST, ROOTS, VECTORS, hashes

VERIFIERS = ("verify_inclusion", "verify_consistency", "_path", "_check_root")
COMPARISONS = {ast.Lt: [ast.LtE, ast.Gt], ast.LtE: [ast.Lt, ast.Gt], ast.Eq: [ast.NotEq, ast.LtE],
               ast.NotEq: [ast.Eq, ast.Lt]}  # fmt: skip
OPERATORS = {ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.RShift: ast.LShift}

# What nothing can notice, and why.
EQUIVALENT = {
    "verify_consistency: 0 -> 1": "_path(1, 0, proof): the place of a node on a level of one is not looked at",
    "_path: last == 0 -> last <= 0": "last is never below 0",
}


class Mutator(ast.NodeTransformer):
    """Makes one mutation: the one at `wanted`, counted over all places and ways in which a function can be mutated."""

    def __init__(self, wanted: int) -> None:
        self.wanted, self.seen, self.done = wanted, 0, ""

    def _turn(self) -> bool:
        self.seen += 1
        return self.seen - 1 == self.wanted

    def _made(self, node: Any, changed: Any) -> Any:
        self.done = f"{ast.unparse(node)} -> {ast.unparse(changed)}"
        return ast.copy_location(changed, node)

    def visit_Compare(self, node: ast.Compare) -> Any:
        self.generic_visit(node)
        for place, operator in enumerate(node.ops):
            for other in COMPARISONS.get(type(operator), []):
                if self._turn():
                    operators = [*node.ops]
                    operators[place] = other()
                    return self._made(node, ast.Compare(node.left, operators, node.comparators))
        return node

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        self.generic_visit(node)
        if type(node.op) in OPERATORS and self._turn():
            return self._made(node, ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right))
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> Any:
        self.generic_visit(node)
        for place in range(len(node.values)):
            if self._turn():
                rest = [value for other, value in enumerate(node.values) if other != place]
                return self._made(node, rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest))
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> Any:
        self.generic_visit(node)
        return self._made(node, node.operand) if isinstance(node.op, ast.Not) and self._turn() else node

    def visit_IfExp(self, node: ast.IfExp) -> Any:
        self.generic_visit(node)
        return self._made(node, ast.IfExp(node.test, node.orelse, node.body)) if self._turn() else node

    def visit_Constant(self, node: ast.Constant) -> Any:
        if isinstance(node.value, int) and not isinstance(node.value, bool) and self._turn():
            return self._made(node, ast.Constant(node.value + 1))
        return node

    def visit_Raise(self, node: ast.Raise) -> Any:
        return self._made(node, ast.Pass()) if self._turn() else node

    def visit_Expr(self, node: ast.Expr) -> Any:
        self.generic_visit(node)
        is_a_check = isinstance(node.value, ast.Call)
        return self._made(node, ast.Pass()) if is_a_check and self._turn() else node

    def visit_Call(self, node: ast.Call) -> Any:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "node_hash" and self._turn():
            return self._made(node, ast.Call(node.func, node.args[::-1], []))
        return node


def mutants() -> Iterator[tuple[str, str, ModuleType]]:
    source = ast.parse(inspect.getsource(merkle))
    for name in VERIFIERS:
        wanted = 0
        while True:
            tree = ast.parse(ast.unparse(source))
            function = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
            mutator = Mutator(wanted)
            tree.body[tree.body.index(function)] = mutator.visit(function)
            if not mutator.done:
                break
            module = ModuleType("mutant")
            exec(compile(ast.fix_missing_locations(tree), "mutant", "exec"), module.__dict__)
            yield name, mutator.done, module
            wanted += 1


def is_noticed(mutant: ModuleType) -> bool:
    """Whether the mutant answers some case otherwise than it should, falls, or never ends."""

    def too_long(*_signal: Any) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, too_long)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.5)  # seconds of this processor; the verifier itself takes a tenth
    try:
        return not all(holds(mutant, *question) is expected for question, expected in cases())
    except Exception:
        return True
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@cache
def cases() -> list[tuple[tuple[Any, ...], bool]]:
    """Every question to a verifier, its name first, and whether the proof holds; made once for all the mutants."""
    return [*reference_cases(), *wrong_cuts(), *cases_of_all_small_trees()]


def reference_cases() -> Iterator[tuple[tuple[Any, ...], bool]]:
    for case in VECTORS["inclusion"]:
        given = (case["leafIdx"], case["treeSize"], *(hashes(case, name) for name in ("leafHash", "proof", "root")))
        yield ("verify_inclusion", *given), not case["wantErr"]
    for case in VECTORS["consistency"]:
        given = (case["size1"], case["size2"], *(hashes(case, name) for name in ("root1", "root2", "proof")))
        yield ("verify_consistency", *given), not case["wantErr"]


def wrong_cuts() -> Iterator[tuple[tuple[Any, ...], bool]]:
    """The same bytes cut at another place are another leaf."""
    left, right = LEAVES[0], LEAVES[1]
    yield ("verify_consistency", 1, 2, left[:31], ROOTS[2], [left[31:] + right]), False
    yield ("verify_inclusion", 0, 2, left[:31], [left[31:] + right], ROOTS[2]), False


def cases_of_all_small_trees() -> Iterator[tuple[tuple[Any, ...], bool]]:
    for size in range(1, MOST + 1):
        for index in range(0, size, 3 if size > 20 else 1):
            first = index + 1
            proof = merkle.inclusion_proof(index, LEAVES[:size])
            for wrong in (proof, proof[:-1], [*proof, LEAVES[0]]):
                yield ("verify_inclusion", index, size, LEAVES[index], wrong, ROOTS[size]), wrong == proof
            proof = merkle.consistency_proof(first, LEAVES[:size])
            for wrong in (proof, proof[:-1], [*proof, LEAVES[0]]):
                yield ("verify_consistency", first, size, ROOTS[first], ROOTS[size], wrong), wrong == proof
            yield ("verify_consistency", first, size, ROOTS[0], ROOTS[size], proof), False


def holds(mutant: ModuleType, verifier: str, *given: Any) -> bool:
    try:
        getattr(mutant, verifier)(*given)
    except mutant.ProofRefused:
        return False
    return True


def test_the_verifier_itself_answers_every_case() -> None:
    assert not is_noticed(merkle)


def test_every_mutation_is_noticed_or_changes_nothing() -> None:
    made = list(mutants())
    unnoticed = [f"{name}: {done}" for name, done, mutant in made if not is_noticed(mutant)]
    print(f"\n{len(made)} mutations, {len(made) - len(unnoticed)} noticed; equivalent: {EQUIVALENT}")
    assert len(made) > 70
    assert unnoticed == list(EQUIVALENT)
