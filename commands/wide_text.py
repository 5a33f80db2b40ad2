"""Lets click wrap and align Chinese help: it measures with len(), and a Chinese character is two columns wide."""

from typing import Any

import click.formatting

from ledger.texts import language_in_use


def let_click_measure_wide_text() -> None:
    """Give click's help formatter the width of text in a terminal; only where Chinese is in use."""
    if language_in_use() != "zh":
        return
    from wcwidth import wcswidth

    formatting: Any = click.formatting
    formatting.term_len = lambda text: max(0, wcswidth(text))
    formatting.wrap_text = _wrap


def _wrap(
    text: str, width: int = 78, initial_indent: str = "", subsequent_indent: str = "", preserve_paragraphs: bool = False
) -> str:
    """Wrap text by its width in columns, between words or between Chinese characters."""
    from wcwidth import wcswidth

    lines = [initial_indent]
    for word in _breakable(" ".join(text.split())):
        if wcswidth(lines[-1] + word.rstrip()) > width and lines[-1].strip():
            lines.append(subsequent_indent)
            word = word.lstrip()
        lines[-1] += word
    return "\n".join(line.rstrip() for line in lines)


def _breakable(text: str) -> list[str]:
    """Split text into the pieces between which a line may break; a closing mark stays with what it closes."""
    pieces: list[str] = []
    for character in text:
        joins = bool(pieces) and (character in "，。；：）」” " or (character.isascii() and pieces[-1][-1:].isascii()))
        if joins and not (pieces[-1].endswith(" ") and character != " "):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces
