"""Progress of long work, told on standard error: a bar over itself on a terminal, a line now and then elsewhere."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

WIDTH = 30  # signs of the bar, which a console of cp936 can print
EVERY = 25

Piece = TypeVar("Piece")


def told(work: Iterable[Piece], total: int, text: str) -> Iterator[Piece]:
    """Pass pieces of work on, and tell how many of `total` are done; `text` has the places {count} and {total}."""
    is_terminal = sys.stderr.isatty()
    count = 0
    for count, piece in enumerate(work, 1):
        yield piece
        if count % EVERY == 0:
            _tell(count, total, text, is_terminal)
    if count >= EVERY and is_terminal:
        _tell(count, total, text, is_terminal)
        click.echo(err=True)


def _tell(count: int, total: int, text: str, is_terminal: bool) -> None:
    said = text.format(count=count, total=total)
    if is_terminal:
        done = WIDTH * count // total
        said = f"\r{'█' * done}{'─' * (WIDTH - done)} {said}"
    click.echo(said, err=True, nl=not is_terminal)
    sys.stderr.flush()
