"""Files that are handed in, spoilt: cells and values replaced by odd ones, lines moved, bytes changed; or any bytes."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

WAREHOUSE = (Path(__file__).parents[1] / "schemes" / "warehouse-2023.toml").read_text(encoding="utf-8")
ROWS: list[dict[str, Any]] = [
    {"kind": "late-arrival", "person": "甲", "occurred_on": "2020-03-05", "minutes": 5, "note": "雨"},
    {"kind": "task-missed", "person": "T2", "occurred_on": "2020-03-21", "category": "creation", "task": "任务"},
    {"kind": "progress-reported", "person": "丙", "occurred_on": "2020-05-17", "indicator": "levy", "amount": 1.5},
    {"kind": "ballots-counted", "person": "乙", "occurred_on": "2020-12-01", "part": "leader", "scores": "90 95.5"},
    {"kind": "person-enrolled", "person": "T9", "occurred_on": "2020-02-01", "name": "辛", "department": "康复部"},
]
ODD = [
    "", " ", "\0", "\ufeff", "１２", "٣", "9" * 5000, "1e999", "-1e999", "1e99999999999999999999", "NaN", "-Infinity",
    "-0", "0.0000001", "0000-00-00", "2020-02-30", "9999-12-31", "２０２０-03-05", "2020-03-05T00:00:00Z", '"', '""x"',
    "'", "\n", "\r", "a\r\nb", "\u2028", "\x1b[31m", "\U0001f600", "e\u0301", "=1+1", "true", "late-arrival",
    "L1", "甲",
    "\\ud800", "{", "[" * 3000, "字" * 11_000, "A" * 200,
]  # fmt: skip
NESTED: list[Any] = [None, True, [], {}, [[1]], {"a": {"b": 1}}, float("nan"), float("inf"), 10**400, -1, 1e300]
TOML = [
    "1e999", "-1e999", "1e99999999999999999999", "nan", "-inf", "-1", "0", "-0.0", "0.0000001", "999999999999",
    "1" * 5000,
    "0x" + "f" * 5000, "1_0", "true", '""', '"x"', '"\\u0000"', '"2"', "[]", "[[]]", '["a", 1]', "{}", "{a = 1}",
    "[1, 2]",
    "[" * 2000 + "]" * 2000, "{a = " * 500 + "1" + "}" * 500, "a" + ".a" * 1500 + " = 1",
    "1979-05-27T07:32:00Z", "07:32:00",
    "0000-00-00", "0001-01-01", "9999-12-31", "2023-07-01", "2024-06-30", "'Asia'", "'../x'", "'" + "Z" * 300 + "'",
    "[parts]", "[[parts]]", "[[parts.items]]", "[[parts.items.rules]]", "[grades]", "'''", '"""',
    '"' + "9" * 5000 + '"',
    '["E' + "9" * 5000 + '"]', '"conduct"', '"attendance"', '"per-occurrence"', "\0", "\ufeff", "\r", "\x1b[31m",
]  # fmt: skip
LINE_ENDS = ["\n", "\r\n", "\r", "\n\r", "\n\n"]
ENCODINGS = ["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "gb18030"]

places = st.integers(0, 10_000)
odd_cells = st.sampled_from(ODD) | st.text(max_size=8)
change = st.tuples(
    st.sampled_from(["cut", "put", "change"]), places, st.binary(max_size=3) | st.sampled_from([b"1", b'"'])
)
Change = tuple[str, int, bytes]
changes: st.SearchStrategy[list[Change]] = st.just([]) | st.just([]) | st.lists(change, max_size=3)
cells = st.lists(
    st.tuples(places, st.sampled_from([*ROWS[0], "amount", "scores", "source_key", "人员", ""]), odd_cells), max_size=3
)


def spoilt(content: bytes, spoilings: list[Change]) -> bytes:
    """Delete, insert or change bytes here and there."""
    raw = bytearray(content)
    for how, place, more in spoilings:
        at = place % (len(raw) + 1)
        raw[at : at + (len(more) if how != "put" else 0)] = {"cut": b"", "put": more, "change": more[::-1]}[how]
    return bytes(raw)


def encoded(text: str, line_end: str, encoding: str) -> bytes:
    return text.replace("\n", line_end, 7).encode(encoding, "replace")


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    rows = [
        {name: str(value) for name, value in row.items()} for row in draw(st.sampled_from([ROWS, ROWS[:1], ROWS[1:4]]))
    ]
    for place, name, text in draw(cells):
        rows[place % len(rows)][name] = text
    headings = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=draw(st.sampled_from(",;\t，")), lineterminator="\n")
    writer.writerows([headings, *([row.get(name, "") for name in headings] for row in rows)])
    raw = encoded(out.getvalue(), draw(st.sampled_from(LINE_ENDS)), draw(st.sampled_from(ENCODINGS)))
    return spoilt(raw, draw(changes))


@st.composite
def lines(draw: st.DrawFn) -> bytes:
    rows = [dict(row) for row in draw(st.sampled_from([ROWS, ROWS[:1], ROWS[1:4]]))]
    for place, name, text in draw(cells):
        rows[place % len(rows)][name] = draw(st.sampled_from([text, *NESTED]))
    text = "\n".join(json.dumps(row, ensure_ascii=draw(st.booleans())) for row in rows)
    text = text.replace(
        '"amount": 1.5',
        '"amount": ' + draw(st.sampled_from(["1.5", "1.5", "1.5", "1.5", "1e999", "9" * 5000, "[" * 3000])),
    )
    return spoilt(encoded(text, draw(st.sampled_from(LINE_ENDS)), draw(st.sampled_from(ENCODINGS))), draw(changes))


@st.composite
def schemes(draw: st.DrawFn) -> bytes:
    text = WAREHOUSE.split("\n")
    filled = [number for number, line in enumerate(text) if "=" in line]
    for place, how, odd in draw(
        st.lists(
            st.tuples(places, st.sampled_from(["set", "set", "drop", "put", "move"]), st.sampled_from(TOML)), max_size=3
        )
    ):
        at = filled[place % len(filled)]
        key = text[at].partition("=")[0]
        text[at] = {"set": f"{key}= {odd}", "drop": "", "put": f"{text[at]}\n{odd}", "move": text[at - 1]}[how]
    return spoilt("\n".join(text).encode("utf-8"), draw(changes))


ANYTHING = st.binary() | st.text().map(str.encode)
