"""Files of entries: their shapes and encodings, every problem with its place, and nothing recorded twice."""

import codecs
import json
from collections.abc import Callable
from typing import Any

import pytest

from ledger import application
from tests.office import Clerk
from tests.postgres import on_both

Write = Callable[[str, str | bytes], str]

CHINESE = """类别,人员,发生日期,任务类别,任务,分钟,备注
迟到,甲,2020-03-05,,,7,雨
年初任务未完成,乙,2020-04-01,②,学习笔记,,
"""
ENGLISH = """kind,person,occurred_on,category,task,minutes,note
late-arrival,T1,2020-03-05,,,7,雨
task-missed,T2,2020-04-01,study,学习笔记,,
"""
LINES = """{"kind": "late-arrival", "person": "甲", "occurred_on": "2020-03-05", "minutes": 7, "note": "雨"}
{"kind": "task-missed", "person": "T2", "occurred_on": "2020-04-01", "category": "study", "task": "学习笔记"}
"""
CHINESE_LINES = """{"类别": "迟到", "人员": "甲", "发生日期": "2020-03-05", "分钟": 7, "备注": "雨"}
{"类别": "年初任务未完成", "人员": "乙", "发生日期": "2020-04-01", "任务类别": "②", "任务": "学习笔记"}
"""
SHAPES = {
    "CSV under Chinese headings": CHINESE,
    "CSV under English headings": ENGLISH,
    "CSV with its columns turned round": "\n".join(
        ",".join(reversed(line.split(","))) for line in ENGLISH.splitlines()
    ),
    "CSV with semicolons": CHINESE.replace(",", ";"),
    "CSV with tabs": ENGLISH.replace(",", "\t"),
    "CSV with Windows line ends": CHINESE.replace("\n", "\r\n"),
    "CSV with quotes": ENGLISH.replace("雨", '"雨"'),
    "CSV with empty lines": ENGLISH.replace("\ntask", "\n\n,,,,,,\ntask") + "\n\n",
    "CSV with spaces around its cells": ENGLISH.replace(",", " , "),
    "CSV with headings in capitals": ENGLISH.replace("kind,person", "KIND,Person"),
    "JSON Lines under English names": LINES,
    "JSON Lines under Chinese names": CHINESE_LINES,
    "JSON Lines with empty lines": LINES.replace("\n", "\n\n"),
    "JSON Lines with null for a field left out": LINES.replace('"note": "雨"', '"note": "雨", "evidence": null'),
    "JSON Lines without an end of line": LINES.rstrip(),
}
ENCODINGS = {
    "UTF-8": lambda text: text.encode(),
    "UTF-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "UTF-16 little-endian": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "UTF-16 big-endian": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "GB18030": lambda text: text.encode("gb18030"),
}
LATE: dict[str, Any] = {"kind": "late-arrival", "person": "甲", "occurred_on": "2020-03-05"}


def jsonl(*rows: dict[str, Any]) -> str:
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)


def recorded(clerk: Clerk) -> list[dict[str, Any]]:
    """Return the entries after the roster's."""
    entries: list[dict[str, Any]] = clerk("log", "--json").json["entries"][8:]
    return entries


def problems_of(clerk: Clerk, name: str) -> list[tuple[Any, ...]]:
    """Return the place, the value and the code of every problem of a file, of which nothing is recorded."""
    said = clerk("import", name, "--json")
    assert (said.status, said.error["code"], said.json["recorded"]) == (1, "import-refused", 0)
    assert recorded(clerk) == []
    assert all(problem["message"] for problem in said.json["problems"])
    return [tuple(problem[name] for name in ("row", "column", "value", "code")) for problem in said.json["problems"]]


