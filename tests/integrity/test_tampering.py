"""Whoever holds the file can do anything to it. Each of these is caught by `verify`; some only by a checkpoint."""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.codec import decode, index_of, leaf_hash
from tests.office import say
from tests.past_the_guards import freely

ROSTER = "id,name,department,post\nT1,甲,办公室,office-publicity\nT2,乙,办公室,office-web\n"
ENTRIES = [
    json.dumps({"kind": "late-arrival", "person": "T1", "occurred_on": f"2020-03-{day:02}", "note": f"第{number}次",
                "source_key": f"k{number}-{day}"}, ensure_ascii=False)
    for number in range(3) for day in range(1, 29)
]  # fmt: skip
COLUMNS = "number, stream, version, stored_name, blob, leaf, kind, person, occurred_on, recorded_at, source_key, voids"

Harm = Callable[[Path], None]


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of 87 entries with a signed checkpoint over them beside it."""
    folder = tmp_path_factory.mktemp("sealed") / "office"
    folder.mkdir()
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (folder / "entries.jsonl").write_text("\n".join(ENTRIES), encoding="utf-8")
    for words in (("init", "--roster", "roster.csv", "--by", "丙"), ("import", "entries.jsonl", "--by", "丙"),
                  ("key", "new"), ("checkpoint",)):  # fmt: skip
        assert say(*words, folder=folder).status == 0
    assert say("verify", folder=folder).status == 0
    return folder


def sql(*statements: str) -> Harm:
    return lambda folder: freely(folder / "gongguo.db", *statements)


def edited_consistently(path: Path, number: int, old: bytes, new: bytes) -> None:
    """Change an entry's bytes and everything that is made from them."""
    connection = sqlite3.connect(path, isolation_level=None)
    (blob,) = connection.execute("SELECT blob FROM entries WHERE number = ?", (number,)).fetchone()
    connection.close()
    forged = blob.replace(old, new)
    assert forged != blob
    index = index_of(decode(forged))
    freely(path, f"UPDATE entries SET blob = x'{forged.hex()}', leaf = x'{leaf_hash(forged).hex()}', "
                 f"occurred_on = '{index.occurred_on}' WHERE number = {number}")  # fmt: skip


def one_edit_with_every_hash_made_anew(folder: Path) -> None:
    edited_consistently(folder / "gongguo.db", 50, b"2020-03-", b"2020-04-")


def back_dated(folder: Path) -> None:
    edited_consistently(folder / "gongguo.db", 87, b"2020-03-28", b"2020-03-01")


def two_blobs_swapped(folder: Path) -> None:
    path = folder / "gongguo.db"
    freely(path, "CREATE TEMP TABLE two AS SELECT number, blob, leaf FROM entries WHERE number IN (40, 41)",
           "UPDATE entries SET blob = (SELECT blob FROM two WHERE number = 81 - entries.number), "
           "leaf = (SELECT leaf FROM two WHERE number = 81 - entries.number) WHERE number IN (40, 41)")  # fmt: skip


def rebuilt_without_one_entry(folder: Path) -> None:
    (folder / "gongguo.db").unlink()
    (folder / "fewer.jsonl").write_text("\n".join(ENTRIES[:30] + ENTRIES[31:]), encoding="utf-8")
    assert say("init", "--roster", "roster.csv", "--by", "丙", folder=folder).status == 0
    assert say("import", "fewer.jsonl", "--by", "丙", folder=folder).status == 0


def a_view_in_its_place(folder: Path) -> None:
    path = folder / "gongguo.db"
    view = "CREATE VIEW entries AS SELECT * FROM hidden WHERE number <> 50"
    freely(path, "ALTER TABLE entries RENAME TO hidden", view, guards_after=False)


def a_guard_rewritten_through_writable_schema(folder: Path) -> None:
    connection = sqlite3.connect(folder / "gongguo.db", isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_master SET sql = 'CREATE TRIGGER entries_never_change BEFORE UPDATE ON entries "
                       "BEGIN SELECT 1; END' WHERE name = 'entries_never_change'")  # fmt: skip
    connection.execute("UPDATE sqlite_master SET sql = (SELECT 'CREATE TRIGGER entries_are_never_deleted BEFORE DELETE "
                       "ON entries BEGIN SELECT 1; END') WHERE name = 'entries_are_never_deleted'")  # fmt: skip
    connection.close()


def a_hex_edit(folder: Path) -> None:
    path = folder / "gongguo.db"
    content = path.read_bytes()
    place = content.rindex("第2次".encode())
    path.write_bytes(content[:place] + "第7次".encode() + content[place + len("第2次".encode()) :])


def a_truncated_file(folder: Path) -> None:
    path = folder / "gongguo.db"
    path.write_bytes(path.read_bytes()[:-8192])


def a_replaced_wal(folder: Path) -> None:
    """A log of another moment put beside the file: the older ledger comes back, whole and valid."""
    path = folder / "gongguo.db"
    shutil.copy(path, folder / "before.db")
    freely(path, "DELETE FROM entries WHERE number > 60")


def a_checkpoint_of_another_ledger(folder: Path) -> None:
    other = folder / "other"
    other.mkdir()
    (other / "roster.csv").write_text(ROSTER, encoding="utf-8")
    for words in (("init", "--roster", "roster.csv", "--by", "丁"), ("key", "new"),
                  ("checkpoint", "--to", str(folder / "checkpoints"))):  # fmt: skip
        assert say(*words, folder=other).status == 0


