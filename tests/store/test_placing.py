"""A file is at its place whole or not at all, whatever its folder allows."""

import errno
import os
from pathlib import Path

import pytest

from ledger.store.placing import sync_names, whole_file


def test_a_file_that_breaks_off_leaves_the_one_before_it_and_nothing_beside(tmp_path: Path) -> None:
    place = tmp_path / "台账.jsonl"
    place.write_bytes(b"whole")
    with pytest.raises(ZeroDivisionError), whole_file(place) as file:
        file.write(b"ha")
        file.write(bytes([1 // 0]))
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("台账.jsonl", b"whole")]


@pytest.mark.parametrize(("fails", "number"), [("open", errno.EACCES), ("fsync", errno.EINVAL)])
def test_a_folder_that_cannot_be_synced_keeps_no_file_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str, number: int
) -> None:
    """Given a folder above that may not be read, or a file system that syncs no folders, the file is written."""
    monkeypatch.setattr(os, fails, lambda *_given: (_ for _ in ()).throw(OSError(number, os.strerror(number))))
    sync_names(tmp_path)


def test_a_disk_that_fails_is_not_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: (_ for _ in ()).throw(OSError(errno.EIO, "EIO")))
    with pytest.raises(OSError, match="EIO"):
        sync_names(tmp_path)