def counts(clerk: Clerk, name: str, *options: str) -> tuple[int, int]:
    said = clerk("import", name, "--json", *options)
    assert said.status == 0, said.out
    return said.json["recorded"], said.json["skipped"]


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES)
def test_every_shape_of_file_records_the_same(desk: Clerk, write: Write, text: str) -> None:
    assert counts(desk, write("entries.txt", text)) == (2, 0)
    told = [(e["kind"], e["person"], e["occurred_on"], e["fields"]) for e in recorded(desk)]
    assert told == [
        ("late-arrival", "T1", "2020-03-05", {"minutes": 7, "note": "雨"}),
        ("task-missed", "T2", "2020-04-01", {"category": "study", "task": "学习笔记"}),
    ]


def test_notes_full_of_chinese_commas_separate_nothing(desk: Clerk, write: Write) -> None:
    rows = "".join(f"late-arrival,T1,2020-03-0{day},{'雨大，路滑，' * day}\n" for day in range(1, 9))
    assert counts(desk, write("entries.csv", f"kind,person,occurred_on,note\n{rows}")) == (8, 0)


@pytest.mark.parametrize("text", [CHINESE, CHINESE_LINES], ids=["CSV", "JSON Lines"])
@pytest.mark.parametrize("encoded", ENCODINGS.values(), ids=ENCODINGS)
def test_every_encoding_is_read(desk: Clerk, write: Write, text: str, encoded: Callable[[str], bytes]) -> None:
    assert counts(desk, write("entries.txt", encoded(text))) == (2, 0)
    assert recorded(desk)[0]["fields"]["note"] == "雨"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "input-unreadable"),
        (b"\n\n", "input-unreadable"),
        (b"\xff\xfe\x00", "input-unreadable"),
        (b"\x81", "input-unreadable"),
        (b"PK\x03\x04broken", "input-unreadable"),
    ],
    ids=["empty", "empty lines", "half of UTF-16", "no text", "a broken workbook"],
)
def test_what_is_no_file_of_entries_is_refused_in_words(desk: Clerk, write: Write, content: bytes, code: str) -> None:
    said = desk("import", write("entries.txt", content), "--json")
    assert (said.status, said.error["code"]) == (1, code)
    assert "entries.txt" in said.error["message"] or content.strip() == b""


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ('["late-arrival", "甲", "2020-03-05"]', ""),
        ('{"kind": "late-arrival", "person": "甲"', ""),
        ('"late-arrival"', ""),
        ('{"kind": "late-arrival", "person": "甲", "person": "乙", "occurred_on": "2020-03-05"}', "person"),
        ('{"kind": "late-arrival", "person": ["甲", "乙"], "occurred_on": "2020-03-05"}', "person"),
        ("[" * 100_000, ""),
    ],
    ids=["a list", "a broken line", "a text", "a name given twice", "a list of people", "a hundred thousand brackets"],
)
def test_a_line_that_is_no_entry_is_a_problem_of_its_row(desk: Clerk, write: Write, line: str, column: str) -> None:
    ((row, where, _value, code),) = problems_of(desk, write("entries.jsonl", f"{jsonl(LATE)}\n{line}\n"))
    assert (row, where, code) == (2, column, "input-unreadable")


def test_a_field_given_under_two_of_its_names_is_a_problem(desk: Clerk, write: Write) -> None:
    ((row, column, value, _code),) = problems_of(desk, write("entries.jsonl", jsonl({**LATE, "人员": "乙"})))
    assert (row, column, value) == (1, "人员", "乙")


@pytest.mark.parametrize("number", ["1e3", "NaN", "Infinity", "-1", "0", "1.5", "true", '"1,5"', '"٣"', "1" * 19])
def test_a_number_that_cannot_be_counted_is_a_problem(desk: Clerk, write: Write, number: str) -> None:
    line = json.dumps(LATE)[:-1] + f', "minutes": {number}}}'
    value = "yes" if number == "true" else number.strip('"')
    assert problems_of(desk, write("entries.jsonl", line)) == [(1, "minutes", value, "bad-value")]