def every_checkpoint_made_anew_with_another_key(folder: Path) -> None:
    one_edit_with_every_hash_made_anew(folder)
    for path in (folder / "checkpoints").iterdir():
        path.unlink()
    assert say("key", "new", "--key", "forged.key", folder=folder).status == 0
    assert say("checkpoint", "--key", "forged.key", folder=folder).status == 0


HARMS: dict[str, Harm] = {
    "a blob updated": sql("UPDATE entries SET blob = CAST(replace(CAST(blob AS TEXT), '第1次', '第5次') AS BLOB) "
                          "WHERE number = 50"),
    "a column updated": sql("UPDATE entries SET person = 'T2' WHERE number = 50"),
    "a row deleted": sql("DELETE FROM entries WHERE number = 50"),
    "all rows deleted": sql("DELETE FROM entries"),
    "a row replaced": sql("INSERT OR REPLACE INTO entries SELECT 50, 'other', 1, stored_name, blob, leaf, kind, "
                          "person, occurred_on, recorded_at, source_key, voids FROM entries WHERE number = 51"),
    "a row upserted": sql(f"INSERT INTO entries SELECT {COLUMNS} FROM entries WHERE number = 50 "
                          "ON CONFLICT DO UPDATE SET occurred_on = '2020-04-01'"),
    "a row inserted out of turn": sql("INSERT INTO entries SELECT 99, 'other', 1, stored_name, blob, leaf, kind, "
                                      "person, occurred_on, recorded_at, NULL, voids FROM entries WHERE number = 50"),
    "a standing key used again": sql("INSERT INTO entries SELECT 88, 'other', 1, stored_name, blob, leaf, kind, "
                                     "person, occurred_on, recorded_at, source_key, voids FROM entries "
                                     "WHERE number = 50"),
    "a guard dropped": lambda folder: freely(folder / "gongguo.db", guards_after=False),
    "a guard rewritten through writable_schema": a_guard_rewritten_through_writable_schema,
    "a view in its place": a_view_in_its_place,
    "two blobs swapped": two_blobs_swapped,
    "the first dropped": sql("DELETE FROM entries WHERE number = 1"),
    "a hex edit": a_hex_edit,
    "a truncated file": a_truncated_file,
    "a checkpoint of another ledger": a_checkpoint_of_another_ledger,
}  # fmt: skip
# These leave a ledger that is true to itself: only the checkpoint tells.
SEEN_ONLY_FROM_OUTSIDE: dict[str, Harm] = {
    "the last 50 dropped": sql("DELETE FROM entries WHERE number > 37"),
    "one edit with every hash made anew": one_edit_with_every_hash_made_anew,
    "a blob back-dated with its leaf made anew": back_dated,
    "rebuilt from scratch without one entry": rebuilt_without_one_entry,
    "an older ledger in its place": a_replaced_wal,
}


def harmed(sealed: Path, tmp_path: Path, harm: Harm) -> Path:
    folder = tmp_path / "office"
    shutil.copytree(sealed, folder)
    harm(folder)
    return folder


@pytest.mark.parametrize("name", [*HARMS, *SEEN_ONLY_FROM_OUTSIDE])
def test_it_is_caught(name: str, sealed: Path, tmp_path: Path) -> None:
    folder = harmed(sealed, tmp_path, {**HARMS, **SEEN_ONLY_FROM_OUTSIDE}[name])
    said = say("verify", "--json", folder=folder)
    assert said.status == 3, said
    assert "unforeseen" not in said.err and all(problem["what"] for problem in said.json["problems"])


@pytest.mark.parametrize("name", SEEN_ONLY_FROM_OUTSIDE)
def test_without_the_checkpoint_nobody_would_know(name: str, sealed: Path, tmp_path: Path) -> None:
    folder = harmed(sealed, tmp_path, SEEN_ONLY_FROM_OUTSIDE[name])
    shutil.move(folder / "checkpoints", tmp_path / "with-the-union")
    assert say("verify", folder=folder).status == 0
    (checkpoint,) = (tmp_path / "with-the-union").glob("*.checkpoint")
    assert say("verify", "--checkpoint", str(checkpoint), folder=folder).status == 3


def test_a_forged_checkpoint_falls_to_the_public_key_that_others_have(sealed: Path, tmp_path: Path) -> None:
    folder = harmed(sealed, tmp_path, every_checkpoint_made_anew_with_another_key)
    vkey = say("key", "show", "--json", folder=sealed).json["vkey"]
    said = say("verify", "--vkey", vkey, "--json", folder=folder)
    assert said.status == 3


def test_a_temporary_table_in_its_place_lasts_no_longer_than_whoever_made_it(sealed: Path, tmp_path: Path) -> None:
    folder = harmed(sealed, tmp_path, lambda _folder: None)
    before = hashlib.sha256((folder / "gongguo.db").read_bytes()).digest()
    connection = sqlite3.connect(folder / "gongguo.db")
    connection.execute("CREATE TEMP TABLE entries AS SELECT * FROM main.entries WHERE number <> 50")
    assert connection.execute("SELECT COUNT(*) FROM entries").fetchone() == (86,)
    assert say("verify", folder=folder).status == 0
    connection.close()
    assert hashlib.sha256((folder / "gongguo.db").read_bytes()).digest() == before


def test_a_ledger_that_does_not_continue_its_checkpoint_gets_no_new_one(sealed: Path, tmp_path: Path) -> None:
    folder = harmed(sealed, tmp_path, one_edit_with_every_hash_made_anew)
    said = say("checkpoint", "--json", folder=folder)
    assert (said.status, said.error["code"]) == (1, "not-continued")
