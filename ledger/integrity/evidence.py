"""Evidence: files kept beside the ledger under their SHA-256, which the entries name with the file's name and size.

`evidence/2c26b46b…` is the file as it was handed in. The same file twice is kept once; one that was altered or lost is
found by `verify`.
"""

import hashlib
import os
import shutil
from pathlib import Path

from ledger.entry import Attachment
from ledger.errors import LedgerError, reason_of
from ledger.store.placing import move_into_place, unfinished_beside
from ledger.texts import _

FOLDER = "evidence"
_AT_ONCE = 1 << 20


class EvidenceUnavailable(LedgerError):
    """A file of evidence that cannot be read, kept or found."""

    code = "evidence-unavailable"


def evidence_of(beside: Path) -> Path:
    """Return the folder in which a ledger's evidence is kept, in that of all that stands beside it."""
    return beside / FOLDER


def keep(file: Path, folder: Path) -> Attachment:
    """Keep a copy of a file under its hash, durably; return what an entry says of it. Raises EvidenceUnavailable."""
    unfinished = unfinished_beside(folder / "file")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("rb") as source, unfinished.open("wb") as target:
            shutil.copyfileobj(source, target, _AT_ONCE)
            target.flush()
            os.fsync(target.fileno())
        # The name is the hash of what was copied, which is known only now.
        size, digest = unfinished.stat().st_size, hash_of(unfinished)
        if size == 0:
            raise EvidenceUnavailable(
                _("{file} is empty", file=file), expected=_("a file that proves something"), column="evidence"
            )
        move_into_place(unfinished, folder / digest)
    except OSError as error:
        raise EvidenceUnavailable(
            _("{file} cannot be kept", file=file), found=reason_of(error), column="evidence"
        ) from None  # fmt: skip
    finally:
        unfinished.unlink(missing_ok=True)
    return Attachment(sha256=digest, name=file.name, size=size)


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def found_hash(attachment: Attachment, folder: Path) -> str | None:
    """Return the hash of the file that is kept for an attachment now; None if there is none."""
    path = folder / attachment.sha256
    try:
        return hash_of(path)
    except OSError:
        return None


def copy_out(attachment: Attachment, folder: Path, target: Path) -> Path:
    """Copy a kept file out under its own name, beside others of that name. Raises EvidenceUnavailable."""
    if found_hash(attachment, folder) != attachment.sha256:
        raise EvidenceUnavailable(
            _("the evidence {name} is not as it was kept", name=attachment.name), expected=attachment.sha256,
            found=found_hash(attachment, folder) or _("nothing"), remedy=_("Go back to the last backup that is true."),
        )  # fmt: skip
    place = target / Path(attachment.name).name
    if place.exists() and hash_of(place) != attachment.sha256:
        place = target / f"{attachment.sha256[:8]}-{place.name}"
    try:
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / attachment.sha256, place)
    except OSError as error:
        raise EvidenceUnavailable(_("{path} cannot be written", path=place), found=reason_of(error)) from None
    return place
