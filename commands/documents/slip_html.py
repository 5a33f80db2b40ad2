"""Slips as one self-contained page of HTML; printed, each begins a page of its own."""

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from commands.documents.page_charts import course_drawn
from commands.documents.pages import page_from
from commands.documents.slip_words import SlipWords, slip_words


def slips_html(slips: Sequence[Mapping[str, Any]]) -> str:
    """Return the page of some slips, in the language in use."""
    return page_from("slips.html.jinja", slips=map(_told, slips), count=len(slips))


def _told(slip: Mapping[str, Any]) -> tuple[SlipWords, Markup | None]:
    """Return the words of a slip and its course as a chart; None where it has fewer than two points."""
    course = slip["course"]
    return slip_words(slip), course_drawn(course) if course and len(course) > 1 else None
