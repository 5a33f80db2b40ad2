"""Years: the next scheme adopted, the roster carried over, two years read side by side, and what is refused."""

from collections.abc import Callable
from datetime import datetime

import pytest

from tests.commands.conftest import Clock
from tests.office import Clerk
from tests.schemes.documents import DOCUMENT, changed, in_item, of_year

AUTHORITY = ("--authority", "党组会议〔2021〕1号", "--by", "庚")
DEARER = in_item("daily-4", "points = 0.5", "points = 1")
MADE_IN_JUNE = ("adopted_on = 2020-06-02", "adopted_on = 2020-06-28")
Write = Callable[[str, str], str]


@pytest.fixture
def spring(desk: Clerk, clock: Clock) -> Clerk:
    """It is 1 March 2021; 甲 was late on 31 December and on 1 January (entries 9 and 10)."""
    clock.set("2021-03-01T01:00:00+00:00")
    for day in ("2020-12-31", "2021-01-01"):
        assert desk("record", "late-arrival", "甲", "--on", day, "--by", "庚").status == 0
    return desk


def late_lines(clerk: Clerk, year: int) -> list[tuple[int, str]]:
    said = clerk("why", "甲", "daily-4", "--year", str(year), "--no-rank", "--json")
    assert said.status == 0, said.err
    return [(line["entry"], line["applied"]) for line in said.json["sheets"][0]["items"]["daily-4"]["lines"]]


def test_each_year_has_its_own_sheet_and_the_roster_carries_over(spring: Clerk, write: Write) -> None:
    assert spring("scheme", "adopt", write("2021.toml", of_year(2021)), *AUTHORITY).status == 0
    assert (late_lines(spring, 2020), late_lines(spring, 2021)) == ([(9, "-0.5")], [(10, "-0.5")])
    rows = spring("bulletin", "--as-of", "2021-03-01", "--json").json
    assert (rows["year"], len(rows["rows"])) == (2021, 6)
    assert spring("bulletin", "--period", "2020", "--json").json["year"] == 2020


def test_entries_recorded_before_their_years_scheme_are_listed_and_those_that_do_not_fit_flagged(
    spring: Clerk, write: Write
) -> None:
    spring("record", "incident-reported", "乙", "--on", "2021-02-01", "--indicator", "payroll", "--by", "庚")
    without_payroll = of_year(2021).replace('id = "payroll"', 'id = "wages"')
    said = spring("scheme", "adopt", write("2021.toml", without_payroll), *AUTHORITY, "--json")
    assert said.json["recorded_before"] == [10, 11]
    assert [(row["entry"], row["person"]) for row in said.json["unfit"]] == [(11, "T2")]
    why = spring("why", "甲", "daily-4", "--year", "2021", "--no-rank").out
    assert "recorded before the scheme was adopted" in why


def test_before_it_is_adopted_a_year_is_not_there(spring: Clerk, write: Write) -> None:
    spring("scheme", "adopt", write("2021.toml", of_year(2021)), *AUTHORITY)
    said = spring("bulletin", "--year", "2021", "--known-at", "10", "--json")
    assert (said.status, said.error["code"]) == (1, "no-scheme")


def test_a_bulletin_without_a_day_is_of_the_latest_period_that_has_begun(spring: Clerk, write: Write) -> None:
    spring("scheme", "adopt", write("2021.toml", of_year(2021)), *AUTHORITY)
    document = spring("bulletin", "--json").json
    assert (document["year"], document["as_of"]) == (2021, "2021-03-01")


REFUSED = {
    "the same year again": (DOCUMENT.replace("2020-06-02", "2020-06-03"), "year-has-scheme"),
    "days that overlap": (of_year(2021).replace("first_day = 2021-01-01", "first_day = 2020-12-31"), "year-has-scheme"),
    "the id of another year": (of_year(2021).replace('id = "xiangxi-2021"', 'id = "xiangxi-2020"'), "scheme-id-taken"),
    "no scheme at all": ("# nothing", "scheme-unreadable"),
    "a reading that there is not": (of_year(2021).replace('"E10"]', '"E99"]', 1), "scheme-unreadable"),
    "adopted on a day to come": (of_year(2021).replace("2021-01-05", "2021-03-02"), "day-in-the-future"),
}


@pytest.mark.parametrize(("document", "code"), REFUSED.values(), ids=REFUSED)
def test_a_scheme_that_cannot_be_adopted_is_refused(
    spring: Clerk, write: Write, document: str, code: str
) -> None:  # fmt: skip
    said = spring("scheme", "adopt", write("new.toml", document), *AUTHORITY, "--json")
    assert (said.status, said.error["code"]) == (1, code)
    assert spring("verify", "--json").json["entries"] == 10


def test_a_wrong_file_is_named_with_its_line_and_key(spring: Clerk, write: Write) -> None:
    wrong = of_year(2021).replace("points = 0.6\n", 'points = "many"\n')
    said = spring("scheme", "adopt", write("2021年方案.toml", wrong), *AUTHORITY, "--json")
    error = said.error
    assert (error["file"], error["line"], error["key"]) == ("2021年方案.toml", 239, "posts[0].items[0].rules[0].points")
    assert (error["expected"], error["found"]) == ("a number", "a text")


def test_adopting_and_amending_want_an_authority(spring: Clerk, write: Write) -> None:
    file = write("2021.toml", of_year(2021))
    assert spring("scheme", "adopt", file, "--authority", " ", "--json").error["code"] == "missing-field"
    assert spring("scheme", "adopt", file).status == 2
    assert spring("scheme", "amend", file, "--effective", "2020-07-01").status == 2


