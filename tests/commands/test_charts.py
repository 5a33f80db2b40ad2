"""Charts: every one stands alone, in both languages, and draws the figures of the ledger."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.commands.conftest import Clock
from tests.office import Clerk

HALF = ("--period", "2020-H1")
CHARTS = {"course": ("course", "甲"), "distribution": ("distribution",), "losses": ("losses",), "pace": ("pace",)}


@pytest.fixture
def office(desk: Clerk, clock: Clock) -> Clerk:
    """On 5 March 甲 was late, on 6 April absent; 乙 was late on 7 May."""
    for kind, person, day in (
        ("late-arrival", "甲", "03-05"),
        ("absence", "甲", "04-06"),
        ("late-arrival", "乙", "05-07"),
    ):
        assert desk("record", kind, person, "--on", f"2020-{day}", "--by", "庚").status == 0
    return desk


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("words", CHARTS.values(), ids=CHARTS)
def test_a_chart_is_an_image_that_loads_nothing(office: Clerk, words: tuple[str, ...], language: str) -> None:
    said = office("chart", *words, *HALF, "-o", "out.svg", GONGGUO_LANG=language)
    assert said.status == 0, said.err
    text = (office.folder / "out.svg").read_text(encoding="utf-8")
    assert ElementTree.fromstring(text.encode()).tag == "{http://www.w3.org/2000/svg}svg"
    assert not re.search(r"(href|src)=.https?:|@import|url\(.?http", text)
    assert "Noto Sans CJK SC" in text and ("甲" in text or "湘西州残疾人联合会" in text)


def points(office: Clerk, *words: str) -> list[dict[str, str]]:
    said = office("chart", *words, *HALF, "-o", "out.svg", "--json")
    assert said.status == 0, said.err
    told: list[dict[str, str]] = json.loads(said.out)["points"]
    return told


def test_a_course_goes_by_the_ends_of_the_months(office: Clerk) -> None:
    course = points(office, "course", "甲")
    assert [point["on"][5:] for point in course] == ["01-31", "02-29", "03-31", "04-30", "05-31", "06-30"]
    score = office("score", "甲", *HALF, "--json").json["sheets"][0]
    assert (course[-1]["total"], course[-1]["out_of"]) == (score["total"], score["out_of"])


def test_a_distribution_counts_everybody_once(office: Clerk) -> None:
    bands = points(office, "distribution")
    rows = office("bulletin", *HALF, "--json").json["rows"]
    assert sum(int(band["people"]) for band in bands) == len(rows)
    assert all(any(int(b["first"]) <= float(row["net"]) < int(b["end"]) for b in bands) for row in rows)


def test_losses_add_up_to_those_of_the_bulletin(office: Clerk) -> None:
    losses = points(office, "losses")
    rows = office("bulletin", *HALF, "--json").json["rows"]
    attendance = next(loss for loss in losses if loss["label"] == "考勤")
    assert attendance == {"clause": "附件1·4", "label": "考勤", "lost": "3", "people": 2}
    lost = sum(float(item["lost"]) for row in rows for item in row["items"].values())
    assert sum(float(loss["lost"]) for loss in losses) == lost


def test_the_pace_is_the_days_that_have_passed(office: Clerk) -> None:
    assert {pace["due"] for pace in points(office, "pace")} == {"49.727"}  # 182 of 366 days


REFUSED = {
    "another ending": (("losses", "-o", "out.png"), 1, "unknown-ending"),
    "a course of nobody": (("course", "-o", "out.svg"), 2, "usage"),
    "the losses of one": (("losses", "甲", "-o", "out.svg"), 2, "usage"),
    "a course of somebody without a sheet": (("course", "庚", "-o", "out.svg"), 1, "nothing-to-chart"),
    "no file": (("losses",), 2, "usage"),
}


@pytest.mark.parametrize(("words", "status", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_drawn_is_refused(office: Clerk, words: tuple[str, ...], status: int, code: str) -> None:
    said = office("chart", *words, *HALF, "--json")
    assert (said.status, said.error["code"]) == (status, code)
    assert not list(Path(office.folder).glob("out.*"))
