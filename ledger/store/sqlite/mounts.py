"""Where a file really is: SQLite's write-ahead log needs shared memory, and a network file system has none to share."""

import os
from pathlib import Path

from ledger.errors import LedgerError
from ledger.texts import _

NETWORK = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "ceph", "lustre", "davfs", "fuse.sshfs", "fuse.davfs",
    "fuse.davfs2", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone",
})  # fmt: skip
MOUNTS = Path("/proc/self/mountinfo")


class OnTheNetwork(LedgerError):
    """A ledger on a network file system, where two machines would damage it."""

    code = "on-the-network"


def check_is_local(path: Path) -> None:
    """Check that a ledger is on a disk of this machine. Raises OnTheNetwork."""
    kind = _network_file_system(path)
    if kind is not None:
        raise OnTheNetwork(
            _("{path} is on a network file system, where the ledger's write-ahead log is not safe", path=path),
            expected=_("a disk of this machine"),
            found=kind,
            remedy=_(
                "Keep the ledger on one machine and let others send it files; gongguo backup may go to the network."
            ),
        )


def _network_file_system(path: Path) -> str | None:
    """Return the network file system that a path is on; None for a local one, or where that cannot be told."""
    if str(path).startswith(("\\\\", "//")):
        return "SMB"
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
        place = os.path.realpath(path.absolute().parent)
    except OSError:
        return None
    best, found = "", None
    for line in lines:
        mount, kind = _mount(line)
        is_above = place == mount or place.startswith(mount.rstrip("/") + "/")
        if is_above and len(mount) >= len(best):
            best, found = mount, kind
    return found if found in NETWORK else None


def _mount(line: str) -> tuple[str, str]:
    """Return where a file system is mounted, and its kind (proc(5), mountinfo)."""
    before, _separator, after = line.partition(" - ")
    fields = before.split(" ")
    mount = fields[4].replace("\\040", " ") if len(fields) > 4 else ""
    return mount, after.split(" ")[0]
