"""A file is recorded a part at a time, and quickly where its lines are plain; the ledger does not show it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commands.intake import InputUnreadable
from commands.intake._text import in_utf8
from commands.intake.json_lines import fields_in, read_in_full
from ledger import application
from ledger.decisions.drafts import draft_from
from ledger.entry import RecordedBy
from ledger.store import appending
from ledger.store.appending import _Appending
from tests.laws.ledgers import Ledgers
from tests.laws.universe import Row, histories
from tests.office import Office

PIECES = st.sampled_from([
    '"', "\\", ":", ",", "{", "}", "[1]", " ", "\t", "\x01", "\x0b", "a", "kind", "迟", "😀", "1", "-0", "1.50", "1e3",
    "null", "true", "NaN", "\\u0041", "\\ud800", '\\"', "\u2028", "\x7f", "\ufeff", '"a":"b"', '"a": "c"',
    '"b":1', ',"c":""',
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=4).map("".join)
VALUES = st.one_of(TEXTS.map(lambda text: json.dumps(text, ensure_ascii=False)), TEXTS.map(json.dumps), PIECES)
PAIRS = st.builds(lambda name, value: f"{json.dumps(name, ensure_ascii=False)}: {value}", TEXTS, VALUES)
LINES = st.one_of(
    st.lists(PAIRS, max_size=4).map(lambda pairs: "{" + ", ".join(pairs) + "}"),
    st.lists(PIECES, max_size=9).map("".join),
)


@given(line=LINES)
def test_a_line_read_quickly_is_the_line_read_in_full(line: str) -> None:
    assert what_comes_of(lambda: fields_in(line.encode())) == what_comes_of(lambda: read_in_full(line))


def what_comes_of(read: Any) -> Any:
    try:
        fields = read()
    except InputUnreadable as error:
        return str(error), error.column
    return fields, list(fields)


@given(text=st.text(st.sampled_from("a迟,;\n\r\t{ é😀")), encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_a_text_is_the_same_in_whatever_encoding_it_was_written(text: str, encoding: str) -> None:
    expected = text.replace("\r\n", "\n").replace("\r", "\n").encode()
    assert in_utf8(text.encode(encoding), Path("a.csv")) == expected


BAD_ROWS = st.sampled_from([
    {"kind": "absence", "person": "某人", "occurred_on": "2020-01-15"},
    {"kind": "absence", "person": "甲", "occurred_on": "无日"},
    {"kind": "no-such-kind"},
])  # fmt: skip
WITHOUT_KEY = st.sampled_from([
    {"kind": "absence", "person": "甲", "occurred_on": "2020-03-02"},
    {"kind": "person-enrolled", "person": "P9", "name": "己", "department": "办公室", "occurred_on": "2020-03-02"},
    {"kind": "absence", "person": "己", "occurred_on": "2020-03-05"},
])  # fmt: skip


@st.composite
def files(draw: st.DrawFn) -> list[Row]:
    """Draw a file: a history, rows without keys among it, and seldom rows that cannot be recorded."""
    rows = draw(histories(10))
    others = st.one_of(WITHOUT_KEY, WITHOUT_KEY, WITHOUT_KEY, BAD_ROWS)
    for row in draw(st.lists(others, max_size=5)):
        rows.insert(draw(st.integers(0, len(rows))), row)
    return rows


@settings(max_examples=25)
@given(
    first=files(), second=files(), most=st.integers(0, 40), at_once=st.sampled_from([1, 2, 3, 7]),
    written=st.sampled_from(["as soon as it may be", "when it is waited for"]),
)  # fmt: skip
def test_a_file_recorded_in_parts_is_the_file_recorded_at_once(
    first: list[Row], second: list[Row], most: int, at_once: int, written: str, founded: Path
) -> None:
    """The second file repeats much of the first: rows that were recorded, that were voided, and that stand for else.

    A part is written while the next one is judged, sooner or later.
    """
    handed_in = [first, first[:most] + second, first]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(appending, "MANY", 1)
        if written == "when it is waited for":
            patch.setattr(appending, "_Appending", AppendedWhenWaitedFor)
        in_parts = what_comes_of_files(handed_in, at_once, founded)
    assert in_parts == what_comes_of_files(handed_in, 10**6, founded)


class AppendedWhenWaitedFor(_Appending):
    def start(self) -> None:
        """Nothing yet."""

    def join(self, timeout: float | None = None) -> None:
        self.run()


def what_comes_of_files(handed_in: list[list[Row]], at_once: int, founded: Path) -> list[Any]:
    """Return what is said of each file, judged only and then recorded, and the ledger after it."""
    found: list[Any] = []
    for office in Ledgers(founded):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(application, "_AT_ONCE", at_once)
            patch.setattr(office.application, "_clock", lambda: datetime(2021, 7, 1, tzinfo=UTC))
            for rows in handed_in:
                found += [what_is_said_of(office, rows, dry_run=True), what_is_said_of(office, rows, dry_run=False)]
                found.append(list(office.ledger.archive.ask("SELECT * FROM entries ORDER BY number", {})))
    return found


def what_is_said_of(office: Office, rows: list[Row], *, dry_run: bool) -> Any:
    def read() -> Iterator[Any]:
        return (draft_from(row, number) for number, row in enumerate(rows, 1))

    filed = office.application.record_file(read, RecordedBy(login="clerk", name="录入员"), dry_run=dry_run)
    problems = [(one.row, one.column, one.value, str(one.error)) for one in [*filed.unread, *filed.problems]]
    return (problems, filed.skipped) if filed.is_refused else (filed.numbers, filed.entries, filed.skipped)
