"""Lets click speak and measure Chinese: its own words come from our catalogue, and a character is two columns wide."""

import gettext
import os
from typing import Any

import click.formatting

from ledger.texts import DOMAIN, LOCALE_FOLDER, language_in_use


def let_click_speak_the_language() -> None:
    """Give click our catalogue, and its help formatter the width of text in a terminal where Chinese is in use.

    Click asks the standard library's gettext, which takes the language from the environment of this process.
    """
    os.environ["LANGUAGE"] = language_in_use()
    gettext.bindtextdomain(DOMAIN, LOCALE_FOLDER)
    gettext.textdomain(DOMAIN)
    if language_in_use() == "zh":
        from wcwidth import wcswidth

        formatting: Any = click.formatting
        formatting.term_len = lambda text: max(0, wcswidth(text))
        formatting.wrap_text = _wrap


def _wrap(
    text: str, width: int = 78, initial_indent: str = "", subsequent_indent: str = "", preserve_paragraphs: bool = False
) -> str:
    """Wrap text by its width in columns, between words or between Chinese characters.

    Of paragraphs to be preserved, one that begins with \\b is not wrapped (click's own convention).
    """
    if not preserve_paragraphs:
        return _wrap_paragraph(text, width, initial_indent, subsequent_indent)
    paragraphs = []
    for paragraph in text.split("\n\n"):
        if paragraph.startswith("\b\n"):
            paragraphs.append("\n".join(initial_indent + line for line in paragraph[2:].splitlines()))
        else:
            paragraphs.append(_wrap_paragraph(paragraph, width, initial_indent, subsequent_indent))
    return "\n\n".join(paragraphs)


def wrapped(text: str, width: int) -> str:
    """Return text in lines of at most `width` columns, broken between words or between Chinese characters."""
    return _wrap_paragraph(text, width, "", "")


def _wrap_paragraph(text: str, width: int, initial_indent: str, subsequent_indent: str) -> str:
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
        before = pieces[-1][-1] if pieces else ""
        closes = character in "，。；：）」”、 "
        within_a_word = character.isascii() and before.isascii() and before != " "
        if pieces and (closes or within_a_word or before in "（「“"):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces
