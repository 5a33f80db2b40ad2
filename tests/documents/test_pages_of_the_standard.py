"""A bulletin on paper, as LibreOffice prints its Word file and as WeasyPrint makes its PDF: pytest -m browser

GB/T 9704-2012: A4, a type area of 156 × 225 mm that begins 37 mm from above and 28 mm from the left, 22 lines of 28
characters, page numbers in 4号 on the outer side. What is measured is what is printed, in millimetres.
"""

import copy
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from PIL import Image, ImageChops

from tests.documents.opened import DOTS_PER_MM, Word, converted, ink, pages_of, told_by, words_of
from tests.office import Clerk

pytestmark = pytest.mark.browser

NAMES = ["".join(pair) for pair in itertools.permutations("甲乙丙丁戊己庚辛壬癸", 2)][:60]
FULL_PAGE = "汉" * 28 * 22
MISSING = "\U0010fffd"  # no typeface has it: a box
BULLETIN = ("bulletin", "--period", "2020-H1")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """Sixty people; the half year is out, and then 甲乙 turns out to have been late in June."""
    clerk = Clerk(tmp_path_factory.mktemp("paper"))
    rows = [f"T{at},{name},组织教育就业人事部,org-levy,no,,yes\n" for at, name in enumerate(NAMES, 1)]
    roster = "id,name,department,post,party_member,enrolled_on,assessed\n" + "".join(rows)
    (clerk.folder / "roster.csv").write_text(roster, encoding="utf-8")
    for words in (
        ("init", "--roster", "roster.csv"),
        (*BULLETIN, "--publish", "--number", "州残联通报〔2020〕1号"),
        ("record", "late-arrival", NAMES[0], "--on", "2020-06-10"),
    ):
        said = clerk(*words, "--by", "办公室", GONGGUO_LANG="zh")
        assert said.status == 0, said.err
    return clerk


def signs_of(office: Clerk) -> list[str]:
    """Return each Chinese character of the bulletin once, between two that no typeface has."""
    office(*BULLETIN, "-o", "all.html", GONGGUO_LANG="zh")
    text = re.sub(r"<style.*?</style>", "", (office.folder / "all.html").read_text(encoding="utf-8"), flags=re.DOTALL)
    return [MISSING, *sorted(set(re.findall("[\u4e00-\u9fff]", text))), MISSING]


def by_libreoffice(office: Clerk) -> Path:
    """A full page and the characters are written at the head of the office's own template."""
    office("template", "bulletin", "-o", "ours.docx", GONGGUO_LANG="zh")
    template = Document(str(office.folder / "ours.docx"))
    first = template.paragraphs[0]
    (sample,) = [one for one in template.paragraphs if one.text.startswith("机关各部室")]
    for text in (FULL_PAGE, " ".join(signs_of(office))):
        added = copy.deepcopy(sample._p)
        first._p.addprevious(added)
        added.r_lst[0].text = text
    template.save(str(office.folder / "ours.docx"))
    office(*BULLETIN, "-o", "通报.docx", "--template", "ours.docx", GONGGUO_LANG="zh")
    return converted(office.folder / "通报.docx", "pdf")


def by_weasyprint(office: Clerk) -> Path:
    """The same at the head of the page that is printed."""
    from weasyprint import HTML

    signs = " ".join(signs_of(office))
    office(*BULLETIN, "-o", "通报.html", GONGGUO_LANG="zh")
    page = (office.folder / "通报.html").read_text(encoding="utf-8")
    more = f'<p class="to">{FULL_PAGE}</p><p class="to">{signs}</p><p class="number">'
    HTML(string=page.replace('<p class="number">', more, 1)).write_pdf(office.folder / "通报.pdf")
    return office.folder / "通报.pdf"


@pytest.fixture(scope="module", params=[by_libreoffice, by_weasyprint], ids=["libreoffice", "weasyprint"])
def printed(office: Clerk, request: pytest.FixtureRequest) -> Iterator[Path]:
    path: Path = request.param(office)
    yield path


