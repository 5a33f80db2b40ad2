"""Pages of HTML from the templates of this folder."""

from pathlib import Path
from typing import Any

from ledger.texts import _, language_in_use


def page_from(template: str, **values: Any) -> str:
    """Return a page filled from its template, in the language in use; everything in it is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape(["jinja"]), trim_blocks=True,
        lstrip_blocks=True, undefined=StrictUndefined,
    )  # fmt: skip
    language = "zh-CN" if language_in_use() == "zh" else "en"
    return environment.get_template(template).render(language=language, _=_, **values)
