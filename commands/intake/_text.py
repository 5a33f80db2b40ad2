"""The text of an input file, whatever its encoding: by its byte-order mark, else by its content."""

import codecs
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ledger.errors import LedgerError, reason_of
from ledger.texts import _


class InputUnreadable(LedgerError):
    """A file that cannot be read as what it should be."""

    code = "input-unreadable"


_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_AT_ONCE = 2**20


def content_of(path: Path) -> bytes:
    """Return the bytes of a file. Raises InputUnreadable."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputUnreadable(_("the file {path} cannot be read", path=path), found=reason_of(error)) from None


def in_utf8(content: bytes, path: Path) -> bytes:
    """Return the text that a file's bytes are, in UTF-8 with line ends as \\n. Raises InputUnreadable, naming the file.

    What is in UTF-8 already is not decoded as a whole: as text a large file takes twice its room, and more.
    """
    encoding = _encoding_of(content, path)
    text = content if encoding == "utf-8" else content.decode(encoding).encode()
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def start_of(text: bytes) -> str:
    """Return the first character of a text that is no space; nothing of a text without one."""
    return next((start[0] for piece in _pieces_of(text, "utf-8") if (start := piece.lstrip())), "")


def _encoding_of(content: bytes, path: Path) -> str:
    encodings = [name for mark, name in _MARKS if content.startswith(mark)]
    for encoding in encodings or [*_wide_encodings(content), "utf-8", "gb18030"]:
        with suppress(UnicodeDecodeError):
            for _piece in _pieces_of(content, encoding):
                pass
            return encoding
    raise InputUnreadable(_("{path} is not text", path=path), expected=_("UTF-8, UTF-16 or GB18030"))


def _pieces_of(content: bytes, encoding: str) -> Iterator[str]:
    """Yield the text of some bytes, a piece at a time. Raises UnicodeDecodeError."""
    pieces = (content[start : start + _AT_ONCE] for start in range(0, len(content), _AT_ONCE))
    return codecs.iterdecode(pieces, encoding)


def _wide_encodings(content: bytes) -> Iterator[str]:
    """Yield the UTF-16 without a mark that the content is: its separators are two bytes, one of them 0."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = content.decode(encoding, "replace") if b"\x00" in content else ""
        if "\n" in text and any(separator in text for separator in ",;\t{") and "\x00" not in text:
            yield encoding
