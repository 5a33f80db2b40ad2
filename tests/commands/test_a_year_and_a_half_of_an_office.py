"""The story of an office, from its first entry to the next year's amended scheme, as its clerk types it.

One test that reads from top to bottom; every figure in it was computed by hand from the scheme.
"""

import hashlib
import json
from typing import Any

from tests.commands.conftest import Clock
from tests.office import Clerk
from tests.schemes.documents import changed, in_item, of_year

PERIOD = ("bulletin", "--period", "2020-H1")
AUTHORITY = ("--authority", "党组会议〔2020〕9号")


class Desk:
    """The clerk at work: 庚 records, at a time of day that the story sets."""

    def __init__(self, clerk: Clerk, clock: Clock) -> None:
        self.clerk, self.clock = clerk, clock

    def on(self, day: str) -> "Desk":
        self.clock.set(f"{day}T01:00:00+00:00")
        return self

    def does(self, *words: str) -> Any:
        said = self.clerk(*words, "--by", "庚", "--json")
        assert said.status == 0, said.err
        return said.json

    def is_refused(self, *words: str) -> dict[str, Any]:
        said = self.clerk(*words, "--by", "庚", "--json")
        assert said.status == 1
        return said.error

    def total(self, name: str, *when: str) -> str:
        rows = {row["name"]: row for row in self.does("bulletin", *when)["rows"]}
        return f"{rows[name]['total']}/{rows[name]['out_of']}"

    def grade(self, name: str, *when: str) -> int | None:
        grade: int | None = self.does("score", name, *when)["sheets"][0]["grade"]
        return grade

    def lines(self, name: str, item: str, *when: str) -> list[tuple[int | None, str]]:
        sheet = self.does("why", name, item, *when, "--no-rank")["sheets"][0]
        return [(line["entry"], line["applied"]) for line in sheet["items"][item]["lines"]]


YEAR_END = [
    *({"kind": "ballots-counted", "person": name, "part": part, "scores": marks}
      for name, marks in (("甲", "90"), ("乙", "10"), ("丙", "95"), ("丁", "100"), ("戊", "80"), ("己", "90"))
      for part in ("leader", "peer", "client")),
    {"kind": "progress-reported", "person": "甲", "indicator": "publicity-reports", "total": "50"},
    {"kind": "outcome-declared", "person": "甲", "indicator": "training-base", "achieved": "yes"},
    {"kind": "progress-reported", "person": "丙", "indicator": "levy", "total": "850"},
    {"kind": "progress-reported", "person": "丁", "indicator": "east-west", "total": "2000"},
    {"kind": "progress-reported", "person": "丁", "indicator": "daycare", "total": "500"},
    {"kind": "schedule-set", "person": "丁", "indicator": "reporting", "due": "12"},
    {"kind": "schedule-set", "person": "丁", "indicator": "party-building", "due": "12"},
    {"kind": "progress-reported", "person": "戊", "indicator": "child-rehab", "total": "500"},
    {"kind": "progress-reported", "person": "戊", "indicator": "rehab-coverage", "total": "100"},
    {"kind": "assessment-received", "person": "己", "indicator": "village-work", "score": "90", "out_of": "100"},
    {"kind": "incident-reported", "person": "乙", "indicator": "payroll", "quantity": "4"},
    {"kind": "incident-reported", "person": "乙", "indicator": "reimbursement", "quantity": "2"},
]  # fmt: skip


def year_end_of(year: int) -> str:
    rows = [{**row, "occurred_on": f"{year}-12-31"} for row in YEAR_END]
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n"


