"""Slips as one self-contained page of HTML; printed, each begins a page of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from commands.documents.pages import page_from
from commands.documents.slip_words import slip_words


def slips_html(slips: Sequence[Mapping[str, Any]]) -> str:
    """Return the page of some slips, in the language in use."""
    return page_from("slips.html.jinja", slips=map(slip_words, slips), count=len(slips))
