"""Publishing: what is kept, what is printed again, what is refused, and what verify finds."""

import hashlib
import json
import sqlite3
from gettext import NullTranslations
from typing import Any

import pytest

from commands.bulletins import publishing
from ledger.facts.late_arrival import LateArrival
from ledger.texts import Label
from tests.commands.conftest import Clock
from tests.office import Clerk
from tests.past_the_guards import freely

PUBLISH = ("bulletin", "--period", "2020-H1", "--publish", "--by", "庚")


@pytest.fixture
def published(desk: Clerk, clock: Clock) -> Clerk:
    """甲 was late on 5 March; the bulletin of the half year is out (entry 10)."""
    desk("record", "late-arrival", "甲", "--on", "2020-03-05", "--by", "庚")
    said = desk(*PUBLISH)
    assert said.status == 0, said.err
    return desk


def number_of(said: Any) -> int:
    assert said.status == 0, said.err
    return int(said.json["entry"])


def test_what_is_published_is_recorded_with_everything_it_rests_on(published: Clerk) -> None:
    (entry,) = published("log", "--kind", "bulletin-published", "--json").json["entries"]
    fields = entry["fields"]
    document = published("bulletin", "--published", "2020-H1", "--json").out
    assert (entry["entry"], fields["period"], fields["as_of"], fields["known_at"]) == (10, "2020-H1", "2020-06-30", 9)
    assert fields["document"] == hashlib.sha256(document.encode()).hexdigest()
    scheme = published("scheme", "show", "--toml").out
    assert fields["scheme_sha256"] == hashlib.sha256(scheme.encode()).hexdigest()


def test_publishing_prints_what_is_printed_again_later(desk: Clerk, clock: Clock) -> None:
    first, as_json = desk(*PUBLISH).out, desk(*PUBLISH, "--json").out
    assert desk("bulletin", "--published", "2020-H1", "--edition", "1").out == first
    assert desk("bulletin", "--published", "2020-h1", "--json").out == as_json
    assert json.loads(as_json)["schema"] == "gongguo.bulletin/1"


def test_title_issuer_and_number_stand_at_the_head(desk: Clerk, clock: Clock) -> None:
    desk(*PUBLISH, "--title", "上半年通报", "--issuer", "绩效办", "--number", "〔2020〕3号")
    for language in ("en", "zh"):
        printed = desk("bulletin", "--published", "2020-H1", GONGGUO_LANG=language).out
        assert printed.startswith("上半年通报\n〔2020〕3号\n绩效办  2020-07-02\n")


