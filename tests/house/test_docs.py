"""docs/ cannot lie: the pages with a story are told again, and what they print is compared."""

import re
from pathlib import Path

import pytest

from ledger.texts import use_language
from tests.house.pages import DATABASE, DOCS, PIECE, Telling, holds
from tests.postgres import Server

STORIES = sorted(page.name for page in DOCS.glob("*.md") if PIECE.search(page.read_text(encoding="utf-8"))
                 and page.name != "errors.md")  # fmt: skip


@pytest.mark.parametrize("name", STORIES)
def test_a_page_prints_what_its_commands_say(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    page = DOCS / name
    text = page.read_text(encoding="utf-8")
    server: Server | None = request.getfixturevalue("postgres") if DATABASE in text else None
    telling = Telling(
        tmp_path, "zh" if ".zh." in name else "en", server.office().partition("clerk")[2] if server else DATABASE
    )
    told = telling.again(text)
    use_language("en")
    assert "Traceback" not in told and "unforeseen" not in told
    assert holds(page, told)


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda page: page.name)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_promise_names_a_test_that_there_is() -> None:
    promises = (DOCS / "invariants.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[a-z_/]+\.py)(?:::(\w+))?(?:::(\w+))?`", promises)
    assert len(named) >= 17
    for file, *names in named:
        source = (DOCS.parent / file).read_text(encoding="utf-8")
        for name in filter(None, names):
            assert re.search(rf"^\s*(def|class) {name}\b", source, flags=re.MULTILINE), (file, name)


def test_a_page_in_one_language_types_the_same_as_in_the_other() -> None:
    def typed(page: Path) -> list[str]:
        return re.findall(r"^\$ .*$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)

    for chinese in DOCS.glob("*.zh.md"):
        assert typed(chinese) == typed(chinese.with_name(chinese.name.replace(".zh.", ".en."))), chinese.name
