"""0 done, 1 refused or failed, 2 wrong usage, 3 the ledger is untrue; an error is a sentence, never a traceback."""

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.store.sqlite.guards import GUARDS
from tests.office import Clerk, Said

LATE = ("record", "late-arrival", "甲", "--on", "2020-03-05")

REFUSED = {
    "a day that there is not": ("bulletin", "--as-of", "2020-02-30"),
    "a day that is none": ("log", "--as-of", "soon"),
    "a moment that is none": ("bulletin", "--known-at", "soon"),
    "an instant without a zone": ("bulletin", "--known-at", "2020-07-01T00:00:00"),
    "an entry that is not there yet": ("score", "甲", "--known-at", "99"),
    "a half year that there is not": ("bulletin", "--period", "2020-H3"),
    "a year that is none": ("bulletin", "--year", "MMXX"),
    "a year without a scheme": ("bulletin", "--year", "2021"),
    "a period without a scheme": ("bulletin", "--period", "2021"),
    "a language that there is not": ("verify", "--lang", "fr"),
    "a person not found": ("score", "无名氏"),
    "one of several people not found": ("score", "甲", "无名氏"),
    "an item that the sheet does not have": ("why", "甲", "levy"),
    "a number out of bounds": (*LATE, "--minutes", "0"),
    "a day on which the entry has to happen": ("record", "late-arrival", "甲", "--on", "5 March"),
    "a day in the future": ("record", "late-arrival", "甲", "--on", "2999-01-01"),
    "a merit for oneself": ("record", "news-published", "甲", "--on", "2020-03-05", "--by", "甲"),
    "a void of what is not there": ("void", "99", "--reason", "x"),
    "a void of an enrolment on which entries rest": ("void", "1", "--reason", "x"),
    "a void of a word": ("void", "late", "--reason", "x"),
    "an import of a file that is not there": ("import", "absent.csv"),
    "an import of a folder": ("import", "."),
    "a roster that is not there": ("enrol", "absent.csv"),
    "an import of a file that is no table of entries": ("import", "roster.csv"),
    "a scheme that there is not": ("scheme", "show", "absent.toml"),
    "an item that the scheme does not have": ("scheme", "show", "--item", "nope"),
    "a ledger that is there already": ("init",),
    "a ledger in a folder that is not there": ("init", "--ledger", "absent/gongguo.db"),
    "a scheme to adopt that there is not": ("init", "--ledger", "new.db", "--scheme", "absent.toml"),
    "a ledger that is not there": ("verify", "--ledger", "absent.db"),
    "a ledger that is another file": ("verify", "--ledger", "roster.csv"),
    "a ledger that is a folder": ("verify", "--ledger", "."),
    "a demo in a file": ("demo", "roster.csv"),
}

WRONG_USAGE = {
    "an unknown command": ("promote", "甲"),
    "an unknown kind to record": ("record", "applause", "甲", "--on", "2020-03-05"),
    "an unknown kind to look for": ("log", "--kind", "applause"),
    "a kind that people do not record": ("record", "scheme-adopted", "--on", "2020-03-05"),
    "an unknown option": ("bulletin", "--loud"),
    "an option of another kind": (*LATE, "--unit-points", "1"),
    "a missing person": ("score",),
    "a missing day": ("record", "late-arrival", "甲"),
    "a missing field": ("record", "incident-reported", "甲", "--on", "2020-03-05"),
    "a missing reason": ("void", "2"),
    "a missing file": ("import",),
    "an argument too many": ("verify", "everything"),
    "an option without its value": ("bulletin", "--as-of"),
    "a period with a day beside it": ("bulletin", "--period", "2020", "--as-of", "2020-06-30"),
}


def is_said_in_words(said: Said) -> bool:
    return "Traceback" not in said.out + said.err and "unforeseen" not in said.err


@pytest.mark.parametrize("words", REFUSED.values(), ids=REFUSED)
def test_1_is_refused_or_failed(desk: Clerk, words: tuple[str, ...]) -> None:
    said = desk(*words)
    assert (said.status, said.err.startswith("Error: ")) == (1, True)
    assert is_said_in_words(said)


@pytest.mark.parametrize("words", WRONG_USAGE.values(), ids=WRONG_USAGE)
def test_2_is_wrong_usage(desk: Clerk, words: tuple[str, ...]) -> None:
    said = desk(*words)
    assert (said.status, said.out) == (2, "")
    assert is_said_in_words(said)


@pytest.mark.parametrize("words", [*REFUSED.values(), *WRONG_USAGE.values()], ids=[*REFUSED, *WRONG_USAGE])
def test_with_json_an_error_is_one_object_on_standard_error(desk: Clerk, words: tuple[str, ...]) -> None:
    said = desk(*words, "--json") if words != WRONG_USAGE["an option without its value"] else desk("--json", *words)
    document = json.loads(said.err)
    assert document.keys() == {"error"}
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", document["error"]["code"]) and document["error"]["message"]
    assert document["error"]["code"] != "unforeseen"


def test_a_record_without_a_change_is_done(desk: Clerk) -> None:
    key = (*LATE, "--source-key", "门禁-1")
    assert [desk(*key).status, desk(*key).status] == [0, 0]


def test_help_is_done(clerk: Clerk) -> None:
    assert [clerk("--help").status, clerk("record", "late-arrival", "--help").status] == [0, 0]


