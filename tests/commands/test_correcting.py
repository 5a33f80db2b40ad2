"""Correcting: a mistake is voided and recorded anew, together and linked; what rested on it is listed."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.office import Clerk, Said

BECAUSE = ("--reason", "登记错误", "--by", "庚")


@pytest.fixture
def wrong(desk: Clerk) -> Clerk:
    """甲 was late on 5 March by 50 minutes (entry 9); it was 5 minutes."""
    desk(
        "record", "late-arrival", "甲", "--on", "2020-03-05", "--minutes", "50", "--source-key", "门禁-1", "--by", "庚"
    )
    return desk


def corrected(clerk: Clerk, number: int, *changes: str) -> dict[str, Any]:
    said = clerk("correct", str(number), *changes, *BECAUSE, "--json")
    assert said.status == 0, said.err
    document: dict[str, Any] = said.json
    return document


def entry_in_log(clerk: Clerk, number: int) -> dict[str, Any]:
    (entry,) = clerk("log", "--entry", str(number), "--json").json["entries"]
    found: dict[str, Any] = entry
    return found


def test_a_correction_is_a_void_and_an_entry_right_after_it_each_naming_the_other(wrong: Clerk) -> None:
    receipt = corrected(wrong, 9, "--minutes", "5")
    assert (receipt["schema"], receipt["voids"], receipt["void_entry"], receipt["entry"]) == (
        "gongguo.receipt/1", 9, 10, 11,
    )  # fmt: skip
    assert entry_in_log(wrong, 9)["voided_by"] == 10
    assert entry_in_log(wrong, 10)["fields"] == {"entry": 9, "reason": "登记错误", "replaced_by": 11}
    assert (entry_in_log(wrong, 11)["corrects"], entry_in_log(wrong, 11)["fields"]["minutes"]) == (9, 5)
    assert wrong("verify", "--json").json["ok"] is True


def test_what_was_not_changed_stays_source_key_and_all(wrong: Clerk) -> None:
    corrected(wrong, 9, "--on", "2020-03-06")
    anew = entry_in_log(wrong, 11)
    assert (anew["occurred_on"], anew["source_key"], anew["fields"]) == ("2020-03-06", "门禁-1", {"minutes": 50})


def test_the_file_of_the_mistake_handed_in_again_records_nothing(desk: Clerk, write: Callable[..., str]) -> None:
    rows = "kind,person,occurred_on,minutes\nlate-arrival,甲,2020-03-05,50\n"
    desk("import", write("door.csv", rows), "--by", "庚")
    corrected(desk, 9, "--minutes", "5")
    again = desk("import", "door.csv", "--by", "庚", "--json").json
    assert (again["recorded"], again["skipped"]) == (0, 1)


def test_the_chain_of_corrections_says_was_is_by_whom_when_and_why(wrong: Clerk) -> None:
    corrected(wrong, 9, "--minutes", "5")
    corrected(wrong, 11, "--on", "2020-03-06", "--note", "公交停运")
    lines = wrong("why", "甲", "daily-4", "--no-rank", "--json").json["sheets"][0]["items"]["daily-4"]["lines"]
    (line,) = lines
    steps = line["corrections"]
    assert (line["entry"], line["corrects"]) == (13, 11)
    assert [(step["entry"], step["void"], step["anew"]) for step in steps] == [(9, 10, 11), (11, 12, 13)]
    assert steps[0]["changed"] == [{"field": "minutes", "was": 50, "is": 5}]
    assert {change["field"]: (change["was"], change["is"]) for change in steps[1]["changed"]} == {
        "occurred_on": ("2020-03-05", "2020-03-06"), "note": (None, "公交停运"),
    }  # fmt: skip
    assert all((step["reason"], step["recorded_by"]) == ("登记错误", "庚") for step in steps)
    assert entry_in_log(wrong, 9)["corrections"] == entry_in_log(wrong, 13)["corrections"] == steps
    page = wrong("why", "甲", "daily-4", "--no-rank", "--lang", "zh").out
    assert "分钟 50 → 5" in page and "#11 由 #12 冲销、更正为 #13" in page


def test_a_moment_before_the_correction_knows_nothing_of_it(wrong: Clerk) -> None:
    corrected(wrong, 9, "--minutes", "5")
    (entry,) = wrong("log", "--entry", "9", "--known-at", "9", "--json").json["entries"]
    assert (entry["voided_by"], entry["corrections"]) == (None, [])


def test_an_entry_is_moved_to_another_person_and_to_another_kind(wrong: Clerk) -> None:
    receipt = corrected(wrong, 9, "--person", "乙", "--kind", "absence")
    anew = entry_in_log(wrong, receipt["entry"])
    assert (anew["kind"], anew["person"], anew["fields"]) == ("absence", "T2", {})
    assert wrong("log", "甲", "--json").json["entries"][-1]["voided_by"] is None  # the void of their entry
    assert wrong("verify", "--json").json["ok"] is True


def test_a_field_is_taken_out_by_an_empty_value(wrong: Clerk) -> None:
    receipt = corrected(wrong, 9, "--minutes", "")
    assert entry_in_log(wrong, receipt["entry"])["fields"] == {}


def test_an_entry_is_named_by_its_source_key(wrong: Clerk) -> None:
    said = wrong("correct", "key:门禁-1", "--minutes", "5", *BECAUSE, "--json")
    assert (said.status, said.json["voids"]) == (0, 9)


REFUSED = {
    "nothing is changed": (("9", "--minutes", "50"), "nothing-changed"),
    "no such entry": (("99", "--minutes", "5"), "no-such-entry"),
    "no such key": (("key:门禁-2", "--minutes", "5"), "no-such-entry"),
    "a value that cannot be read": (("9", "--minutes", "0"), "bad-value"),
    "a field of another kind": (("9", "--indicator", "levy"), "unknown-field"),
    "a field that there is not": (("9", "--set", "colour=red"), "unknown-field"),
    "a set without a value": (("9", "--set", "minutes"), "bad-value"),
    "a day in the future": (("9", "--on", "2999-01-01"), "day-in-the-future"),
    "the scheme": (("1", "--note", "x"), "cannot-be-voided"),
    "an unknown person": (("9", "--person", "无名氏"), "person-unknown"),
}


@pytest.mark.parametrize(("words", "code"), REFUSED.values(), ids=REFUSED)
def test_a_correction_that_is_none_is_refused_and_changes_nothing(
    wrong: Clerk, words: tuple[str, ...], code: str
) -> None:  # fmt: skip
    said = wrong("correct", *words, *BECAUSE, "--json")
    assert (said.status, said.error["code"]) == (1, code)
    assert wrong("verify", "--json").json["entries"] == 9


def test_no_correction_takes_a_key_under_which_something_stands(wrong: Clerk) -> None:
    wrong("record", "late-arrival", "乙", "--on", "2020-03-06", "--source-key", "门禁-2", "--by", "庚")
    said = wrong("correct", "10", "--set", "source_key=门禁-1", *BECAUSE, "--json")
    assert (said.status, said.error["code"]) == (1, "same-key-other-content")
    assert wrong("verify").status == 0


@pytest.mark.parametrize("kind", ["late-arrival", "person-renamed", "person-left"])
def test_an_enrolment_that_would_become_something_else_is_refused(wrong: Clerk, kind: str) -> None:
    said = wrong("correct", "2", "--kind", kind, "--on", "2020-05-05", "--set", "name=甲", *BECAUSE, "--json")
    assert said.status == 1 and said.error["code"] in {"person-unknown", "unknown-field", "entries-rest-on-it"}


def test_nothing_is_corrected_into_a_void(wrong: Clerk) -> None:
    into = ("--kind", "entry-voided", "--set", "occurred_on=", "--set", "person=", "--set", "entry=2", "--minutes", "",
            "--set", "reason=x", "--set", "source_key=")  # fmt: skip
    said = wrong("correct", "9", *into, *BECAUSE, "--json")
    assert (said.status, said.error["code"]) == (1, "cannot-be-voided")


@pytest.mark.parametrize("option", ["--reason", "--authority"])
def test_a_reason_and_an_authority_say_something(wrong: Clerk, option: str) -> None:
    for nothing, code in (("", "missing-field"), (" ", "missing-field"), ("\x1b[31m", "bad-value")):
        said = wrong("correct", "9", "--minutes", "5", *BECAUSE, option, nothing, "--json")
        assert (said.status, said.error["code"]) == (1, code)


def test_an_entry_that_was_corrected_points_to_the_one_that_stands(wrong: Clerk) -> None:
    corrected(wrong, 9, "--minutes", "5")
    said = wrong("correct", "9", "--minutes", "6", *BECAUSE, "--json")
    assert said.error["code"] == "already-voided" and "#11" in said.error["message"]


def test_a_void_is_not_corrected(wrong: Clerk) -> None:
    wrong("void", "9", *BECAUSE)
    assert wrong("correct", "10", "--reason", "x", "--note", "y", "--json").error["code"] == "cannot-be-voided"


def test_nobody_corrects_an_entry_about_themselves(wrong: Clerk) -> None:
    said = wrong("correct", "9", "--minutes", "5", "--reason", "x", "--by", "甲", "--json")
    assert said.error["code"] == "recorded-for-oneself"


def test_a_correction_into_a_published_period_needs_an_authority_too(wrong: Clerk) -> None:
    july = wrong("record", "late-arrival", "乙", "--on", "2020-07-03", "--by", "庚", "--json").json["entry"]
    wrong("bulletin", "--period", "2020-H1", "--publish", "--by", "庚")
    into_june = ("correct", str(july), "--on", "2020-06-30", *BECAUSE)
    assert wrong(*into_june, "--json").error["code"] == "authority-needed"
    assert wrong(*into_june, "--authority", "党组会议〔2020〕9号").status == 0


class TestTheRoster:
    """Entries 2 to 7 enrol 甲 to 己."""

    def test_a_wrong_name_is_put_right_and_both_names_are_found_in_the_log(self, desk: Clerk) -> None:
        corrected(desk, 2, "--name", "甲一")
        assert desk("score", "甲一", "--no-rank", "--json").json["sheets"][0]["id"] == "T1"
        assert desk("score", "甲", "--no-rank", "--json").json["sheets"][0]["id"] == "T1"

    def test_a_wrong_name_finds_the_person_only_while_nobody_has_it(self, desk: Clerk) -> None:
        corrected(desk, 2, "--name", "甲一")
        corrected(desk, 3, "--name", "甲")
        assert desk("score", "甲", "--no-rank", "--json").json["sheets"][0]["id"] == "T2"
        assert desk("score", "乙", "--no-rank", "--json").json["sheets"][0]["id"] == "T2"

    def test_the_file_with_the_wrong_name_records_nothing_twice(self, desk: Clerk) -> None:
        (desk.folder / "rows.csv").write_text("kind,person,occurred_on\nabsence,甲,2020-03-05\n")
        desk("import", "rows.csv", "--by", "庚")
        corrected(desk, 2, "--name", "甲一")
        again = desk("import", "rows.csv", "--by", "庚", "--json").json
        assert (again["recorded"], again["skipped"]) == (0, 1)

    def test_entries_that_rested_on_it_are_judged_again_and_listed(self, desk: Clerk) -> None:
        desk("record", "incident-reported", "乙", "--on", "2020-05-06", "--indicator", "payroll", "--by", "庚")
        desk("record", "late-arrival", "乙", "--on", "2020-05-07", "--by", "庚")
        receipt = corrected(desk, 3, "--post", "office-web")
        judged = {again["entry"]: bool(again["problems"]) for again in receipt["rejudged"]}
        assert judged == {9: True, 10: False}

    def test_what_no_longer_fits_is_said_to_people_and_is_then_corrected(self, desk: Clerk) -> None:
        desk("record", "incident-reported", "乙", "--on", "2020-05-06", "--indicator", "payroll", "--by", "庚")
        said = desk("correct", "3", "--post", "office-web", *BECAUSE)
        assert "no longer fits" in said.out and "#9" in said.out
        (note,) = desk("verify", "--json").json["notes"]
        assert note.startswith("#9 ") and "no longer fits" in note
        assert corrected(desk, 9, "--indicator", "website")["entry"] == 13

    def test_a_wrong_membership_is_put_right_with_its_tasks_listed(self, desk: Clerk) -> None:
        desk("record", "task-missed", "甲", "--on", "2020-05-06", "--category", "party-day", "--by", "庚")
        receipt = corrected(desk, 2, "--member", "no")
        assert [(again["entry"], bool(again["problems"])) for again in receipt["rejudged"]] == [(9, True)]

    def test_a_wrong_day_of_enrolment_lists_what_came_before_it(self, desk: Clerk) -> None:
        desk("record", "late-arrival", "甲", "--on", "2020-02-06", "--by", "庚")
        desk("record", "late-arrival", "甲", "--on", "2020-03-06", "--by", "庚")
        receipt = corrected(desk, 2, "--on", "2020-03-01")
        assert [(again["entry"], bool(again["problems"])) for again in receipt["rejudged"]] == [(9, True), (10, False)]

    def test_an_enrolment_after_a_transfer_would_leave_it_without_footing(self, desk: Clerk) -> None:
        desk("record", "person-transferred", "甲", "--on", "2020-02-06", "--department", "康复部", "--by", "庚")
        said = desk("correct", "2", "--on", "2020-03-01", *BECAUSE, "--json")
        assert said.error["code"] == "entries-rest-on-it" and "#9" in said.error["message"]

    def test_whoever_is_enrolled_later_than_their_entries_breaks_no_reading(self, desk: Clerk) -> None:
        desk("record", "news-published", "戊", "--on", "2020-03-15", "--by", "庚")
        receipt = corrected(desk, 6, "--on", "2020-08-01")
        assert [(again["entry"], bool(again["problems"])) for again in receipt["rejudged"]] == [(9, True)]
        for words in (("bulletin", "--as-of", "2020-06-30"), ("score", "甲", "--as-of", "2020-06-30"),
                      ("why", "甲", "--as-of", "2020-06-30"), ("bulletin", "--as-of", "2020-12-31"), ("verify",),
                      ("record", "late-arrival", "甲", "--on", "2020-03-03", "--by", "庚")):  # fmt: skip
            assert desk(*words).status == 0, words

    def test_a_transfer_moved_to_an_earlier_day_lists_what_no_longer_fits(self, desk: Clerk) -> None:
        desk("record", "person-transferred", "乙", "--on", "2020-09-01", "--post", "org-levy", "--by", "庚")
        desk("record", "incident-reported", "乙", "--on", "2020-05-05", "--indicator", "payroll", "--by", "庚")
        receipt = corrected(desk, 9, "--on", "2020-03-01")
        assert [(again["entry"], bool(again["problems"])) for again in receipt["rejudged"]] == [(10, True)]

    def test_a_membership_moved_to_an_earlier_day_lists_its_tasks(self, desk: Clerk) -> None:
        desk("record", "party-membership-changed", "甲", "--on", "2020-09-01", "--member", "no", "--by", "庚")
        desk("record", "task-missed", "甲", "--on", "2020-05-05", "--category", "party-day", "--by", "庚")
        receipt = corrected(desk, 9, "--on", "2020-03-01")
        assert [(again["entry"], bool(again["problems"])) for again in receipt["rejudged"]] == [(10, True)]

    def test_another_post_decided_lists_what_counts_no_more(self, desk: Clerk) -> None:
        desk("record", "person-transferred", "乙", "--on", "2020-03-01", "--post", "org-levy", "--by", "庚")
        desk("record", "assessed-post-decided", "乙", "--on", "2020-04-01", "--post", "office-finance",
             "--authority", "会", "--by", "庚")  # fmt: skip
        desk("record", "incident-reported", "乙", "--on", "2020-05-05", "--indicator", "payroll", "--by", "庚")
        receipt = corrected(desk, 10, "--post", "org-levy")
        assert [(again["entry"], bool(again["problems"])) for again in receipt["rejudged"]] == [(11, True)]

    def test_an_id_is_corrected_while_nothing_rests_on_it(self, desk: Clerk) -> None:
        assert corrected(desk, 7, "--person", "T66")["entry"] == 10
        assert desk("score", "T66", "--no-rank", "--json").status == 0
        desk("record", "late-arrival", "甲", "--on", "2020-03-06", "--by", "庚")
        said = desk("correct", "2", "--person", "T99", *BECAUSE, "--json")
        assert said.error["code"] == "entries-rest-on-it"

    def test_a_transfer_of_the_wrong_day_moves_the_months_of_its_department(self, desk: Clerk) -> None:
        moved = desk("record", "person-transferred", "甲", "--on", "2020-04-01", "--department", "康复部", "--by", "庚",
                     "--json").json["entry"]  # fmt: skip
        receipt = corrected(desk, moved, "--on", "2020-05-01")
        assert (
            desk("score", "甲", "--as-of", "2020-04-30", "--no-rank", "--json").json["sheets"][0]["department"]
            == "办公室"
        )
        assert receipt["voids"] == moved


def test_a_refusal_names_the_field_at_fault(wrong: Clerk) -> None:
    said: Said = wrong("correct", "9", "--minutes", "x", *BECAUSE, "--json")
    assert said.error["column"] == "minutes"