def test_an_amendment_of_a_year_whose_bulletin_is_out_acts_after_its_cutoff_or_says_so(
    spring: Clerk, write: Write
) -> None:
    spring("bulletin", "--period", "2020-H1", "--publish", "--by", "庚")
    file = write("amended.toml", changed(DEARER))
    amend = ("scheme", "amend", file, *AUTHORITY, "--json", "--effective")
    assert spring(*amend, "2020-06-30").error["code"] == "reaches-back"
    said = spring(*amend, "2020-06-30", "--reaches-back", "自2020年6月30日起施行")
    assert (said.status, [row["item"] for row in said.json["differences"]]) == (0, ["daily-4"])
    since = spring("bulletin", "--published", "2020-H1", "--changes", "--json").json
    assert [entry["how"] for entry in since["entries"]] == ["amendment"]


def test_an_amendment_whose_file_does_not_say_when_it_was_made_was_made_today(spring: Clerk, write: Write) -> None:
    amend = ("scheme", "amend", write("amended.toml", changed(DEARER)), *AUTHORITY, "--json", "--effective")
    assert spring(*amend, "2020-12-31").error["code"] == "reaches-back"  # it is 1 March 2021
    spring("scheme", "adopt", write("2021.toml", of_year(2021)), *AUTHORITY)
    again = (
        "scheme",
        "amend",
        write("again.toml", of_year(2021, changed(DEARER))),
        *AUTHORITY,
        "--json",
        "--effective",
    )
    assert spring(*again, "2021-02-28").error["code"] == "reaches-back"
    assert spring(*again, "2021-03-01").status == 0


def test_an_adopted_scheme_is_named_by_its_id(spring: Clerk, write: Write) -> None:
    spring("scheme", "adopt", write("next.toml", of_year(2021)), *AUTHORITY)
    assert "xiangxi-2021" in spring("scheme", "diff", "xiangxi-2020", "xiangxi-2021").out
    assert spring("scheme", "show", "xiangxi-2022").status == 1


def test_a_scheme_in_utf_16_as_powershell_writes_it_is_read(spring: Clerk) -> None:
    (spring.folder / "ps.toml").write_bytes(of_year(2021).encode("utf-16"))
    assert spring("scheme", "adopt", "ps.toml", *AUTHORITY).status == 0


def test_check_says_first_what_makes_a_scheme_unfit_and_fails(spring: Clerk, write: Write) -> None:
    said = spring("scheme", "check", write("typo.toml", of_year(2021).replace('"late-arrival"', '"late-arrivel"')))
    assert said.status == 1 and "late-arrivel" in said.out.splitlines()[2] and "cannot be adopted" in said.err


def test_a_slip_of_the_pen_in_the_year_is_not_adopted(spring: Clerk, write: Write) -> None:
    """Given a scheme of 2021's days with `year = 203`, when it is adopted, then it is refused with the line."""
    slip = of_year(2021).replace("year = 2021", "year = 203")
    said = spring("scheme", "adopt", write("slip.toml", slip), *AUTHORITY)
    assert said.status == 1
    assert "the year is 203, and its days are 2021-01-01 to 2021-12-31" in said.err
    assert spring("scheme", "check", "slip.toml").status == 1


def test_the_scheme_in_force_is_shown_by_day_and_by_year(spring: Clerk, write: Write) -> None:
    file = write("amended.toml", changed(DEARER, MADE_IN_JUNE))
    spring("scheme", "amend", file, "--effective", "2020-07-01", *AUTHORITY)
    spring("scheme", "adopt", write("2021.toml", of_year(2021)), *AUTHORITY)
    shown = {name: spring("scheme", "show", name, "--item", "daily-4").out for name in
             ("2020-06-30", "2020-07-01", "2020", "2021")}  # fmt: skip
    assert ["per-occurrence: 0.5" in text for text in shown.values()] == [True, False, False, True]
    heading = spring("bulletin", "--period", "2020").out.splitlines()[0]
    assert "amended from 2020-07-01 on" in heading
    assert spring("bulletin", "--period", "2020-H1", "--json").json["amended_on"] == []


def test_schemes_are_compared_by_file_year_and_day(spring: Clerk, write: Write) -> None:
    cheaper = changed(in_item("daily-4", "points = 0.5", "points = 0.25"), ("third_below = 80", "third_below = 70"))
    said = spring("scheme", "diff", "2020", write("2021.toml", of_year(2021, cheaper)))
    assert "附件1·4" in said.out and "- 0.5 for each" in said.out and "+ 0.25 for each" in said.out
    rows = spring("scheme", "diff", "xiangxi-2020", "2021.toml", "--json").json["differences"]
    assert {(row["item"], row["what"]) for row in rows} >= {("", "year"), ("", "third grade below")}
    assert spring("scheme", "diff", "2020", "2020-12-31").out == "Nothing changed.\n"


def test_the_instant_of_an_adoption_is_when_it_was_recorded(spring: Clerk, clock: Clock, write: Write) -> None:
    spring("scheme", "adopt", write("2021.toml", of_year(2021)), *AUTHORITY)
    (_first, second) = spring("log", "--kind", "scheme-adopted", "--json").json["entries"]
    assert second["occurred_on"] == "2021-01-05" and second["fields"]["authority"] == "党组会议〔2021〕1号"
    assert datetime.fromisoformat(second["recorded_at"]) >= clock.instant
