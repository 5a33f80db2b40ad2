"""A dossier as one self-contained page of HTML that prints well."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from commands.documents.chart import course_svg
from ledger.facts import catalogue, labels_of
from ledger.texts import _, language_in_use, listing
from projections.reports._base import instant_shown
from projections.reports._sheets import sentence_of

_TEMPLATE = "dossier.html.jinja"


def dossier_html(document: Mapping[str, Any]) -> str:
    """Return the page of a dossier, in the language in use."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=select_autoescape(["jinja"]), trim_blocks=True,
        lstrip_blocks=True, undefined=StrictUndefined,
    )  # fmt: skip
    template = environment.get_template(_TEMPLATE)
    zone = document["zone"]
    return template.render(
        document=document,
        sheet=document["sheet"],
        sentence=sentence_of(document["sheet"]),
        chart=course_svg(document["course"]),
        language="zh-CN" if language_in_use() == "zh" else "en",
        label_of=lambda kind: labels_of([kind]) if kind in catalogue() else kind,
        instant=lambda text: instant_shown(text, zone) if text else "",
        words=_words,
        fewest=" ".join(f"#{number}" for number in document["fewest"] or ()),
        named=_named,
        _=_,
    )


def _named(entries: Sequence[int], points: Sequence[str]) -> str:
    return listing([*(f"#{number}" for number in entries), *points]) or "—"


def _words(line: Mapping[str, Any]) -> str:
    """Return what a line says besides its kind: the fields that people read, and the remark."""
    fields = line["fields"]
    told = [fields.get(name) for name in ("task", "title", "work", "assigned_by", "note")]
    return listing(str(part) for part in (*told, line["remark"]) if part)
