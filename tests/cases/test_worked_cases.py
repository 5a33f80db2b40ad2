"""The worked cases: rosters and entries with the results that a separate program computed from the specification.

Run through the real commands, as another program would: init, import, bulletin --json and why --json at every cut.
"""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from tests.office import Clerk
from tests.postgres import on_both

HERE = Path(__file__).parent
CASES = sorted(path.name for path in HERE.iterdir() if (path / "expected.json").exists())
FIGURES = ("total", "out_of", "net")
ITEM_FIGURES = ("full", "nominal", "lost", "gained", "points")


@on_both
@pytest.mark.parametrize("case", CASES)
def test_every_figure_and_every_line_of_a_worked_case(case: str, clerk: Clerk) -> None:
    folder = HERE / case
    assert clerk("init", "--roster", str(folder / "roster.csv")).status == 0
    imported = clerk("import", str(folder / "entries.jsonl"), "--json").json
    again = clerk("import", str(folder / "entries.jsonl"), "--json").json
    assert (again["recorded"], again["skipped"]) == (0, imported["recorded"])
    first = imported["first_entry"]
    for cut in json.loads((folder / "expected.json").read_text()):
        row = cut["known_at_row"]
        options = ["--as-of", cut["as_of"], "--year", str(cut["year"])]
        options += [] if row is None else ["--known-at", str(first + row - 1)]
        rows = clerk("bulletin", *options, "--json").json["rows"]
        assert [found["id"] for found in rows] == [expected["id"] for expected in cut["rows"]]
        for found, expected in zip(rows, cut["rows"], strict=True):
            check_figures(found, expected)
        for expected in cut["rows"][:: max(1, len(cut["rows"]) // 4)]:
            why = clerk("why", expected["id"], *options, "--json").json["sheets"][0]
            check_figures(why, expected)
            check_lines(why, expected, first)


def check_figures(found: dict, expected: dict) -> None:
    where = f"{expected['id']}"
    assert [Decimal(found[name]) for name in FIGURES] == [Decimal(expected[name]) for name in FIGURES], where
    for name in ("final", "rank", "grade"):
        assert found[name] == expected[name], where
    assert list(found["items"]) == list(expected["items"]), where
    for item, figures in expected["items"].items():
        given = found["items"][item]
        assert given["state"] == figures["state"], (where, item)
        for name in ITEM_FIGURES:
            assert Decimal(given[name]) == Decimal(figures[name]), (where, item, name)


def check_lines(why: dict, expected: dict, first: int) -> None:
    for item, figures in expected["items"].items():
        lines = why["items"][item]["lines"]
        cited = sorted(
            (str(None if line["entry"] is None else line["entry"] - first + 1), Decimal(line["applied"]))
            for line in lines
            if Decimal(line["applied"])
        )
        assert cited == sorted((str(row), Decimal(applied)) for row, applied in figures["lines"]), (why["id"], item)
        balance = Decimal(why["items"][item]["full"]) + sum(Decimal(line["applied"]) for line in lines)
        assert balance == Decimal(why["items"][item]["points"]), (why["id"], item)
