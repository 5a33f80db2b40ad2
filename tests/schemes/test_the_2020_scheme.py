"""The scheme that comes with the program: its quotations, its sums, its people, and what it contradicts itself in."""

import ast
import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

import ledger
import projections
from ledger.schemes import Item, document_called, roster_called, scheme_from
from ledger.schemes.lint import anomalies
from tests.office import SCHEME

DOCUMENT = document_called(SCHEME)
TWENTY_TWENTY = scheme_from(DOCUMENT)
GENERAL = [item for part in TWENTY_TWENTY.parts for item in part.all_items]
ITEMS = [*GENERAL, *(item for post in TWENTY_TWENTY.posts for item in post.items)]
CONSEQUENCES = {one.id: one.text for one in TWENTY_TWENTY.obligations} | {
    f"outcomes of grade {table.grade}": table.text for table in TWENTY_TWENTY.grades.outcomes
}
QUOTATIONS = {f"{item.clause} {item.id}": item.text for item in ITEMS} | {
    "grades": TWENTY_TWENTY.grades.text, **CONSEQUENCES,
}  # fmt: skip
MOST_SPANS = 2
LEAST_LETTERS = 6

LEDGER, PROJECTIONS = (Path(package.__file__ or "").parent for package in (ledger, projections))
GENERAL_CODE = sorted([*(LEDGER / "facts").rglob("*.py"), *(LEDGER / "schemes" / "rules").rglob("*.py"),
                       *PROJECTIONS.rglob("*.py")])  # fmt: skip


def without_whitespace(text: str) -> str:
    return "".join(text.split())


def adopted_text() -> str:
    roster = roster_called(SCHEME)
    assert roster is not None
    return without_whitespace(roster.with_name("adopted-text.zh.txt").read_text(encoding="utf-8"))


def people() -> list[dict[str, str]]:
    roster = roster_called(SCHEME)
    assert roster is not None
    with roster.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def spans_of(quotation: str, source: str) -> list[str]:
    """Split a quotation, at spaces only, into the fewest spans from the left that occur in the source."""
    words = quotation.split()
    spans = []
    while words:
        length = next((n for n in range(len(words), 0, -1) if "".join(words[:n]) in source), 0)
        assert length, f"not in the adopted text: {words[0]}"
        spans.append("".join(words[:length]))
        words = words[length:]
    return spans


@pytest.mark.parametrize("name", CONSEQUENCES)
def test_what_a_result_makes_somebody_do_is_quoted_without_a_gap(name: str) -> None:
    assert without_whitespace(CONSEQUENCES[name]) in adopted_text()


@pytest.mark.parametrize("name", QUOTATIONS)
def test_a_quotation_is_one_or_two_spans_of_the_adopted_text(name: str) -> None:
    spans = spans_of(QUOTATIONS[name], adopted_text())
    assert 1 <= len(spans) <= MOST_SPANS
    assert min(map(len, spans)) >= LEAST_LETTERS


def test_the_parts_sum_to_100_and_the_items_of_every_part_and_post_to_theirs() -> None:
    parts = {part.id: part for part in TWENTY_TWENTY.parts}
    assert {name: part.points for name, part in parts.items()} == {"daily": 40, "indicators": 40, "evaluation": 20}
    assert sum(item.points for item in parts["daily"].items) == 40
    assert sum(item.points for item in parts["evaluation"].items) == 20
    assert {post.id: sum(item.points for item in post.items) for post in TWENTY_TWENTY.posts} == dict.fromkeys(
        (post.id for post in TWENTY_TWENTY.posts), 40
    )


def test_twelve_people_hold_the_twelve_posts_one_each() -> None:
    held = [row["post"] for row in people()]
    assert len(held) == 12
    assert sorted(held) == sorted(post.id for post in TWENTY_TWENTY.posts)
    assert len({row["id"] for row in people()}) == 12


def test_there_are_111_readings_each_with_a_choice_and_a_reason() -> None:
    readings = TWENTY_TWENTY.readings
    assert len({reading.id for reading in readings}) == len(readings) == 111
    assert [reading.id for reading in readings if not (reading.choices and reading.question and reading.reason)] == []


def named_readings(item: Item) -> Iterator[str]:
    yield from item.readings
    for rule in item.rules:
        yield from rule.readings


def test_every_reading_that_an_item_names_is_there() -> None:
    named = {name for item in ITEMS for name in named_readings(item)}
    assert len(named) > 50
    named |= {name for one in TWENTY_TWENTY.obligations for name in one.readings}
    assert [name for name in sorted(named) if TWENTY_TWENTY.reading(name) is None] == []


def test_the_anomalies_are_those_that_the_text_has() -> None:
    assert [f"{anomaly.item}: {anomaly}" for anomaly in anomalies(TWENTY_TWENTY)] == [
        "daily-4: can lose 10 of 5 points (2, 5, 10 in total for the first, second … entry of absence): "
        "what is beyond has no effect",
        "daily-5: can lose 6 of 5 points (0.5 for each month in which the department published nothing): "
        "what is beyond has no effect",
        "levy: can lose 42.5 of 20 points (0.5 for each whole 10 万元 short of 850, on the last day of the period): "
        "what is beyond has no effect",
        "employment: can lose 25 of 20 points (0.25 for each whole 1 人 short of 100, on the last day of the period): "
        "what is beyond has no effect",
        "daycare: can lose only 1 of 10 points (0.002 for each whole 1 名 short of 500, on the last day of the period)",
        "home-access: can lose only 20 of 30 points "
        "(0.5 for each whole 10 户 short of 400, on the last day of the period)",
    ]


@pytest.mark.parametrize("name", [without_whitespace(row["name"]) for row in people()])
def test_the_scheme_names_posts_and_nobody_who_holds_them(name: str) -> None:
    assert name in adopted_text()
    assert name not in without_whitespace(DOCUMENT)


def constants_in_use(tree: ast.AST) -> Iterator[object]:
    """Yield the constants of a module but those that only describe it: docstrings, and examples of reports."""
    if isinstance(tree, ast.Constant):
        yield tree.value
    for child in ast.iter_child_nodes(tree):
        is_description = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
        is_example = isinstance(child, ast.keyword) and child.arg == "example"
        if not (is_description or is_example):
            yield from constants_in_use(child)


@pytest.mark.parametrize("path", GENERAL_CODE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_kinds_the_rules_and_the_readers_know_nothing_of_2020_or_of_xiangxi(path: Path) -> None:
    constants = [str(constant) for constant in constants_in_use(ast.parse(path.read_text(encoding="utf-8")))]
    assert [text for text in constants if any(word in text.casefold() for word in ("2020", "xiangxi", "湘西"))] == []
