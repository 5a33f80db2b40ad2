"""Service recipients drawn by lot: the draw can be repeated with the list and no program; no name is ever stored."""

import hashlib
from pathlib import Path

import pytest

from tests.commands.conftest import Clock
from tests.integrity.test_forged_appeals import forged
from tests.office import Clerk, Said

LIST = "姓名,乡镇\n" + "".join(f"受访丙{number},镇{number % 7}\n" for number in range(1, 41))
DRAW = ("sample-clients", "--frame", "list.csv", "--seed", "公开抽签", "--on", "2020-07-02", "--by", "庚")


@pytest.fixture
def office(desk: Clerk, clock: Clock) -> Clerk:
    """A list of forty recipients lies in the office."""
    (desk.folder / "list.csv").write_text(LIST, encoding="utf-8")
    return desk


def draw(office: Clerk, *words: str) -> Said:
    said = office(*DRAW, *words)
    assert said.status == 0, said.err
    return said


def test_anyone_with_the_list_draws_the_same(office: Clerk) -> None:
    drawn = draw(office, "--json").json
    by_hand = sorted(range(1, 41), key=lambda row: hashlib.sha256(f"公开抽签:{row}".encode()).hexdigest())[:10]
    assert drawn["drawn"] == by_hand
    assert drawn["frame_sha256"] == hashlib.sha256(LIST.encode()).hexdigest() and drawn["frame_size"] == 40
    assert [row["fields"]["姓名"] for row in drawn["rows"]] == [f"受访丙{row}" for row in by_hand]


def test_a_greater_count_only_adds_behind(office: Clerk) -> None:
    fewer, more = (draw(office, "--count", count, "--json").json["drawn"] for count in ("8", "12"))
    assert more[:8] == fewer and len(more) == 12


def test_the_rows_are_printed_and_no_name_is_stored(office: Clerk) -> None:
    said = draw(office)
    assert said.out.count("受访丙") == 10
    content = b"".join(path.read_bytes() for path in office.folder.glob("gongguo.db*"))
    assert "受访丙".encode() not in content
    (entry,) = office("log", "--kind", "clients-sampled", "--json").json["entries"]
    assert entry["person"] is None and len(entry["fields"]["drawn"]) == 10
    assert office("verify").status == 0


def test_a_second_draw_from_the_same_list_is_told(office: Clerk) -> None:
    assert "drawn from before" not in draw(office).err
    assert "#9" in draw(office, "--seed", "再抽").err


def test_a_draw_moves_no_points_and_is_not_backdated(office: Clerk) -> None:
    before = office("bulletin", "--period", "2020-H1", "--publish", "--json", "--by", "庚").json
    said = office(*DRAW[:-4], "--on", "2020-06-30", "--by", "庚")
    assert said.status == 0, said.err
    after = office("bulletin", "--period", "2020-H1", "--json").json
    assert after["backdated"] == []
    assert [row["total"] for row in after["rows"]] == [row["total"] for row in before["rows"]]


REFUSED = {
    "more than there are": (("--count", "41"), 1, "frame-too-small"),
    "none": (("--count", "0"), 2, "usage"),
    "no seed": (("--seed", "  "), 1, "missing-field"),
    "no list": (("--frame", "none.csv"), 1, "input-unreadable"),
    "an empty row": (("--frame", "gap.csv"), 1, "input-unreadable"),
    "a day to come": (("--on", "2020-07-03"), 1, "day-in-the-future"),
}


@pytest.mark.parametrize(("words", "status", "code"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_drawn_is_refused(office: Clerk, words: tuple[str, ...], status: int, code: str) -> None:
    (office.folder / "gap.csv").write_text("姓名\n甲某\n\n乙某\n", encoding="utf-8")
    said = (
        office(*DRAW, *words, "--count", "2", "--json") if "--count" not in words else office(*DRAW, *words, "--json")
    )
    assert (said.status, said.error["code"]) == (status, code)
    assert office("log", "--kind", "clients-sampled", "--json").json["entries"] == []


def test_a_draw_forged_past_the_program_is_found_by_verify(office: Clerk) -> None:
    draw(office)
    fact = {"kind": "clients-sampled.v1", "frame_size": 40, "frame_sha256": "0" * 64, "seed": "x", "drawn": [1, 2, 3]}
    (number,) = forged(Path(office.folder), fact, person=None, stream="unit")
    said = office("verify", "--json")
    assert said.status == 3
    assert any(problem["entry"] == number for problem in said.json["problems"])