@pytest.mark.parametrize("number", ["12", "12.0", '"１２"', '" 12 "', '"+12"'])
def test_a_number_is_read_in_each_way_of_writing_it(desk: Clerk, write: Write, number: str) -> None:
    assert counts(desk, write("entries.jsonl", json.dumps(LATE)[:-1] + f', "minutes": {number}}}')) == (1, 0)
    assert recorded(desk)[0]["fields"] == {"minutes": 12}


@pytest.mark.parametrize(("answer", "affected"), [(True, True), (False, False), ("是", True), ("no", False), (1, True)])
def test_true_and_false_are_yes_and_no(desk: Clerk, write: Write, answer: object, affected: bool) -> None:
    row = {**LATE, "kind": "task-delayed", "category": "study", "affected_unit": answer}
    assert counts(desk, write("entries.jsonl", jsonl(row))) == (1, 0)
    assert recorded(desk)[0]["fields"]["affected_unit"] is affected


def test_an_unknown_column_is_a_problem_of_the_rows_that_use_it(desk: Clerk, write: Write) -> None:
    text = "kind,person,occurred_on,salary\nlate-arrival,甲,2020-03-05,\nlate-arrival,甲,2020-03-06,100\n"
    assert problems_of(desk, write("entries.csv", text)) == [(2, "salary", "100", "unknown-field")]


def test_a_column_that_is_there_twice_is_refused(desk: Clerk, write: Write) -> None:
    text = "kind,person,person,occurred_on\nlate-arrival,甲,乙,2020-03-05\n"
    said = desk("import", write("entries.csv", text), "--json")
    assert (said.status, said.error["code"], said.error["column"]) == (1, "input-unreadable", "person")


def test_two_columns_that_mean_the_same_are_a_problem_where_both_are_filled(desk: Clerk, write: Write) -> None:
    text = "kind,person,人员,occurred_on\nlate-arrival,甲,,2020-03-05\nlate-arrival,甲,乙,2020-03-05\n"
    assert [problem[:3] for problem in problems_of(desk, write("entries.csv", text))] == [(2, "人员", "乙")]


def test_a_row_that_is_too_long_is_a_problem(desk: Clerk, write: Write) -> None:
    text = "kind,person,occurred_on\nlate-arrival,甲,2020-03-05\nlate-arrival,甲,2020-03-06,rain\n"
    ((row, _column, value, _code),) = problems_of(desk, write("entries.csv", text))
    assert (row, value) == (2, "rain")


def test_all_problems_of_a_file_are_reported_with_row_and_column(desk: Clerk, write: Write) -> None:
    text = """kind,person,occurred_on,category,minutes
late-arrival,甲,2020-03-05,,7
late-arrival,无名氏,2020-03-05,,
late-arrival,甲,2020-02-30,,x

applause,甲,2020-03-05,,
late-arrival,,2020-03-05,,
task-missed,乙,2020-03-05,,
late-arrival,甲,2999-01-01,study,
task-missed,乙,2020-03-05,party-day,
"""
    found = problems_of(desk, write("entries.csv", text))
    assert [(row, column, code) for row, column, _value, code in found] == [
        (2, "person", "person-unknown"),
        (3, "occurred_on", "bad-value"),
        (3, "minutes", "bad-value"),
        (5, "kind", "unknown-kind"),
        (6, "person", "missing-field"),
        (7, "category", "missing-field"),
        (8, "category", "unknown-field"),
        (9, "category", "not-a-party-member"),
    ]


def test_a_problem_is_under_the_heading_that_the_file_has(desk: Clerk, write: Write) -> None:
    text = "类别,人员,发生日期,分钟\n迟到,甲,2020-03-05,x\n迟到,无名氏,2020-03-05,\n迟到,甲,2999-01-01,\n"
    assert [problem[:3] for problem in problems_of(desk, write("entries.csv", text))] == [
        (1, "分钟", "x"), (2, "人员", "无名氏"), (3, "发生日期", "2999-01-01"),
    ]  # fmt: skip


