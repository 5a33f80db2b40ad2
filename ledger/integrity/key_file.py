"""The file of a log's private key: made once, readable by its owner alone, never in the database."""

import hashlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from ledger.errors import LedgerError, reason_of
from ledger.integrity.notes import Signer, check_name, signer_from
from ledger.texts import _


class KeyExists(LedgerError):
    """A key where a new one was to be made."""

    code = "key-exists"


class NoKey(LedgerError):
    """There is no key to sign with, or others can read it."""

    code = "no-key"


def usual_name(leaves: Sequence[bytes]) -> str:
    """Return the name that a log has if none is given: that of its first entry."""
    return f"gongguo/{hashlib.sha256(leaves[0]).hexdigest()[:8]}"


def make_key(path: Path, name: str) -> Signer:
    """Make a key and keep it at `path`. Raises KeyExists, NoKey, or NoteUnreadable for what is no name."""
    check_name(name)
    signer = Signer(name, os.urandom(32))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(signer.line() + "\n")
    except FileExistsError:
        raise KeyExists(
            _("there is a key already at {path}", path=path), remedy=_("See it with gongguo key show.")
        ) from None
    except OSError as error:
        raise NoKey(_("no key can be written to {path}", path=path), found=reason_of(error)) from None
    return signer


def signer_at(path: Path) -> Signer | None:
    """Return the key that is kept at `path`; None if there is none. Raises NoKey or NoteUnreadable."""
    try:
        mode, line = path.stat().st_mode, path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        found = reason_of(error) if isinstance(error, OSError) else _("no text in UTF-8")
        raise NoKey(_("the key {path} cannot be read", path=path), found=found) from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise NoKey(
            _("others can read the key {path}", path=path),
            expected=_("a file that only you can read (mode 600)"),
            found=f"{stat.S_IMODE(mode):o}",
            remedy=_("Take their rights away, or make a new key if somebody may have read it."),
        )
    return signer_from(line)
