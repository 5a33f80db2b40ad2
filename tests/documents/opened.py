"""Documents opened by the programs of other people: turned into pages, and what stands on the pages measured.

It takes LibreOffice Writer and Calc, and poppler-utils.
"""

import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

from PIL import Image

DOTS_PER_MM = 6


class Box(NamedTuple):
    """Where something stands on its page, in millimetres from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Word(NamedTuple):
    """A run of characters without a space, and where it stands."""

    text: str
    box: Box


def converted(path: Path, target: str) -> Path:
    """Let LibreOffice write a file in another format, in a profile of its own."""
    program = shutil.which("soffice")
    assert program, "this test takes LibreOffice: apt-get install libreoffice-writer libreoffice-calc"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", target, "--outdir", str(path.parent / "made"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.parent / "made" / f"{path.stem}.{target.partition(':')[0]}"


def told_by(*command: str | Path) -> str:
    """Return what a program of poppler's says of a PDF."""
    return subprocess.run(list(map(str, command)), check=True, capture_output=True).stdout.decode()


def words_of(printed: Path) -> list[list[Word]]:
    """Return the words of each page of a PDF."""
    pages = told_by("pdftotext", "-bbox", printed, "-").split("<page ")[1:]
    shape = r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>'
    return [
        [Word(found[4], Box(*(float(place) / 72 * 25.4 for place in found[:4]))) for found in re.findall(shape, page)]
        for page in pages
    ]


def pages_of(printed: Path) -> list[Image.Image]:
    """Return the pages of a PDF as they look, in grey, at 6 dots to the millimetre."""
    folder = printed.parent / f"{printed.stem}.pages"
    folder.mkdir(exist_ok=True)
    subprocess.run(["pdftoppm", "-gray", "-r", str(DOTS_PER_MM * 25.4), printed, folder / "page"], check=True)
    return [Image.open(path) for path in sorted(folder.glob("page*"))]


def ink(page: Image.Image, *, above: float = 297, below: float = 0) -> Box:
    """Return the box of all that is printed on a page between two heights, in millimetres."""
    strip = page.crop((0, round(below * DOTS_PER_MM), page.width, round(above * DOTS_PER_MM)))
    found = strip.point(lambda grey: 255 * (grey < 160)).getbbox()
    assert found, "nothing is printed there"
    left, top, right, bottom = (place / DOTS_PER_MM for place in found)
    return Box(left, top + below, right, bottom + below)
