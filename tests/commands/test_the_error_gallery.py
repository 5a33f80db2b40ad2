"""docs/errors.md: what people read when something is wrong, in both languages, from real runs.

UPDATE_SNAPSHOTS=1 writes the page anew, to be looked at. Every scene also keeps the ledger as it was, or true.
"""

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.gallery import CHAPTERS, ROSTER, Scene
from tests.commands.gallery_of_papers import PAPERS
from tests.commands.gallery_of_servers import HERE, SERVERS, served
from tests.office import Said, say

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"
HEAD = """# What goes wrong, and what is said 出错时的提示

Every error says what was expected, what was found and what to do; it loses nothing and shows no traceback. This page
is written by a test from real runs: each scene is done for real, and printed first in Chinese, then in English. The
exit status is 0 when it is done, 1 refused or failed, 2 wrong usage, 3 when `verify` finds the ledger untrue. With
`--json` the same stands on standard error as `{"error": {"code": …, "message": …, "expected": …, "found": …}}`.

每条提示都写明应为什么、实为什么、怎么办；不丢失任何内容。本页由测试据实际运行写成，先中文，后英文。
退出码：0 完成；1 拒绝或失败；2 用法有误；3 核验发现不实。
"""
WITH_A_SERVER = ("A ledger in PostgreSQL", "PostgreSQL 中的台账")
ALL = {**CHAPTERS, ("Papers that are taken away", "带走的文件"): PAPERS, WITH_A_SERVER: SERVERS}
SCENES = [(chapter, scene) for chapter, scenes in ALL.items() for scene in scenes]


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gallery") / "office"
    folder.mkdir()
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    assert say("init", "--roster", "roster.csv", "--by", "clerk", folder=folder).status == 0
    return folder


@pytest.fixture(scope="session")
def on_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with served(tmp_path_factory.mktemp("served")) as here:
        HERE.append(here)
        yield
        HERE.clear()


def shown(said: Said, folder: Path) -> str:
    text = (said.out + said.err).replace(str(folder), "…").strip("\n")
    text = re.sub(r"(…|/tmp)[^ ]*/(?=gongguo\.db|roster)", "", text)
    text = re.sub(r"20(2[6-9]|[3-9]\d)-\d\d-\d\d", "2026-07-01", text)
    return "\n".join(line if len(line) <= 400 else line[:400] + " …" for line in text.splitlines())


def played(scene: Scene, founded: Path, tmp_path: Path) -> str:
    """Play a scene in both languages, each in an office of its own; return its part of the page."""
    texts = []
    for language in ("zh", "en"):
        folder = tmp_path / language
        shutil.copytree(founded, folder)
        said = scene.run(folder, language)
        assert "Traceback" not in said.out + said.err and "unforeseen" not in said.err
        assert said.status == scene.status, (scene.en, said)
        texts.append(shown(said, folder))
        keeps_what_it_had(folder, scene)
    body = "\n\n".join(text for text in texts if text)
    return f"### {scene.en} {scene.zh}\n\n```console\n$ {scene.typed}\n{body}\n```\n\nExit status {scene.status}.\n"


def keeps_what_it_had(folder: Path, scene: Scene) -> None:
    """After every scene but those that harm the ledger itself, its entries are there and true."""
    if scene.status == 3 or "newer version" in scene.en:
        return
    connection = sqlite3.connect(folder / "gongguo.db")
    assert connection.execute("SELECT COUNT(*) FROM entries WHERE number <= 4").fetchone() == (4,)
    connection.close()
    assert say("verify", folder=folder).status == 0


@pytest.mark.parametrize(("chapter", "scene"), SCENES, ids=[scene.en for _chapter, scene in SCENES])
def test_the_page_has_what_is_said(
    chapter: tuple[str, str], scene: Scene, founded: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:  # fmt: skip
    if chapter == WITH_A_SERVER:
        request.getfixturevalue("on_servers")
    part = played(scene, founded, tmp_path)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        _parts[scene.en] = part
        if len(_parts) == len(SCENES):
            PAGE.parent.mkdir(exist_ok=True)
            PAGE.write_text(page_of(_parts), encoding="utf-8")
        return
    assert part in PAGE.read_text(encoding="utf-8")


_parts: dict[str, str] = {}


def page_of(parts: dict[str, str]) -> str:
    """Return the whole page from its parts."""
    lines = [HEAD]
    for (en, zh), scenes in ALL.items():
        lines += [f"## {en} {zh}\n", *(parts[scene.en] for scene in scenes)]
    return "\n".join(lines)


def test_the_page_has_nothing_else() -> None:
    headings = re.findall(r"^### (.*)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert headings == [f"{scene.en} {scene.zh}" for _chapter, scene in SCENES]
    assert len(set(headings)) == len(headings)
