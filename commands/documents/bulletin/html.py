"""A bulletin as one self-contained page of HTML that prints well."""

from pathlib import Path

from commands.documents.bulletin_told import Told
from commands.documents.pages import page_from


def content_of(told: Told, template: Path | None) -> bytes:
    """Return the page, in the language in use."""
    return page_from("bulletin.html.jinja", told=told).encode()
