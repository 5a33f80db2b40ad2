"""A person is an id, a name however it is spaced, a former name, an alias, or pinyin."""

import pytest

from tests.office import Clerk

ROSTER = """id,name,department,post,party_member,enrolled_on,assessed,aliases
P01,王  刚,办公室,office-publicity,,,yes,
P02,张婷婷,办公室,office-finance,,,yes,婷姐；出纳
P03,覃正华,康复部,rehab-access,,,yes,
P04,单小明,办公室,,,,yes,
P05,曾丽,办公室,,,,yes,
P06,仇大海,办公室,,,,yes,
P07,区志强,办公室,,,,yes,
P08,查良才,办公室,,,,yes,
P09,李芳,组织教育就业人事部,org-employment,,,yes,
P10,李  芳,康复部,,,,yes,
P11,吕敏,康复部,,,,yes,
P12,西安,康复部,,,,yes,
"""


@pytest.fixture
def staff(clerk: Clerk) -> Clerk:
    (clerk.folder / "staff.csv").write_text(ROSTER, encoding="utf-8")
    assert clerk("init", "--roster", "staff.csv").status == 0
    return clerk


def found(clerk: Clerk, reference: str) -> str:
    said = clerk("score", reference, "--no-rank", "--json")
    assert said.status == 0, said.err
    (sheet,) = said.json["sheets"]
    return sheet["id"]


@pytest.mark.parametrize("reference", ["P01", "王刚", "王 刚", " 王  刚 ", "王\u3000刚", "wanggang", "wg", "Wang Gang"])
def test_one_person_by_every_name(staff: Clerk, reference: str) -> None:
    assert found(staff, reference) == "P01"


@pytest.mark.parametrize("reference", ["zhangtingting", "ztt", "ZTT", "zhang ting ting", "婷姐", "出纳"])
def test_one_person_by_pinyin_and_by_each_alias(staff: Clerk, reference: str) -> None:
    assert found(staff, reference) == "P02"


@pytest.mark.parametrize(
    ("reference", "person"),
    [
        ("qinzhenghua", "P03"), ("tanzhenghua", "P03"), ("qzh", "P03"), ("tzh", "P03"),
        ("shanxiaoming", "P04"), ("danxiaoming", "P04"), ("sxm", "P04"), ("dxm", "P04"),
        ("zengli", "P05"), ("cengli", "P05"), ("zl", "P05"), ("cl", "P05"),
        ("qiudahai", "P06"), ("choudahai", "P06"), ("qdh", "P06"), ("cdh", "P06"),
        ("ouzhiqiang", "P07"), ("quzhiqiang", "P07"), ("ozq", "P07"), ("qzq", "P07"),
        ("zhaliangcai", "P08"), ("chaliangcai", "P08"), ("zlc", "P08"), ("clc", "P08"),
    ],
)  # fmt: skip
def test_a_surname_is_found_by_either_reading(staff: Clerk, reference: str, person: str) -> None:
    assert found(staff, reference) == person


@pytest.mark.parametrize("reference", ["lvmin", "lümin", "lm"])
def test_the_letter_ü_is_typed_either_way(staff: Clerk, reference: str) -> None:
    assert found(staff, reference) == "P11"


def test_an_apostrophe_parts_syllables(staff: Clerk) -> None:
    assert found(staff, "xi'an") == "P12"


def test_a_former_name_still_finds_the_person(staff: Clerk) -> None:
    staff("record", "person-renamed", "P01", "--on", "2020-05-01", "--name", "王罡")
    assert [found(staff, reference) for reference in ("王刚", "王罡", "王 罡")] == ["P01", "P01", "P01"]
    assert staff("score", "P01", "--json").json["sheets"][0]["name"] == "王罡"


@pytest.mark.parametrize("reference", ["李芳", "李 芳", "lifang", "lf"])
def test_two_people_with_one_name_are_a_refusal_that_lists_them(staff: Clerk, reference: str) -> None:
    said = staff("score", reference, "--json")
    assert (said.status, said.error["code"]) == (1, "person-ambiguous")
    assert "P09 李芳" in said.error["message"] and "P10 李  芳" in said.error["message"]


def test_two_people_with_one_name_are_told_apart_by_id(staff: Clerk) -> None:
    assert (found(staff, "P09"), found(staff, "P10")) == ("P09", "P10")


def test_two_people_whose_names_only_sound_alike_are_told_apart_by_name(staff: Clerk) -> None:
    staff("record", "person-renamed", "P10", "--on", "2020-05-01", "--name", "黎方")
    assert staff("score", "lifang", "--json").error["code"] == "person-ambiguous"
    assert found(staff, "黎方") == "P10"


@pytest.mark.parametrize("reference", ["王", "gang", "wanggan", "P1", "刚王", "x"])
def test_a_part_of_a_name_finds_nobody(staff: Clerk, reference: str) -> None:
    said = staff("score", reference, "--json")
    assert (said.status, said.error["code"]) == (1, "person-unknown")


def test_an_entry_is_recorded_about_somebody_named_by_pinyin(staff: Clerk) -> None:
    assert staff("record", "news-published", "ztt", "--on", "2020-03-05", "--json").json["person"] == "P02"


def test_whoever_records_under_an_ambiguous_name_is_refused(staff: Clerk) -> None:
    said = staff("record", "news-published", "P01", "--on", "2020-03-05", "--by", "李芳", "--json")
    assert (said.status, said.error["code"]) == (1, "person-ambiguous")


def test_a_recorder_who_is_on_the_roster_is_that_person_however_spaced(staff: Clerk) -> None:
    said = staff("record", "news-published", "王刚", "--on", "2020-03-05", "--by", "王 刚", "--json")
    assert said.error["code"] == "recorded-for-oneself"
