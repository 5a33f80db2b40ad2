"""Pages of HTML from the templates of this folder."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ledger.texts import _, language_in_use

if TYPE_CHECKING:
    from jinja2 import Environment


def page_from(template: str, **values: Any) -> str:
    """Return a page filled from its template, in the language in use; everything in it is escaped."""
    return _environment().get_template(template).render(language=_language(), _=_, **values)


def pieces_from(template: str, **values: Any) -> Iterator[str]:
    """Yield the same piece by piece, as it is made."""
    return _environment().get_template(template).generate(language=_language(), _=_, **values)


def _language() -> str:
    return "zh-CN" if language_in_use() == "zh" else "en"


@cache
def _environment() -> "Environment":
    """Return what loads the templates, each once."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=StrictUndefined,
    )  # fmt: skip
