"""What is printed: pages as text with aligned tables, documents as JSON. The only home of tabulate."""

import json
import sys
from typing import Any

import click
import msgspec

from commands.printable import printable
from projections.reports import Page, Paragraph, Table


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
    click.echo(page_as_text(page), nl=False)


def page_as_text(page: Page) -> str:
    """Return a page as it is printed."""
    lines = []
    for place, block in enumerate(page):
        if place and not (isinstance(block, Paragraph) and block.indent):
            lines.append("")
        lines.append(_block(block))
    return printable("\n".join([*lines, ""])) if lines else ""


def _block(block: Paragraph | Table) -> str:
    text = block.text if isinstance(block, Paragraph) else _aligned(block)
    margin = " " * block.indent
    return "\n".join(margin + line if line else line for line in text.splitlines())


def _aligned(table: Table) -> str:
    """Align by the width of Chinese characters; points stay the texts they are (tabulate would read 1.50 as 1.5)."""
    from tabulate import tabulate

    align = ["right" if place in table.numeric else "left" for place in range(len(table.headings))]
    lines = tabulate(table.rows, headers=table.headings, tablefmt="simple", disable_numparse=True, colalign=align)
    return "\n".join(line.rstrip() for line in lines.splitlines())
