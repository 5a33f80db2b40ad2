"""Ledgers as earlier versions wrote them: opened, true, and printing the same bytes as then."""

import json
import shutil
from pathlib import Path

import pytest

from ledger.store import FORMAT_VERSION
from tests.office import say
from tests.store.make_ledger import LEDGERS

FORMS = {"json": ("--json",), "zh.txt": ("--lang", "zh"), "en.txt": ("--lang", "en")}
KEPT = sorted(folder.name for folder in LEDGERS.iterdir())


@pytest.fixture(params=KEPT)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    shutil.copy(LEDGERS / request.param / "gongguo.db", tmp_path)
    if request.param != f"format-{FORMAT_VERSION}":
        assert say("log", "--json", folder=tmp_path).error["code"] == "not-a-ledger"
        assert say("upgrade", folder=tmp_path).status == 0
    return LEDGERS / request.param


def test_there_is_one_of_this_format() -> None:
    assert f"format-{FORMAT_VERSION}" in KEPT


def test_every_published_bulletin_prints_the_bytes_of_that_day(kept: Path, tmp_path: Path) -> None:
    printed = sorted(kept.glob("2023-H1.*"))
    assert len(printed) == (0 if kept.name == "format-1" else 6)  # format 1 had no documents
    for file in printed:
        period, edition, form = file.name.split(".", 2)
        said = say("bulletin", "--published", period, "--edition", edition, *FORMS[form], folder=tmp_path)
        assert (said.status, said.out) == (0, file.read_text(encoding="utf-8")), file.name


def test_it_is_true_to_its_entries_and_to_its_bulletins(kept: Path, tmp_path: Path) -> None:
    said = say("verify", "--json", folder=tmp_path)
    assert (said.status, said.json["problems"]) == (0, [])


def test_its_sheets_have_the_figures_of_that_day(kept: Path, tmp_path: Path) -> None:
    then = json.loads((kept / "why.json").read_text(encoding="utf-8"))["sheets"][0]
    now = say("why", "W3", "--as-of", "2024-06-30", "--json", folder=tmp_path).json["sheets"][0]
    assert now["items"].keys() == then["items"].keys()
    for name, item in then["items"].items():
        for figure in ("full", "nominal", "lost", "gained", "points", "state"):
            assert now["items"][name][figure] == item[figure], name
        assert [(line["entry"], line["applied"]) for line in now["items"][name]["lines"]] == [
            (line["entry"], line["applied"]) for line in item["lines"]
        ]
