"""Service recipients drawn by lot: the draw can be repeated with the list and no program; no name is ever stored."""

import hashlib
from pathlib import Path

import pytest

from ledger.schemes import document_called
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


def lot_by_hand(seed: str, size: int, count: int) -> list[int]:
    return sorted(range(1, size + 1), key=lambda row: hashlib.sha256(f"{seed}:{row}".encode()).hexdigest())[:count]


def test_each_person_has_a_lot_that_the_record_and_the_list_give_again(office: Clerk) -> None:
    lots = draw(office, "--each", "--json").json["lots"]
    assert [lot["person"] for lot in lots] == ["T1", "T2", "T3", "T4", "T5", "T6"]
    entries = office("log", "--kind", "clients-sampled", "--json").json["entries"]
    people = LIST.splitlines()[1:]
    for lot, entry in zip(lots, entries, strict=True):
        kept = entry["fields"]
        assert kept["seed"] == f"公开抽签:{lot['person']}" and kept["frame_size"] == 40
        assert kept["frame_sha256"] == hashlib.sha256(LIST.encode()).hexdigest()
        again = lot_by_hand(kept["seed"], kept["frame_size"], len(kept["drawn"]))
        assert again == kept["drawn"] == [row["row"] for row in lot["rows"]]
        assert [row["fields"]["姓名"] for row in lot["rows"]] == [people[at - 1].split(",")[0] for at in again]
    assert len({tuple(entry["fields"]["drawn"]) for entry in entries}) == 6, "no two lots are alike"
    assert office("verify").status == 0


def test_each_is_asked_about_by_those_they_served_where_the_list_says_whom(office: Clerk) -> None:
    rows = [f"受访丙{at},{'甲' if at % 4 else 'T2'}" for at in range(1, 41)]
    (office.folder / "list.csv").write_text("姓名,干部\n" + "\n".join(rows) + "\n", encoding="utf-8")
    said = draw(office, "--whose", "干部", "--count", "12", "--json")
    first, second = said.json["lots"]
    own = [at for at in range(1, 41) if at % 4]
    assert (first["person"], first["frame_size"], second["person"], second["frame_size"]) == ("T1", 30, "T2", 10)
    assert [row["row"] for row in first["rows"]] == [own[at - 1] for at in lot_by_hand("公开抽签:T1", 30, 12)]
    assert {row["fields"]["干部"] for row in first["rows"]} == {"甲"}
    assert len(second["drawn"]) == 10 and "乙 (10)" in said.err
    assert all(name in said.err.split("no row")[1] for name in "丙丁戊己")
    content = b"".join(path.read_bytes() for path in office.folder.glob("gongguo.db*"))
    assert "受访丙".encode() not in content


def test_one_lot_for_everybody_is_told_of_the_reading_that_asks_for_one_each(office: Clerk) -> None:
    together, each = draw(office), draw(office, "--each")
    assert "reading C4 is “逐人选取，8至12名”" in together.err and "--each" in together.err
    assert "C4" not in each.err


def test_where_the_scheme_has_one_lot_for_all_nothing_is_told_of_it(office: Clerk) -> None:
    """The scheme is amended: its reading C4 now has the unit draw once."""
    text = document_called("xiangxi-2020")
    (office.folder / "once.toml").write_text(text.replace("逐人选取，8至12名", "全单位选取一次"), encoding="utf-8")
    said = office(
        "scheme", "amend", "once.toml", "--effective", "2020-07-02", "--authority", "会议〔2020〕9号", "--by", "庚"
    )
    assert said.status == 0, said.err
    assert "C4" not in draw(office).err


def test_lots_of_each_are_recorded_all_or_none(office: Clerk) -> None:
    (office.folder / "list.csv").write_text("姓名,干部\n受访丙1,甲\n受访丙2,无名\n", encoding="utf-8")
    said = office(*DRAW, "--whose", "干部", "--json")
    assert (said.status, said.error["code"]) == (1, "person-unknown")
    assert office("log", "--kind", "clients-sampled", "--json").json["entries"] == []


REFUSED = {
    "no column": (("--whose", "干部"), 1, "column-not-there"),
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