def test_the_table_of_problems_says_how_many_there_are(desk: Clerk, write: Write) -> None:
    said = desk("import", write("entries.jsonl", jsonl(*({**LATE, "minutes": "x"} for _ in range(60)))))
    assert (said.status, "problems: 60" in said.err, "10 more" in said.out) == (1, True, True)


@pytest.mark.parametrize("text", [CHINESE, LINES], ids=["CSV", "JSON Lines"])
def test_the_same_file_twice_records_nothing_twice(desk: Clerk, write: Write, text: str) -> None:
    assert [counts(desk, write("entries.txt", text)) for _time in range(2)] == [(2, 0), (0, 2)]
    assert len(recorded(desk)) == 2


def test_a_file_that_grew_records_what_is_new(desk: Clerk, write: Write) -> None:
    counts(desk, write("entries.csv", CHINESE))
    assert counts(desk, write("entries.csv", CHINESE + "早退,甲,2020-05-06,,,,\n")) == (1, 2)
    assert recorded(desk)[-1]["kind"] == "early-departure"


def test_rows_that_are_equal_count_each_and_not_again(desk: Clerk, write: Write) -> None:
    assert counts(desk, write("entries.jsonl", jsonl(LATE, LATE))) == (2, 0)
    assert counts(desk, write("entries.jsonl", jsonl(LATE, LATE))) == (0, 2)
    assert counts(desk, write("entries.jsonl", jsonl(LATE, LATE, LATE))) == (1, 2)


def test_a_file_whose_rows_void_its_own_records_nothing_when_handed_in_again(desk: Clerk, write: Write) -> None:
    late = {**LATE, "source_key": "门禁-1"}
    void = {"kind": "entry-voided", "entry": "key:门禁-1", "reason": "当日请假"}
    name = write("entries.jsonl", jsonl(late, void))
    assert [counts(desk, name), counts(desk, name)] == [(2, 0), (0, 2)]
    assert [entry["voided_by"] for entry in recorded(desk)] == [10, None]


def test_a_row_recorded_anew_after_its_void_in_one_file_stands_once(desk: Clerk, write: Write) -> None:
    late = {**LATE, "source_key": "门禁-1"}
    void = {"kind": "entry-voided", "entry": "key:门禁-1", "reason": "时间有误"}
    name = write("entries.jsonl", jsonl(late, void, {**late, "minutes": 7}))
    assert [counts(desk, name), counts(desk, name)] == [(3, 0), (0, 3)]


@pytest.mark.parametrize("key", [{}, {"source_key": "门禁-1"}], ids=["without a key", "with a key"])
def test_a_row_voided_by_hand_is_recorded_again(desk: Clerk, write: Write, key: dict[str, str]) -> None:
    name = write("entries.jsonl", jsonl({**LATE, **key}))
    assert counts(desk, name) == (1, 0)
    desk("void", "9", "--reason", "登记错误")
    assert [counts(desk, name), counts(desk, name)] == [(1, 0), (0, 1)]
    assert [entry["voided_by"] for entry in recorded(desk)] == [10, None, None]


def test_the_same_key_with_other_content_is_a_problem(desk: Clerk, write: Write) -> None:
    counts(desk, write("entries.jsonl", jsonl({**LATE, "source_key": "门禁-1"})))
    said = desk("import", write("more.jsonl", jsonl({**LATE, "source_key": "门禁-1", "minutes": 7})), "--json")
    (problem,) = said.json["problems"]
    assert (problem["column"], problem["value"], problem["code"]) == (
        "source_key", "门禁-1", "same-key-other-content",
    )  # fmt: skip
    assert "#9" in problem["message"] and len(recorded(desk)) == 1


def test_a_key_given_twice_in_one_file_with_other_content_is_a_problem(desk: Clerk, write: Write) -> None:
    rows = [{**LATE, "source_key": "门禁-1"}, {**LATE, "source_key": "门禁-1", "note": "雨"}]
    assert problems_of(desk, write("entries.jsonl", jsonl(*rows))) == [
        (2, "source_key", "门禁-1", "same-key-other-content"),
    ]


