"""A dossier opened by a browser, on the screen and as it is printed, in both languages: pytest -n 0 -m browser

It takes Chromium, and pdftotext of poppler-utils to read what was printed.
"""

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from tests.office import Clerk, today_at_the_office

pytestmark = pytest.mark.browser

ROSTER = "id,name,department,post,party_member,enrolled_on,assessed\nT1,甲,办公室,office-web,no,2020-01-01,yes\n"
SAID = {
    "zh": ("甲的申诉档案", "得分走势", "逐笔扣分与加分", "扣完5分止", "模拟，非决定", "申诉案件", "如何核验"),
    "en": ("Dossier of 甲", "The course of the score", "Every point lost or gained", "扣完5分止", "Simulation",
           "Case #", "How to verify this"),
}  # fmt: skip


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """甲 was absent three times and late forty times in 2020; the half year is out, and 甲 appeals."""
    clerk = Clerk(tmp_path_factory.mktemp("office"))
    (clerk.folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    rows = [f"absence,甲,2020-0{month}-07" for month in (3, 4, 5)]
    rows += [f"late-arrival,甲,2020-0{month}-{day}" for month in (2, 3, 4, 5) for day in range(10, 20)]
    (clerk.folder / "rows.csv").write_text("kind,person,occurred_on\n" + "\n".join(rows) + "\n", encoding="utf-8")
    for words in (("init", "--roster", "roster.csv"), ("import", "rows.csv"),
                  ("bulletin", "--period", "2020-H1", "--publish"),
                  ("appeal", "file", "甲", "--entries", "3,4", "--grounds", "当日请假", "--against", "2020-H1",
                   "--route", "civil-servant", "--on", today_at_the_office())):  # fmt: skip
        said = clerk(*words, "--by", "庚")
        assert said.status == 0, said.err
    return clerk


@pytest.fixture(scope="module", params=["zh", "en"])
def page(office: Clerk, request: pytest.FixtureRequest) -> tuple[Path, str]:
    path = office.folder / f"{request.param}.html"
    assert office("dossier", "甲", "-o", str(path), "--as-of", "2020-06-30", "--lang", request.param).status == 0
    return path, request.param


def browse(page: Path, *options: str) -> str:
    """Open a page without a window and without a network; return what the browser prints."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert program, "this test takes Chromium: apt-get install chromium"
    profile = page.parent / "profile"
    command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
               f"--user-data-dir={profile}", "--host-resolver-rules=MAP * ~NOTFOUND", *options,
               page.as_uri()]  # fmt: skip
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout.decode()


def test_the_page_is_read_whole_by_the_browser(page: tuple[Path, str]) -> None:
    path, language = page
    read = browse(path, "--dump-dom")
    assert all(said in read for said in SAID[language])
    assert read.count("<table") == path.read_text(encoding="utf-8").count("<table")
    assert f'lang="{"zh-CN" if language == "zh" else "en"}"' in read and "<svg" in read


def test_it_is_printed_on_some_sheets_of_a4_with_all_that_it_says(page: tuple[Path, str]) -> None:
    path, language = page
    printed = path.with_suffix(".pdf")
    browse(path, "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    text = subprocess.run(["pdftotext", "-layout", printed, "-"], check=True, capture_output=True).stdout.decode()
    information = subprocess.run(["pdfinfo", printed], check=True, capture_output=True).stdout.decode()
    assert all(said in text for said in SAID[language])
    assert "A4" in information and 3 <= text.count("\f") <= 12
    heading = "发生日期" if language == "zh" else "recorded"
    assert text.count(heading) > 2, "a table of forty rows repeats its headings on the next sheet"


@pytest.mark.parametrize("width", [1000, 390])
def test_nothing_stands_beyond_the_edge_of_the_screen(page: tuple[Path, str], width: int) -> None:
    """On a desk and on a telephone: the last column of pixels is white from top to bottom."""
    path, language = page
    picture = path.with_name(f"{language}-{width}.png")
    browse(path, f"--window-size={width},3000", f"--screenshot={picture}")
    shown = Image.open(picture).convert("L")
    edge = shown.crop((shown.width - 3, 0, shown.width, shown.height))
    assert edge.getextrema() == (255, 255)
    assert sum(shown.histogram()[:128]) > 5000, "the page is not empty"
