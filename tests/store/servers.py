"""Servers of PostgreSQL's in hard conditions: on a disk of their own with little room, and one that follows another."""

import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.hardship import UNSHARE
from tests.postgres import USER, Server


class SmallDisk(NamedTuple):
    """A disk that only those see who are started with the words of `where` before theirs."""

    path: Path
    where: tuple[str, ...]

    def has_room_for(self, kilobytes: int) -> None:
        """Make it so large."""
        subprocess.run([*self.where, "mount", "-o", f"remount,size={kilobytes}k", str(self.path)], check=True)


@contextmanager
def small_disk(kilobytes: int) -> Iterator[SmallDisk]:
    """Mount a disk that a server of the tests may write; whoever does not ask for it sees an empty folder."""
    user = 0 if USER is None else pwd.getpwnam(USER).pw_uid
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        mount = f"mount -t tmpfs -o size={kilobytes}k,uid={user} disk {name} && echo mounted && exec cat"
        holder = subprocess.Popen([*UNSHARE, "bash", "-c", mount], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert holder.stdout is not None and holder.stdout.readline() == b"mounted\n"
        where = ["nsenter", "--target", str(holder.pid), "--mount"]
        if os.geteuid() != 0:  # the server does not run as root, which is who one is there
            where += ["--user", "--preserve-credentials", "unshare", "--user", f"--map-user={os.geteuid()}"]
        try:
            yield SmallDisk(Path(name), tuple(where))
        finally:
            holder.communicate()


@contextmanager
def standby_of(server: Server) -> Iterator[Server]:
    """Start a server that follows another: it is read from, and takes nothing of its own."""
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        standby = Server(Path(name), ("fsync=off",))
        standby.follow(server)
        try:
            yield standby
        finally:
            standby.stop()