def test_an_entry_may_rest_on_an_earlier_row_of_the_same_file(desk: Clerk, write: Write) -> None:
    new = {"kind": "person-enrolled", "person": "T7", "occurred_on": "2020-03-01", "name": "辛", "department": "康复部"}
    assert counts(desk, write("entries.jsonl", jsonl(new, {**LATE, "person": "辛"}))) == (2, 0)
    assert recorded(desk)[-1]["person"] == "T7"


def test_a_dry_run_judges_and_records_nothing(desk: Clerk, write: Write) -> None:
    name = write("entries.csv", CHINESE)
    said = desk("import", name, "--dry-run", "--json")
    assert (said.status, said.json["recorded"], said.json["first_entry"], said.json["would_record"]) == (0, 0, None, 2)
    assert recorded(desk) == []
    assert counts(desk, name) == (2, 0)
    assert counts(desk, name, "--dry-run") == (0, 2)


def test_a_dry_run_of_a_file_with_problems_is_refused(desk: Clerk, write: Write) -> None:
    said = desk("import", write("entries.jsonl", jsonl(LATE, {**LATE, "minutes": "x"})), "--dry-run", "--json")
    assert (said.status, said.json["would_record"], len(said.json["problems"])) == (1, 0, 1)


@on_both
def test_a_file_of_several_parts_is_recorded_whole_or_not_at_all(
    desk: Clerk, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a row rests on, and the void that says of a row that it was recorded before, stand in other parts."""
    monkeypatch.setattr(application, "_AT_ONCE", 2)
    new = {"kind": "person-enrolled", "person": "T7", "occurred_on": "2020-03-01", "name": "辛", "department": "康复部"}
    void = {"kind": "entry-voided", "entry": "key:门禁-1", "reason": "当日请假"}
    rows = [{**LATE, "source_key": "门禁-1"}, LATE, LATE, new, LATE, {**LATE, "person": "辛"}, void]
    bad = [{**LATE, "person": "某人"}, LATE, {**LATE, "minutes": "x"}]
    assert problems_of(desk, write("entries.jsonl", jsonl(*rows, *bad))) == [
        (8, "person", "某人", "person-unknown"), (10, "minutes", "x", "bad-value"),
    ]  # fmt: skip
    name = write("entries.jsonl", jsonl(*rows))
    assert counts(desk, name, "--dry-run") == (0, 0)
    assert [counts(desk, name), counts(desk, name)] == [(7, 0), (0, 7)]
    assert [entry["voided_by"] for entry in recorded(desk)] == [15, None, None, None, None, None, None]
    assert desk("verify").status == 0


def test_what_speaks_against_a_row_is_told_once_in_whatever_part_it_stands(
    desk: Clerk, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "_AT_ONCE", 2)
    left = {"kind": "person-left", "person": "甲", "occurred_on": "2020-03-01"}
    said = desk("import", write("entries.jsonl", jsonl(LATE, {**LATE, "person": "乙"}, left)), "--json")
    (problem,) = said.json["problems"]
    assert (problem["row"], problem["code"], problem["message"].count("#9 ")) == (3, "entries-rest-on-it", 1)


@pytest.mark.parametrize("at_once", [1, 100])
def test_a_name_that_a_file_gave_and_took_back_is_nobodys_in_the_rows_after_it(
    desk: Clerk, write: Write, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(application, "_AT_ONCE", at_once)
    renamed = {
        "kind": "person-renamed",
        "person": "甲",
        "occurred_on": "2020-03-01",
        "name": "申",
        "source_key": "改名-1",
    }
    void = {"kind": "entry-voided", "entry": "key:改名-1", "reason": "登记错误"}
    name = write("entries.jsonl", jsonl(renamed, void, {**LATE, "person": "申"}))
    said = desk("import", name, "--json", "--by", "丙")
    assert [(problem["row"], problem["code"]) for problem in said.json["problems"]] == [(3, "person-unknown")]