@pytest.mark.parametrize("words", [(), ("record",), ("scheme",)], ids=["gongguo", "record", "scheme"])
def test_a_group_alone_says_its_usage_once(clerk: Clerk, words: tuple[str, ...]) -> None:
    said = clerk(*words)
    assert said.status == 2
    assert (said.out + said.err).count("Usage:") == 1


@pytest.mark.parametrize(
    "words",
    [
        ("bulletin", "--loud"),
        ("promote",),
        ("void", "2"),
        ("bulletin", "--period", "2020-H3"),
        ("log", "--known-at", "x"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_said_in_whole_sentences(desk: Clerk, words: tuple[str, ...]) -> None:
    assert not re.search(r"[^.?!] See gongguo", desk(*words).err)


def drop(guard: str) -> str:
    assert guard in GUARDS
    return f"DROP TRIGGER {guard};"


TAMPERINGS = {
    "a guard was dropped": drop("entries_come_in_turn"),
    "an entry was changed": drop("entries_never_change") + """
        UPDATE entries SET blob = CAST(replace(CAST(blob AS TEXT), '2020-03-05', '2020-03-06') AS BLOB)
        WHERE number = 9;""",
    "an entry was scribbled over": drop("entries_never_change") + "UPDATE entries SET blob = x'00' WHERE number = 9;",
    "a column was changed": drop("entries_never_change") + "UPDATE entries SET person = 'T2' WHERE number = 9;",
    "a leaf was changed": drop("entries_never_change") + "UPDATE entries SET leaf = x'00' WHERE number = 9;",
    "an entry was deleted": drop("entries_are_never_deleted") + "DELETE FROM entries WHERE number = 8;",
}  # fmt: skip


def tamper(ledger: Path, script: str, *, and_restore_the_guards: bool = False) -> None:
    connection = sqlite3.connect(ledger)
    connection.executescript(script)
    if and_restore_the_guards:
        for name, guard in GUARDS.items():
            connection.executescript(f"DROP TRIGGER IF EXISTS {name}; {guard}")
    connection.close()


@pytest.mark.parametrize("script", TAMPERINGS.values(), ids=TAMPERINGS)
def test_3_is_a_ledger_that_was_tampered_with(desk: Clerk, script: str) -> None:
    assert desk(*LATE).status == 0
    tamper(desk.folder / "gongguo.db", script)
    said = desk("verify", "--json")
    assert (said.status, said.json["schema"], said.json["ok"]) == (3, "gongguo.verify/1", False)
    assert said.json["problems"]
    assert desk("verify").status == 3 and is_said_in_words(desk("verify"))


@pytest.mark.parametrize("what", list(TAMPERINGS)[1:])
def test_guards_put_back_hide_nothing(desk: Clerk, what: str) -> None:
    desk(*LATE)
    tamper(desk.folder / "gongguo.db", TAMPERINGS[what], and_restore_the_guards=True)
    said = desk("verify", "--json")
    assert said.status == 3 and {problem["entry"] for problem in said.json["problems"]} == {9}


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "the page of the table was wiped": lambda content: content[:4096] + bytes(4096) + content[8192:],
    "a page of an entry was wiped": lambda content: content[:40960] + bytes(4096) + content[45056:],
    "the file was cut short": lambda content: content[: len(content) // 2],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_3_is_a_file_that_was_damaged(desk: Clerk, damage: Callable[[bytes], bytes]) -> None:
    path = desk.folder / "gongguo.db"
    path.write_bytes(damage(path.read_bytes()))
    said = desk("verify", "--json")
    assert is_said_in_words(said)
    assert (said.status, said.out and said.json["ok"]) == (3, False)


def test_a_reading_of_a_scribbled_entry_fails_in_words(desk: Clerk) -> None:
    desk(*LATE)
    tamper(desk.folder / "gongguo.db", TAMPERINGS["an entry was scribbled over"])
    said = desk("bulletin")
    assert said.status == 1 and is_said_in_words(said)


@pytest.mark.parametrize(
    "words",
    [
        ("bulletin",), ("score", "甲"), ("why", "甲"), ("log",), ("verify",), ("scheme", "show"), ("scheme", "check"),
        ("scheme", "readings"), LATE, ("void", "2", "--reason", "x"), ("import", "roster.csv"),
        ("import", "roster.csv", "--dry-run"), ("enrol", "roster.csv"),
    ],
    ids=lambda words: " ".join(words[:2]),
)  # fmt: skip
def test_a_ledger_that_is_absent_is_not_made(clerk: Clerk, words: tuple[str, ...]) -> None:
    said = clerk(*words, "--json")
    assert (said.status, said.error["code"]) == (1, "no-such-ledger")
    assert files_in(clerk) == {"roster.csv"}


@pytest.mark.parametrize("words", [("bulletin",), ("why", "甲"), ("log",), ("verify",)], ids=lambda words: words[0])
def test_a_reading_leaves_the_ledger_and_its_folder_as_they_were(desk: Clerk, words: tuple[str, ...]) -> None:
    path = desk.folder / "gongguo.db"
    before = path.read_bytes()
    assert desk(*words).status == 0
    assert (files_in(desk), path.read_bytes()) == ({"gongguo.db", "roster.csv"}, before)


def files_in(clerk: Clerk) -> set[str]:
    return {path.name for path in clerk.folder.iterdir()}