def test_the_page_that_was_printed_stays_when_the_programs_own_words_change(
    published: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = [published("bulletin", "--published", "2020-H1", GONGGUO_LANG=language).out for language in ("en", "zh")]
    monkeypatch.setattr(LateArrival, "LABEL", Label("tardiness", "晚到"))
    monkeypatch.setattr("ledger.texts.gettext.translation", lambda *_where, **_how: OtherWords())
    again = [published("bulletin", "--published", "2020-H1", GONGGUO_LANG=language).out for language in ("en", "zh")]
    assert again == pages and pages[0] != pages[1]
    assert published("verify", "--json").json["ok"] is True


class OtherWords(NullTranslations):
    """Every text of the program said in other words."""

    def gettext(self, message: str) -> str:
        return f"~{message}~"


def test_before_the_cutoff_it_is_refused_and_on_that_day_not(clerk: Clerk, clock: Clock) -> None:
    clock.set("2020-06-29T15:59:59+00:00")  # 23:59:59 on 29 June in Xiangxi
    clerk("init", "--roster", "roster.csv")
    said = clerk(*PUBLISH, "--json")
    assert (said.status, said.error["code"]) == (1, "not-over-yet")
    clock.set("2020-06-29T16:00:00+00:00")
    assert clerk(*PUBLISH).status == 0


def test_a_second_edition_names_the_first_and_the_last_is_printed(published: Clerk) -> None:
    first = published("bulletin", "--published", "2020-H1", "--json").json
    second = published(*PUBLISH, "--json").json
    assert second["publication"]["first_edition"]["entry"] == 10
    assert published("bulletin", "--published", "2020-H1", "--json").json == second
    assert published("bulletin", "--published", "2020-H1", "--edition", "1", "--json").json == first
    page = published("bulletin", "--published", "2020-H1").out
    assert "Edition 2" in page and second["publication"]["first_edition"]["document"] in page


def test_two_who_publish_at_once_make_one_edition(published: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "editions_of", lambda _ledger, _period: [])
    said = published(*PUBLISH, "--json")
    assert (said.status, said.error["code"]) == (1, "other-edition")


def test_a_bulletin_is_published_as_it_was_known_at_a_moment(desk: Clerk, clock: Clock) -> None:
    desk("record", "late-arrival", "甲", "--on", "2020-03-05", "--by", "庚")
    document = desk(*PUBLISH, "--known-at", "8", "--json").json
    assert document["known_at"]["entry"] == 8
    since = desk("bulletin", "--published", "2020-H1", "--changes", "--json").json
    assert [entry["entry"] for entry in since["entries"]] == [9]
    assert desk("verify", "--json").json["ok"] is True


MISUSED = {
    "a period is missing": ("bulletin", "--publish"),
    "a day in place of a period": ("bulletin", "--publish", "--as-of", "2020-06-30"),
    "a title for nothing": ("bulletin", "--period", "2020-H1", "--title", "x"),
    "an edition of nothing": ("bulletin", "--edition", "1"),
    "changes since nothing": ("bulletin", "--changes"),
    "published and a day": ("bulletin", "--published", "2020-H1", "--as-of", "2020-06-30"),
    "published and to be published": ("bulletin", "--published", "2020-H1", "--publish"),
    "edition 0": ("bulletin", "--published", "2020-H1", "--edition", "0"),
}


@pytest.mark.parametrize("words", MISUSED.values(), ids=MISUSED)
def test_options_that_do_not_go_together_are_wrong_usage(published: Clerk, words: tuple[str, ...]) -> None:
    assert published(*words).status == 2


@pytest.mark.parametrize("words", [("2020-H2",), ("2020-H1", "--edition", "2"), ("2020-H3",), ("2019",)], ids=" ".join)
def test_what_was_not_published_is_not_printed(published: Clerk, words: tuple[str, ...]) -> None:
    said = published("bulletin", "--published", *words, "--json")
    assert (said.status, said.out) == (1, "")
    assert said.error["code"] in {"not-published", "bad-value"}


def test_a_void_of_what_a_published_bulletin_rests_on_needs_an_authority(published: Clerk) -> None:
    void = ("void", "9", "--reason", "当日已批准请假", "--by", "庚", "--json")
    assert published(*void).error["code"] == "authority-needed"
    assert published(*void, "--authority", "党组会议〔2020〕9号").status == 0


def test_what_happened_after_the_cutoff_is_voided_without(published: Clerk) -> None:
    july = number_of(published("record", "late-arrival", "甲", "--on", "2020-07-01", "--by", "庚", "--json"))
    assert published("void", str(july), "--reason", "登记错误", "--by", "庚").status == 0


def test_backdated_entries_are_marked_until_a_bulletin_has_told_them(published: Clerk, clock: Clock) -> None:
    late = number_of(published("record", "late-arrival", "乙", "--on", "2020-06-30", "--by", "庚", "--json"))
    later = number_of(published("record", "late-arrival", "乙", "--on", "2020-07-01", "--by", "庚", "--json"))
    marked = [published("bulletin", "--period", period, "--json").json["backdated"] for period in ("2020-H1", "2020")]
    assert [[entry["entry"] for entry in each] for each in marked] == [[late], [late]]
    lines = published("why", "乙", "daily-4", "--no-rank", "--json").json["sheets"][0]["items"]["daily-4"]["lines"]
    assert [(line["entry"], line["backdated"]) for line in lines] == [(late, "2020-H1"), (later, None)]
    log = {entry["entry"]: entry["backdated"] for entry in published("log", "--json").json["entries"]}
    assert (log[9], log[late], log[later]) == (None, "2020-H1", None)
    clock.set("2021-01-04T01:00:00+00:00")
    assert published("bulletin", "--period", "2020-H2", "--publish", "--by", "庚").status == 0
    assert published("bulletin", "--period", "2020", "--json").json["backdated"] == []


def test_diff_says_what_was_recorded_between_two_moments_for_one_person(published: Clerk) -> None:
    published("record", "late-arrival", "乙", "--on", "2020-06-30", "--by", "庚")
    published("record", "absence", "丙", "--on", "2020-06-30", "--by", "庚")
    diff = ("diff", "--as-of", "2020-06-30", "--known-at", "12", "--known-at", "8", "--json")
    everyone = published(*diff).json
    assert (everyone["earlier"]["entry"], everyone["later"]["entry"]) == (8, 12)
    assert [entry["entry"] for entry in everyone["entries"]] == [9, 11, 12]
    assert {change["name"] for change in everyone["people"]} >= {"甲", "乙", "丙"}
    one = published(*diff, "乙").json
    assert [entry["entry"] for entry in one["entries"]] == [11]
    ((change,),) = ([each["items"] for each in one["people"]],)
    assert change == [{"item": "daily-4", "label": "考勤", "before": "5", "after": "4.5", "state": "standing"}]


def test_diff_with_one_moment_compares_it_with_now_and_without_any_is_wrong_usage(published: Clerk) -> None:
    one = published("diff", "--as-of", "2020-06-30", "--known-at", "8", "--json").json
    assert (one["earlier"]["entry"], one["later"]["entry"]) == (8, 10)
    assert [published("diff", *words).status for words in ((), ("--known-at", "1") * 3)] == [2, 2]


TAMPERINGS = {
    "the document was changed": ("UPDATE documents SET content = CAST(replace(CAST(content AS TEXT), '76.5', '99.5') "
                                 "AS BLOB)", "the published document was changed"),
    "the document is gone": ("DELETE FROM documents", "the published document is missing"),
    "a document was slipped in": ("INSERT INTO documents VALUES ('00', x'00')", "a document that no entry names"),
}  # fmt: skip


@pytest.mark.parametrize(("statement", "what"), TAMPERINGS.values(), ids=TAMPERINGS)
def test_verify_finds_what_was_done_to_published_documents(published: Clerk, statement: str, what: str) -> None:
    freely(published.folder / "gongguo.db", statement)
    said = published("verify", "--json")
    assert said.status == 3 and [problem["what"] for problem in said.json["problems"]] == [what]


def test_a_bulletin_that_says_what_the_entries_do_not_is_found(desk: Clerk, clock: Clock) -> None:
    desk("record", "late-arrival", "甲", "--on", "2020-03-05", "--by", "庚")
    honest = publishing._document

    def lying(*arguments: Any) -> bytes:
        return honest(*arguments).replace(b'"total":"76.5"', b'"total":"99.5"')

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publishing, "_document", lying)
        assert desk(*PUBLISH).status == 0
    said = desk("verify", "--json")
    assert said.status == 3
    assert [(p["entry"], p["expected"], p["found"]) for p in said.json["problems"]] == [(10, "76.5", "99.5")]


def test_the_documents_table_refuses_every_change_by_itself(published: Clerk) -> None:
    connection = sqlite3.connect(published.folder / "gongguo.db")
    for statement in ("UPDATE documents SET content = x'00'", "DELETE FROM documents",
                      "INSERT OR REPLACE INTO documents SELECT sha256, x'00' FROM documents"):  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)
    connection.close()
