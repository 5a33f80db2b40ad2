"""The text of an input file, whatever its encoding: by its byte-order mark, else by its content."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from ledger.errors import LedgerError, reason_of
from ledger.texts import _


class InputUnreadable(LedgerError):
    """A file that cannot be read as what it should be."""

    code = "input-unreadable"


_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def content_of(path: Path) -> bytes:
    """Return the bytes of a file. Raises InputUnreadable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputUnreadable(_("the file {path} cannot be read", path=path), found=reason_of(error)) from None


def text_in(content: bytes, path: Path) -> str:
    """Return the text that a file's bytes are, line ends as \\n. Raises InputUnreadable, which names the file."""
    encodings = [name for mark, name in _MARKS if content.startswith(mark)]
    for encoding in encodings or [*_wide_encodings(content), "utf-8", "gb18030"]:
        try:
            return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError:
            continue
    raise InputUnreadable(_("{path} is not text", path=path), expected=_("UTF-8, UTF-16 or GB18030"))


def _wide_encodings(content: bytes) -> Iterator[str]:
    """Yield the UTF-16 without a mark that the content is: its separators are two bytes, one of them 0."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = content.decode(encoding, "replace") if b"\x00" in content else ""
        if "\n" in text and any(separator in text for separator in ",;\t{") and "\x00" not in text:
            yield encoding
