"""Evidence: a file is kept under its hash, named by the entry, held against it by verify, and copied out again."""

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from tests.office import Clerk, say

PICTURE = b"\x89PNG not really"
DIGEST = hashlib.sha256(PICTURE).hexdigest()
LATE = ("record", "late-arrival", "甲", "--on", "2020-03-05", "--by", "庚")


@pytest.fixture
def proved(desk: Clerk) -> Clerk:
    """甲 was late (entry 9), and a picture of the gate proves it."""
    (desk.folder / "门禁.png").write_bytes(PICTURE)
    said = desk(*LATE, "--evidence", "门禁.png")
    assert said.status == 0 and DIGEST in said.out
    return desk


def test_the_file_is_kept_under_its_hash_and_the_entry_names_it(proved: Clerk) -> None:
    assert (proved.folder / "evidence" / DIGEST).read_bytes() == PICTURE
    (entry,) = proved("log", "--entry", "9", "--json").json["entries"]
    assert entry["fields"]["attachments"] == [{"sha256": DIGEST, "name": "门禁.png", "size": len(PICTURE)}]
    lines = proved("why", "甲", "daily-4", "--no-rank", "--json").json["sheets"][0]["items"]["daily-4"]["lines"]
    assert lines[0]["fields"]["attachments"][0]["sha256"] == DIGEST
    assert "门禁.png" in proved("why", "甲", "daily-4", "--no-rank").out


def test_the_file_and_its_name_are_on_the_disk_before_the_entry_is_acknowledged(
    desk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut right after the receipt takes neither: both the file and the folder that names it were synced."""
    synced = []
    sync = os.fsync

    def watched(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", watched)
    (desk.folder / "门禁.png").write_bytes(PICTURE)
    assert desk(*LATE, "--evidence", "门禁.png").status == 0
    file, names, above = synced
    assert (file.parent, names, above) == (desk.folder / "evidence", desk.folder / "evidence", desk.folder)


def test_words_stay_words_and_a_file_that_is_not_there_is_said(desk: Clerk) -> None:
    said = desk(*LATE, "--evidence", "值班员证明")
    assert (said.status, said.err) == (0, "")
    missing = desk(*LATE, "--evidence", "门禁记录.pdf")
    assert missing.status == 0 and "no file" in missing.err
    assert not (desk.folder / "evidence").exists()


def test_files_are_attached_to_an_entry_afterwards(proved: Clerk) -> None:
    (proved.folder / "a.txt").write_text("证言一", encoding="utf-8")
    said = proved("attach", "9", "门禁.png", "a.txt", "--note", "申诉材料", "--by", "庚", "--json")
    assert (said.status, said.json["entry"], said.json["to"]) == (0, 10, 9)
    listed = proved("evidence", "9", "--json").json["attachments"]
    assert [(row["entry"], row["name"], row["sound"]) for row in listed] == [
        (9, "门禁.png", True), (10, "门禁.png", True), (10, "a.txt", True),
    ]  # fmt: skip
    assert len(list((proved.folder / "evidence").iterdir())) == 2  # the same file is kept once
    assert proved("log", "甲", "--json").json["entries"][-1]["kind"] == "evidence-attached"
    assert proved("verify").status == 0


def test_an_attachment_keeps_nobody_from_leaving_and_changes_no_score(proved: Clerk) -> None:
    before = proved("score", "甲", "--as-of", "2020-12-31", "--no-rank", "--json").json["sheets"]
    proved("attach", "9", "门禁.png", "--by", "庚")
    assert proved("score", "甲", "--as-of", "2020-12-31", "--no-rank", "--json").json["sheets"] == before
    assert proved("record", "person-left", "甲", "--on", "2020-06-30", "--by", "庚").status == 0


def test_what_was_kept_is_copied_out_under_its_name(proved: Clerk) -> None:
    (proved.folder / "门禁.png").unlink()
    assert proved("evidence", "9", "--to", "案卷").status == 0
    assert (proved.folder / "案卷" / "门禁.png").read_bytes() == PICTURE


@pytest.mark.parametrize(("harm", "what"), [("altered", "was altered"), ("missing", "is missing")])
def test_a_file_that_was_altered_or_lost_is_named_by_verify(proved: Clerk, harm: str, what: str) -> None:
    kept = proved.folder / "evidence" / DIGEST
    kept.unlink() if harm == "missing" else kept.write_bytes(PICTURE + b"!")
    said = proved("verify", "--json")
    (problem,) = said.json["problems"]
    assert (said.status, problem["entry"], problem["expected"]) == (3, 9, DIGEST)
    assert "门禁.png" in problem["what"] and what in problem["what"]
    assert "LOST OR ALTERED" in proved("evidence", "9").out
    assert proved("evidence", "9", "--to", "out", "--json").error["code"] == "evidence-unavailable"


def test_a_correction_keeps_the_evidence_unless_other_is_named(proved: Clerk) -> None:
    proved("correct", "9", "--minutes", "5", "--reason", "x", "--by", "庚")
    assert proved("evidence", "11", "--json").json["attachments"][0]["sha256"] == DIGEST
    (proved.folder / "b.txt").write_text("另一份", encoding="utf-8")
    proved("correct", "11", "--evidence", "b.txt", "--reason", "x", "--by", "庚")
    assert [row["name"] for row in proved("evidence", "13", "--json").json["attachments"]] == ["b.txt"]


@pytest.mark.parametrize(("entry", "file"), [("9", "none.pdf"), ("9", "empty.pdf"), ("99", "门禁.png"), ("9", ".")])
def test_what_cannot_be_attached_is_refused_and_records_nothing(proved: Clerk, entry: str, file: str) -> None:
    (proved.folder / "empty.pdf").write_bytes(b"")
    said = proved("attach", entry, file, "--by", "庚", "--json")
    assert said.status == 1 and said.error["code"] in {"evidence-unavailable", "no-such-entry"}
    assert proved("verify", "--json").json["entries"] == 9


def test_a_backup_has_the_evidence(proved: Clerk) -> None:
    assert proved("backup", "copy").status == 0
    assert (proved.folder / "copy" / "evidence" / DIGEST).read_bytes() == PICTURE
    (proved.folder / "evidence" / DIGEST).unlink()
    assert proved("backup", "second", "--json").error["code"] == "not-restored"


def test_an_export_is_restored_without_the_evidence_and_says_what_is_to_be_put_back(proved: Clerk) -> None:
    """Given an export, which holds no files, when it is restored elsewhere, then the lost ones are named until back."""
    (proved.folder / "elsewhere").mkdir()
    assert proved("export", "-o", "elsewhere/all.jsonl").status == 0
    said = say("restore", "--from-export", "all.jsonl", folder=proved.folder / "elsewhere")
    assert said.status == 0 and f"#9: the evidence 门禁.png is missing, SHA-256 {DIGEST}" in said.err
    assert say("verify", folder=proved.folder / "elsewhere").status == 3
    shutil.copytree(proved.folder / "evidence", proved.folder / "elsewhere" / "evidence")
    assert say("verify", folder=proved.folder / "elsewhere").status == 0
    beside = proved("restore", "--from-export", "elsewhere/all.jsonl", "--ledger", "again.db")
    assert (beside.status, beside.err) == (0, "")
