"""What is printed: pages as text with aligned tables, documents as JSON. The only home of tabulate."""

import json
import sys
from typing import Any

import click
import msgspec

from commands.terminal import long_tables
from commands.terminal.printable import printable
from commands.terminal.wide_text import wrapped
from projections.reports import Page, Paragraph, Table

NARROWEST = 24  # columns; a table that would need a narrower one is left to the terminal
_GAP = "  "


def as_json(document: Any) -> bytes:
    """Return a document as JSON in UTF-8; a broken character in what was given becomes a question mark."""
    try:
        return msgspec.json.encode(document)
    except UnicodeEncodeError:
        return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")


def print_json(document: Any) -> None:
    """Print one document on standard output, in UTF-8."""
    print_bytes(as_json(document) + b"\n")


def print_bytes(content: bytes) -> None:
    """Print bytes as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def print_page(page: Page) -> None:
    """Print a page: an empty line between its blocks, but not before a paragraph that is set in."""
    click.echo(page_as_text(page, _width_of_the_terminal() if sys.stdout.isatty() else None), nl=False)


def _width_of_the_terminal() -> int:
    import shutil  # imported late: most commands print to no terminal

    return shutil.get_terminal_size().columns


def page_as_text(page: Page, width: int | None = None) -> str:
    """Return a page as it is printed; tables wrap their widest column to fit a terminal of `width` columns."""
    lines = []
    for place, block in enumerate(page):
        if place and not (isinstance(block, Paragraph) and block.indent):
            lines.append("")
        lines.append(_block(block, width))
    return printable("\n".join([*lines, ""])) if lines else ""


def _block(block: Paragraph | Table, width: int | None) -> str:
    text = block.text if isinstance(block, Paragraph) else _aligned(_fitted(block, width))
    margin = " " * block.indent
    return "\n".join(margin + line if line else line for line in text.splitlines())


def _fitted(table: Table, width: int | None) -> Table:
    """Return the table with its widest column wrapped, if it is wider than the terminal and that helps."""
    if width is None or not table.rows:
        return table
    from wcwidth import wcswidth

    # tabulate gives a heading as much room again as stands between columns.
    headings = [wcswidth(heading) + len(_GAP) for heading in table.headings]
    widths = [max(least, *(wcswidth(row[place]) for row in table.rows)) for place, least in enumerate(headings)]
    excess = table.indent + sum(widths) + len(_GAP) * (len(widths) - 1) - width
    widest = widths.index(max(widths))
    if excess <= 0 or widths[widest] - excess < NARROWEST:
        return table
    rows = [
        (*row[:widest], wrapped(row[widest], widths[widest] - excess), *row[widest + 1 :])
        for row in map(tuple, table.rows)
    ]
    return table._replace(rows=rows)


def _aligned(table: Table) -> str:
    """Align by the width of Chinese characters; points stay the texts they are (tabulate would read 1.50 as 1.5)."""
    if long_tables.is_long_and_plain(table):
        return long_tables.aligned(table)
    from tabulate import tabulate

    align = ["right" if place in table.numeric else "left" for place in range(len(table.headings))]
    lines = tabulate(table.rows, headers=table.headings, tablefmt="simple", disable_numparse=True, colalign=align)
    return "\n".join(line.rstrip() for line in lines.splitlines())
