"""Text from files and people, made fit for a terminal: no control character of theirs may act on it."""

import re

_KEPT = "\n\t"
_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in _KEPT} | {0x7F: 0x2421}
_PICTURES |= dict.fromkeys(range(0x80, 0xA0), 0xFFFD)


_NEEDS_ONE = re.compile("[" + "".join(map(re.escape, map(chr, _PICTURES))) + "]")


def printable(text: str) -> str:
    """Return the text with a picture in place of each control character but line ends and tabs: NUL is ␀."""
    return text.translate(_PICTURES) if _NEEDS_ONE.search(text) else text
