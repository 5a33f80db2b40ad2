"""A bulletin as Markdown, to be pasted where tables of Markdown are read."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from commands.documents.bulletin_told import Told
from ledger.texts import _


def content_of(told: Told, template: Path | None) -> bytes:
    """Return the file, in UTF-8."""
    blocks = [f"# {_safe(told.title)}", _safe(told.number) if told.is_published else "", _safe(told.basis)]
    blocks.append(_table(told.headings, map(told.cells, told.lines)))
    blocks.append("\n".join(f"- {_safe(note)}" for note in told.notes))
    if told.causes:
        blocks += [f"## {_('main causes (entries)')}", _table(told.causes_headings, told.causes)]
    if told.since:
        blocks += [f"## {_('Entries about an earlier published period')}", _table(told.since_headings, told.since)]
    blocks.append(f"{_safe(told.issuer)}  \n{told.dated}")
    return ("\n\n".join(filter(None, blocks)) + "\n").encode()


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join([_row(headings), "|" + " --- |" * len(headings), *map(_row, rows)])


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(_safe, cells)) + " |"


def _safe(text: str) -> str:
    """Return a text that stays one line and one cell, and marks nothing up."""
    text = " ".join(text.splitlines())
    return "".join(f"\\{character}" if character in "\\|*_`<>[]" else character for character in text)
