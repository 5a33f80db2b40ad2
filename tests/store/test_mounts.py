"""Where a ledger may be: on a disk of this machine."""

from pathlib import Path

import pytest

from ledger.store.sqlite import mounts

MOUNTINFO = """22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
30 22 0:40 / /srv/office rw,relatime shared:1 - {kind} server:/export rw
31 30 0:41 / /srv/office/local\\040disk rw - ext4 /dev/sdb1 rw
"""


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "fuse.sshfs"])
def test_a_ledger_on_the_network_is_refused_with_the_reason(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mountinfo").write_text(MOUNTINFO.format(kind=kind))
    monkeypatch.setattr(mounts, "MOUNTS", tmp_path / "mountinfo")
    with pytest.raises(mounts.OnTheNetwork) as refusal:
        mounts.check_is_local(Path("/srv/office/gongguo.db"))
    assert refusal.value.found == kind and "write-ahead log" in str(refusal.value)
    mounts.check_is_local(Path("/srv/office/local disk/gongguo.db"))
    mounts.check_is_local(Path("/srv/officer/gongguo.db"))
    mounts.check_is_local(Path("/home/clerk/gongguo.db"))


@pytest.mark.parametrize("path", [r"\\server\share\gongguo.db", "//server/share/gongguo.db"])
def test_a_share_of_windows_is_refused(path: str) -> None:
    with pytest.raises(mounts.OnTheNetwork):
        mounts.check_is_local(Path(path) if path.startswith("\\") else Path("\\\\server\\share\\gongguo.db"))


def test_where_it_cannot_be_told_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mounts, "MOUNTS", tmp_path / "none")
    mounts.check_is_local(tmp_path / "gongguo.db")
