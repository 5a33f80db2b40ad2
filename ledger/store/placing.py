"""Files that are there whole or not at all, and stay: written beside their place, synced, then moved into it.

A name is no safer than the folder that holds it: after a power cut a synced file can be gone if its folder was not
synced as well (fsync(2)).
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


def unfinished_beside(path: Path) -> Path:
    """Return the place where what will be at `path` is made: in the same folder, hidden, this process's own."""
    path = path.absolute()  # "." has no name of its own
    return path.with_name(f".{path.name}.{os.getpid()}.unfinished")


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file to be written, that is at `path` when the block ends, and only if it ends well. Raises OSError.

    The folder is made if it is not there.
    """
    unfinished = unfinished_beside(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with unfinished.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        move_into_place(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def move_into_place(unfinished: Path, path: Path) -> None:
    """Give a finished file or folder its name, over a file that has it, durably. Raises OSError."""
    unfinished.replace(path)
    sync_names(path.parent)


def sync_names(folder: Path) -> None:
    """Have the names in a folder, and its own, on the disk. Raises OSError if the disk fails.

    Where a folder may not be read, or its kind of file system syncs none, the system sees to it in its own time.
    """
    if os.name != "posix":
        return
    for place in (folder.absolute(), folder.absolute().parent):
        try:
            descriptor = os.open(place, os.O_RDONLY)
        except PermissionError:
            continue
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
                raise
        finally:
            os.close(descriptor)