def test_a_half_year_its_bulletin_a_mistake_the_year_end_and_the_next_year(
    clerk: Clerk, clock: Clock, write: Any
) -> None:
    desk = clerk
    office = Desk(desk, clock)

    # Given a ledger made on the day on which the scheme was adopted, half way through its year, …
    office.on("2020-06-02").does("init", "--roster", "roster.csv")
    # … news of every month, so that no department misses one, …
    for month in range(1, 6):
        for name in ("甲", "丙", "戊", "己"):
            office.does("record", "news-published", name, "--on", f"2020-0{month}-20")
    # … and two faults of 甲: late on 5 March, absent on 12 May.
    march = office.does("record", "late-arrival", "甲", "--on", "2020-03-05", "--minutes", "50")["entry"]
    absence = office.does("record", "absence", "甲", "--on", "2020-05-12")["entry"]
    for name in ("甲", "丙", "戊", "己"):
        office.on("2020-06-20").does("record", "news-published", name, "--on", "2020-06-20")

    # The bulletin cannot be published before its half year is over.
    assert office.on("2020-06-29").is_refused(*PERIOD, "--publish")["code"] == "not-over-yet"

    # When it is published on 2 July, 甲 stands at 80 − 0.5 − 2 (the ballots are still to be held).
    published = office.on("2020-07-02").does(*PERIOD, "--publish", "--number", "州残联通报〔2020〕1号")
    assert office.total("甲", "--period", "2020-H1") == "77.5/80"
    assert published["publication"]["title"] == "湘西州残疾人联合会关于2020年上半年绩效考核情况的通报"
    assert published["publication"]["edition"] == 1 and published["backdated"] == []
    as_printed = desk("bulletin", "--published", "2020-H1").out
    assert "州残联通报〔2020〕1号" in as_printed

    # Then a lateness of 10 June turns up on 8 July: it is taken, and is backdated by 28 days.
    late = office.on("2020-07-08").does("record", "late-arrival", "乙", "--on", "2020-06-10")["entry"]

    # The absence of 12 May was one of 13 July in truth. Nobody corrects what a published bulletin rests on alone.
    correcting = ("correct", str(absence), "--on", "2020-07-13", "--reason", "日期登记错误")
    assert office.on("2020-07-14").is_refused(*correcting)["code"] == "authority-needed"
    receipt = office.does(*correcting, *AUTHORITY)
    assert receipt["voids"] == absence and receipt["entry"] == receipt["void_entry"] + 1

    # The published bulletin prints as it did; what came since, and what it changes, is listed.
    assert desk("bulletin", "--published", "2020-H1").out == as_printed
    since = office.does("bulletin", "--published", "2020-H1", "--changes")
    assert [(entry["entry"], entry["how"], entry["days"]) for entry in since["entries"]] == [
        (late, "backdated", 28), (receipt["entry"], "correction", 63),
    ]  # fmt: skip
    assert [(change["name"], change["before"]["total"], change["after"]["total"]) for change in since["people"]] == [
        ("甲", "77.5", "79.5"), ("乙", "80", "79.5"),
    ]  # fmt: skip

    # A second edition names the first, marks what came since, and takes nothing from the first.
    second = office.on("2020-07-20").does(*PERIOD, "--publish")
    assert second["publication"]["edition"] == 2
    assert (
        second["publication"]["first_edition"]["document"]
        == hashlib.sha256(
            desk("bulletin", "--published", "2020-H1", "--edition", "1", "--json").out.encode()
        ).hexdigest()
    )
    assert [entry["entry"] for entry in second["backdated"]] == [late, receipt["entry"]]
    assert desk("bulletin", "--published", "2020-H1", "--edition", "1").out == as_printed

    # The second half year: the absence of 13 July counts there, once.
    for month in range(7, 13):
        for name in ("甲", "丙", "戊", "己"):
            day = f"2020-{month:02}-20"
            office.on(day).does("record", "news-published", name, "--on", day)
    assert office.lines("甲", "daily-4", "--as-of", "2020-12-30") == [(march, "-0.5"), (receipt["entry"], "-2")]

    # The year end. 甲: 40 − 2.5 + 40 + 18 = 95.5; 乙 lost 0.5 + 20 + 10 and 18 of 20 by ballots: 51.5, the third grade.
    office.on("2021-01-08").does("import", write("2020.jsonl", year_end_of(2020)))
    office.does("record", "grade-quota-set", "--on", "2021-01-08", "--year", "2020", "--first-count", "2",
                "--authority", "党组会议〔2021〕1号")  # fmt: skip
    assert office.total("甲", "--period", "2020") == "95.5/100"
    assert office.total("乙", "--period", "2020") == "51.5/100"
    assert [office.grade(name, "--year", "2020", "--as-of", "2021-01-08") for name in "甲乙丁"] == [2, 3, 1]
    office.does("bulletin", "--period", "2020", "--publish")

    # Next year's scheme: an entry of January was recorded before it was adopted, and is taken and flagged.
    early = office.on("2021-01-11").does("record", "late-arrival", "丙", "--on", "2021-01-11")
    assert early["has_scheme"] is False
    scheme = of_year(2021)
    again = write("again.toml", changed(("year = 2020 ", "year = 2020  ")))
    assert office.is_refused("scheme", "adopt", again, *AUTHORITY)["code"] == "year-has-scheme"
    adopted = office.on("2021-01-12").does("scheme", "adopt", write("2021.toml", scheme), *AUTHORITY)
    assert (adopted["recorded_before"], adopted["unfit"]) == ([early["entry"]], [])
    sheet = office.does("why", "丙", "daily-4", "--as-of", "2021-01-31")["sheets"][0]
    assert [(line["applied"], line["before_scheme"]) for line in sheet["items"]["daily-4"]["lines"]] == [("-0.5", True)]

    # One rule is changed from 1 July 2021 on: a lateness costs a whole point.
    dearer = changed(in_item("daily-4", "points = 0.5", "points = 1"))
    office.on("2021-06-25").does("scheme", "amend", write("amended.toml", of_year(2021, dearer)), "--effective",
                                 "2021-07-01", *AUTHORITY)  # fmt: skip
    found = office.does("scheme", "diff", "2021-06-30", "2021-07-01")["differences"]
    assert [(row["item"], row["what"]) for row in found] == [("daily-4", "per-occurrence")]
    office.on("2021-07-05")
    before, after = (office.does("record", "late-arrival", "丙", "--on", day)["entry"] for day in
                     ("2021-06-30", "2021-07-01"))  # fmt: skip
    assert office.lines("丙", "daily-4", "--as-of", "2021-07-01") == [
        (early["entry"], "-0.5"), (before, "-0.5"), (after, "-1"),
    ]  # fmt: skip

    # At the end of 2021 乙 has the third grade again: two successive years.
    for name in ("甲", "丙", "戊", "己"):
        for month in range(1, 13):
            day = f"2021-{month:02}-15"
            office.on("2022-01-05").does("record", "news-published", name, "--on", day)
    office.on("2022-01-06").does("import", write("2021.jsonl", year_end_of(2021)))
    twice = office.does("score", "乙", "--year", "2021", "--as-of", "2022-01-06")["sheets"][0]
    assert (twice["grade"], twice["summary"]["third_again"]) == (3, True)
    assert office.does("score", "乙", "--year", "2020", "--as-of", "2022-01-06")["sheets"][0]["grade"] == 3

    # And after all that, the first bulletin prints as it did, and the whole ledger is true.
    assert desk("bulletin", "--published", "2020-H1", "--edition", "1").out == as_printed
    assert office.does("verify")["ok"] is True
