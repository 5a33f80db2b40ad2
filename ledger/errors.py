"""The base of all refusals: what was expected, what was found, what to do.

Each refusal is a subclass beside what refuses. It is raised where one is enough, and collected as a value
where all of them are to be reported.
"""

import errno
from typing import ClassVar

from ledger.texts import _, later

_REASONS = {
    errno.ENOENT: later("there is no such file"),
    errno.EACCES: later("it may not be read or written"),
    errno.EPERM: later("it may not be read or written"),
    errno.EISDIR: later("it is a folder"),
    errno.EEXIST: later("a folder on the way is a file"),
    errno.ENOTDIR: later("a folder on the way is a file"),
    errno.ENOSPC: later("the disk is full"),
    errno.EROFS: later("the disk is read-only"),
    errno.EIO: later("the disk failed"),
}


def reason_of(error: OSError) -> str:
    """Return why the machine would not, in the language in use where it is a common reason."""
    if error.errno in _REASONS:
        return _(_REASONS[error.errno])
    return error.strerror or str(error)


class LedgerError(Exception):
    """Something the ledger will not do. `code` is stable; the texts are for people, in their language."""

    code: ClassVar[str] = "refused"
    is_kept_for_ever: ClassVar[bool] = False
    """Whether every version refuses this (`docs/invariants.md`): an entry against it was not recorded by the program.

    Any other refusal may be tightened later; a tightening of one that is kept for ever gets an error of its own.
    """

    def __init__(self, what: str, *, expected: str = "", found: str = "", remedy: str = "", column: str = ""):
        super().__init__(what)
        self.what = what
        self.expected = expected
        self.found = found
        self.remedy = remedy
        self.column = column
        """The field of the entry that is at fault; empty when it is none or several."""

    def __str__(self) -> str:
        sentence = self.what
        if self.expected:
            sentence = _("{what}: expected {expected}", what=sentence, expected=self.expected)
        if self.found:
            sentence = _("{what}; found {found}", what=sentence, found=self.found)
        if self.remedy:
            sentence = _("{what}. {remedy}", what=sentence, remedy=self.remedy)
        return sentence

    def as_json(self) -> dict[str, object]:
        """Return the error as the contract gives it: code, message and the parts that are there."""
        parts = {"expected": self.expected, "found": self.found, "remedy": self.remedy, "column": self.column}
        given = {name: text for name, text in parts.items() if text}
        return {"code": self.code, "message": str(self), **given}
