"""The house: who imports whom, where each library lives, and that every module can be loaded alone."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = {
    ROOT / "ledger" / "locale" / "update.py",  # run by hand, with Babel
    ROOT / "commands" / "documents" / "make_bulletin_template.py",  # run by hand
}
MODULES = sorted(
    path
    for package in ("ledger", "projections", "commands")
    for path in (ROOT / package).rglob("*.py")
    if path not in TOOLS
)
MOST_LINES = 300

# From the bottom of the ledger to the top of the face: a room imports from rooms below it, and from its own.
FLOORS = [
    ["ledger.texts", "ledger.errors", "ledger.values"],
    ["ledger.facts"],
    ["ledger.entry"],
    ["ledger.schemes", "ledger.history", "ledger.codec"],
    ["ledger.people"],
    ["ledger.remedies"],
    ["ledger.decisions"],
    ["ledger.store"],
    ["ledger.ledger", "ledger.integrity"],
    ["ledger.knowing"],
    ["ledger.application"],
    ["commands.wiring", "commands.options"],
    ["commands.intake"],
    ["commands.terminal", "commands.asking"],
    ["commands.documents"],
    ["commands.candidates"],
    ["commands.entries", "commands.proofs"],
    ["commands.appeals"],
    ["commands.reports"],
    ["commands.bulletins", "commands.keeping"],
    ["commands.schemes"],
    ["commands.main"],
]
HOMES = {
    "click": ["commands"],
    "docx": ["commands.documents"],
    "docxtpl": ["commands.documents.bulletin.docx"],
    "weasyprint": ["commands.documents.bulletin.pdf"],
    "tabulate": ["commands.terminal.tables"],
    "sqlalchemy": ["ledger.store"],
    "eventsourcing": ["ledger.application", "ledger.store"],
    "psycopg": ["ledger.store.postgres"],
    "sqlite3": ["ledger.store.sqlite"],
    "pypinyin": ["ledger.people.pinyin"],
    "chinese_calendar": ["ledger.remedies.working_days"],
    "python_calamine": ["commands.intake._calamine"],
    "openpyxl": ["commands.documents"],
    "cryptography": ["ledger.integrity"],
}
OUTSIDE_THE_LEDGER = ("commands", "projections")


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def floor_of(name: str) -> int | None:
    for floor, rooms in enumerate(FLOORS):
        if any(name == room or name.startswith(room + ".") for room in rooms):
            return floor
    return None


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_its_place_allows(path: Path) -> None:
    name = name_of(path)
    for imported in imports_of(path):
        top = imported.partition(".")[0]
        if name.startswith("ledger"):
            assert top not in OUTSIDE_THE_LEDGER, f"{name} imports {imported}: the ledger knows neither"
        if name.startswith("projections"):
            assert top != "commands", f"{name} imports {imported}: projections print nothing"
            assert not imported.startswith(("ledger.store", "ledger.application", "ledger.decisions")), imported
        for library, homes in HOMES.items():
            if top == library:
                assert any(name == home or name.startswith(home + ".") for home in homes), f"{name} imports {library}"
        below, here = floor_of(imported), floor_of(name)
        if below is not None and here is not None:
            assert below <= here, f"{name} imports {imported} from above"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


LOADS_EACH_ALONE = """
import importlib, os, sys, traceback
import click, cryptography.hazmat.primitives.asymmetric.ed25519, eventsourcing.application, jinja2, msgspec, openpyxl
import sqlalchemy, tabulate
for name in sys.argv[1:]:
    child = os.fork()
    if child == 0:
        try:
            importlib.import_module(name)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        sys.exit(f"{name} does not load alone")
"""


def test_every_module_loads_alone() -> None:
    """Each in a process that has loaded none of ours before it, so that no circle of imports hides."""
    names = [name_of(path) for path in MODULES]
    loaded = subprocess.run(
        [sys.executable, "-c", LOADS_EACH_ALONE, *names], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert loaded.returncode == 0, loaded.stderr


def test_decisions_and_facts_do_not_know_the_rules_arithmetic() -> None:
    for path in MODULES:
        if name_of(path).startswith(("ledger.decisions", "ledger.facts")):
            assert not [imported for imported in imports_of(path) if imported.startswith("ledger.schemes.rules")]
