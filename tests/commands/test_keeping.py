"""A ledger kept safe: backed up while in use, restored, written out, read in again, salvaged, upgraded."""

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.office import Clerk, say
from tests.past_the_guards import freely
from tests.store.make_ledger import LEDGERS


@pytest.fixture
def kept(desk: Clerk) -> Clerk:
    """甲 was late twice (entries 9 and 10); the half year is published (11), a checkpoint over 11 is signed."""
    for day in ("2020-03-05", "2020-03-06"):
        desk("record", "late-arrival", "甲", "--on", day, "--by", "庚")
    desk("bulletin", "--period", "2020-H1", "--publish", "--by", "庚")
    desk("key", "new")
    assert desk("checkpoint").status == 0
    return desk


def blobs(path: Path) -> list[bytes]:
    connection = sqlite3.connect(path)
    found = [blob for (blob,) in connection.execute("SELECT blob FROM entries ORDER BY number")]
    connection.close()
    return found


def test_a_backup_is_the_ledger_with_its_checkpoints_and_documents_and_is_true(kept: Clerk) -> None:
    said = kept("backup", "copy", "--json")
    assert (said.status, said.json["entries"]) == (0, 11)
    folder = kept.folder
    assert blobs(folder / "copy" / "gongguo.db") == blobs(folder / "gongguo.db")
    assert (folder / "copy" / "checkpoints" / "11.checkpoint").exists()
    assert kept("bulletin", "--published", "2020-H1", "--ledger", "copy/gongguo.db").status == 0
    assert kept("verify", "--ledger", "copy/gongguo.db").status == 0