def test_it_is_a4(printed: Path) -> None:
    sides = re.findall(r"Page size: +([\d.]+) x ([\d.]+)", told_by("pdfinfo", printed))
    assert [round(float(side) / 72 * 25.4) for side in sides[0]] == [210, 297]


def test_a_full_page_has_22_lines_of_28_characters(printed: Path) -> None:
    lines = [word.text for word in words_of(printed)[0] if "汉" in word.text]
    assert [len(line) for line in lines] == [28] * 22


def test_the_type_area_is_156_by_225_millimetres_within_one(printed: Path) -> None:
    full, table = _page(printed, 0), _page(printed, 2)
    area = ink(full, above=265)
    assert (area.left, area.right) == (pytest.approx(28, abs=1), pytest.approx(184, abs=1))
    # A character stands in the middle of its line of 10.2 mm.
    assert 37 <= area.top <= 37 + 3.5 and 262 - 3.5 <= area.bottom <= 262
    lines = ink(table, above=265)
    assert (lines.left, lines.right) == (pytest.approx(28, abs=1), pytest.approx(184, abs=1))
    assert lines.top == pytest.approx(37, abs=1) and lines.bottom <= 263


def test_the_page_number_stands_seven_millimetres_below_on_the_outer_side(printed: Path) -> None:
    for number, page in enumerate(pages_of(printed), 1):
        foot = ink(page, below=263)
        inset = 184 - foot.right if number % 2 else foot.left - 28
        assert inset == pytest.approx(14 / 72 * 25.4, abs=1), "a character of 4号"
        words = [word for word in words_of(printed)[number - 1] if word.box.top > 263]
        assert "".join(word.text for word in words).strip("—– ") == str(number)
        dash = next(word.box for word in words if word.text.startswith(("—", "–")))
        left, right = round(dash.left * DOTS_PER_MM), round(dash.right * DOTS_PER_MM)
        line = ink(page.crop((left, 0, right, page.height)), below=263)
        assert line.top == pytest.approx(262 + 7, abs=1)


def test_the_headings_of_a_table_are_repeated_and_no_row_is_torn(printed: Path) -> None:
    pages = [[word.text for word in page] for page in words_of(printed)]
    with_rows = [page for page in pages if len(set(NAMES) & set(page)) > 1]
    assert len(with_rows) >= 2 and set(NAMES) <= set(itertools.chain(*with_rows))
    assert all([text for text in page if text in {"名次", "小计"}] == ["名次", "小计"] for page in with_rows)


def test_nothing_is_printed_as_a_box(printed: Path, office: Clerk) -> None:
    fonts = told_by("pdffonts", printed).splitlines()[2:]
    assert fonts and all(re.search(r" yes yes (yes|no) ", font) for font in fonts), "typefaces are embedded"
    signs = signs_of(office)
    found = [(page, word) for page in range(3) for word in words_of(printed)[page] if word.text in signs]
    boxes = [looks(printed, page, word) for page, word in found if word.text == MISSING]
    shown = {word.text: looks(printed, page, word) for page, word in found if word.text != MISSING}
    assert len(boxes) == 2 and set(shown) == set(signs) - {MISSING}
    # LibreOffice may take the two boxes from two typefaces; one that stood for a character would be like either.
    assert min(unlike(box, look) for box in boxes for look in shown.values()) > 45


def looks(printed: Path, page: int, word: Word) -> Image.Image:
    """Return how a word looks, its ink alone, in a square."""
    place = tuple(round(side * DOTS_PER_MM) for side in word.box)
    look = _page(printed, page).crop(place)  # type: ignore[arg-type]
    return look.crop(look.point(lambda grey: 255 * (grey < 160)).getbbox()).resize((32, 32))


_pages: dict[Path, list[Image.Image]] = {}


def _page(printed: Path, page: int) -> Image.Image:
    if printed not in _pages:
        _pages[printed] = pages_of(printed)
    return _pages[printed][page]


def unlike(one: Image.Image, other: Image.Image) -> float:
    """Return how far two pictures differ on the average, of 255."""
    return sum(ImageChops.difference(one, other).tobytes()) / 32 / 32