def test_a_backup_is_taken_while_somebody_records(kept: Clerk) -> None:
    holder = sqlite3.connect(kept.folder / "gongguo.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert kept("backup", "copy").status == 0
    holder.close()


def test_a_backup_never_writes_over_anything_and_leaves_nothing_half_there(kept: Clerk) -> None:
    folder = kept.folder
    (folder / "full").mkdir()
    (folder / "full" / "letter.txt").write_text("x")
    assert kept("backup", "full", "--json").error["code"] == "place-in-use"
    freely(folder / "gongguo.db", "UPDATE entries SET person = 'T2' WHERE number = 9")
    assert kept("backup", "copy", "--json").error["code"] == "not-restored"
    assert not (folder / "copy").exists() and not list(folder.glob(".*unfinished*"))


def test_a_backup_is_taken_into_the_empty_folder_one_stands_in(kept: Clerk) -> None:
    stick = kept.folder / "stick"
    stick.mkdir()
    said = say("--ledger", "../gongguo.db", "backup", ".", folder=stick)
    assert said.status == 0, said.err
    assert blobs(stick / "gongguo.db") == blobs(kept.folder / "gongguo.db")


def test_a_ledger_is_restored_into_an_empty_place_only(kept: Clerk) -> None:
    folder = kept.folder
    kept("backup", "copy")
    assert kept("restore", "copy", "--json").error["code"] == "ledger-exists"
    (folder / "gongguo.db").unlink()
    assert kept("restore", "copy", "--json").error["code"] == "place-in-use"  # the old checkpoints are there
    shutil.rmtree(folder / "checkpoints")
    said = kept("restore", "copy", "--json")
    assert (said.status, said.json["entries"]) == (0, 11)
    assert kept("verify").status == 0 and (folder / "checkpoints" / "11.checkpoint").exists()


def test_an_export_read_in_again_has_the_same_bytes_and_the_same_root(kept: Clerk) -> None:
    folder = kept.folder
    assert kept("export", "-o", "all.jsonl").status == 0
    restore = ("restore", "--from-export", "all.jsonl", "--ledger", "again.db", "--json")
    said = kept(*restore, "--checkpoint", "checkpoints/11.checkpoint")
    assert said.status == 0, said.err
    assert blobs(folder / "again.db") == blobs(folder / "gongguo.db")
    printed = [kept("bulletin", "--published", "2020-H1", "--json", "--ledger", name).out for name in
               ("gongguo.db", "again.db")]  # fmt: skip
    assert printed[0] == printed[1] != ""


SPOILT = {
    "a line left out": lambda lines: lines[:4] + lines[5:],
    "two lines swapped": lambda lines: [*lines[:4], lines[5], lines[4], *lines[6:]],
    "a line cut short": lambda lines: [*lines[:4], lines[4][:40], *lines[5:]],
    "no entry at all": lambda lines: [b"hello", *lines],
    "the document left out": lambda lines: lines[:-1],
    "the document changed": lambda lines: [*lines[:-1], lines[-1].replace(b'"content": "e', b'"content": "f')],
}


@pytest.mark.parametrize("name", SPOILT)
def test_an_export_that_was_spoilt_is_not_restored(kept: Clerk, name: str) -> None:
    folder = kept.folder
    kept("export", "-o", "all.jsonl")
    spoil: Any = SPOILT[name]
    (folder / "all.jsonl").write_bytes(b"\n".join(spoil((folder / "all.jsonl").read_bytes().splitlines())) + b"\n")
    said = kept("restore", "--from-export", "all.jsonl", "--ledger", "again.db", "--json")
    assert said.status == 1 and said.error["code"] in {"export-unreadable", "not-restored"}
    assert not (folder / "again.db").exists() and not list(folder.glob(".*unfinished*"))


def test_an_export_without_its_last_lines_falls_to_the_checkpoint(kept: Clerk) -> None:
    folder = kept.folder
    kept("export", "-o", "all.jsonl")
    lines = (folder / "all.jsonl").read_bytes().splitlines()
    (folder / "fewer.jsonl").write_bytes(b"\n".join(lines[:9]) + b"\n")
    restore = ("restore", "--from-export", "fewer.jsonl", "--ledger", "elsewhere.db", "--json")
    shutil.move(folder / "checkpoints", folder / "with-the-union")
    said = kept(*restore, "--checkpoint", "with-the-union/11.checkpoint")
    assert (said.status, said.error["code"]) == (1, "not-restored")
    assert kept(*restore).status == 0


def test_what_is_sound_of_a_damaged_ledger_is_salvaged(kept: Clerk) -> None:
    folder = kept.folder
    kept("export", "-o", "whole.jsonl")
    whole = (folder / "whole.jsonl").read_bytes().splitlines()
    freely(folder / "gongguo.db", "UPDATE entries SET blob = x'00' WHERE number = 5")
    said = kept("salvage", "-o", "saved.jsonl", "--json")
    assert (said.status, said.json["saved"], said.json["lost"]) == (0, 10, [5])
    assert (said.json["documents"], said.json["documents_lost"]) == (1, [])
    assert (folder / "saved.jsonl").read_bytes().splitlines() == whole[:4] + whole[5:]


def test_a_ledger_whose_index_alone_is_damaged_is_restored_whole_from_what_was_salvaged(kept: Clerk) -> None:
    folder = kept.folder
    freely(folder / "gongguo.db", "DROP INDEX entries_by_stream")
    assert kept("verify").status == 3
    assert kept("salvage", "-o", "saved.jsonl").status == 0
    (folder / "anew").mkdir()
    said = kept("restore", "--from-export", "saved.jsonl", "--ledger", "anew/gongguo.db")
    assert said.status == 0, said.err
    assert kept("verify", "--ledger", "anew/gongguo.db").status == 0
    assert kept("bulletin", "--published", "2020-H1", "--ledger", "anew/gongguo.db").status == 0


def test_a_document_that_is_not_what_was_published_is_not_salvaged_and_its_entry_is_named(kept: Clerk) -> None:
    freely(kept.folder / "gongguo.db", "UPDATE documents SET content = x'00'")
    said = kept("salvage", "-o", "saved.jsonl", "--json")
    assert (said.json["saved"], said.json["documents"], said.json["documents_lost"]) == (11, 0, [11])
    assert "#11" in kept("salvage", "-o", "again.jsonl").err


@pytest.mark.parametrize("page", range(1, 12))
def test_a_ledger_with_a_wiped_page_gives_back_what_is_not_on_it(kept: Clerk, page: int) -> None:
    path = kept.folder / "gongguo.db"
    kept("export", "-o", "whole.jsonl")
    whole = (kept.folder / "whole.jsonl").read_bytes().splitlines()
    content = bytearray(path.read_bytes())
    content[page * 4096 : (page + 1) * 4096] = bytes(4096)
    path.write_bytes(content)
    said = kept("salvage", "-o", "saved.jsonl", "--json")
    assert said.status in {0, 1} and "unforeseen" not in said.err
    if said.status == 0:
        assert set((kept.folder / "saved.jsonl").read_bytes().splitlines()) <= set(whole)


def test_an_older_ledger_is_upgraded_with_a_backup_first_and_the_same_root(clerk: Clerk) -> None:
    folder = clerk.folder
    shutil.copy(LEDGERS / "format-1" / "gongguo.db", folder)
    before = blobs(folder / "gongguo.db")
    said = clerk("upgrade", "--json")
    assert said.status == 0, said.err
    assert blobs(folder / "gongguo.db") == blobs(folder / "gongguo.db.before-format-2") == before
    assert clerk("verify").status == 0
    again = clerk("upgrade", "--json")
    assert (again.status, again.error["code"]) == (1, "ledger-exists")


def test_a_ledger_of_this_version_needs_no_upgrade(kept: Clerk) -> None:
    said = kept("upgrade", "--json")
    assert (said.status, said.error["code"]) == (1, "not-older")
    assert not (kept.folder / "gongguo.db.before-format-2").exists()
