"""Brings the catalogue of Chinese texts up to date with the source, and compiles it: python ledger/locale/update.py

Babel extracts the texts said through `_` and `later`, also in the templates of documents, the questions that reports
answer, what each kind of entry says, and the words of the command-line library. What is new has to be translated in
zh/LC_MESSAGES/gongguo.po.
"""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PO = HERE / "zh" / "LC_MESSAGES" / "gongguo.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "later": None}
_NO_DATE = datetime(2020, 1, 1, tzinfo=UTC)  # the files change with the texts alone
SAID_BY_CLICK = ("required",)  # not where it is translated, so that it cannot be extracted
CLICK_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "types")


def messages() -> Iterator[str | tuple[str, ...]]:
    """Yield every text that people read, in English; a pair for a text with a plural."""
    for package in ("commands", "ledger", "projections"):
        for _file, _line, message, _comments, _context in extract_from_dir(ROOT / package, keywords=KEYWORDS):
            yield message
    for template in sorted((ROOT / "commands" / "documents").glob("*.jinja")):
        for _line, message, _comments, _context in extract_from_file("jinja2.ext:babel_extract", template, KEYWORDS):
            yield message
    yield from _described_in_docstrings()
    for module in CLICK_MODULES:
        path = Path(click.__file__).with_name(f"{module}.py")
        for _line, message, _comments, _context in extract_from_file("python", path):
            yield message
    yield from SAID_BY_CLICK


def _described_in_docstrings() -> Iterator[str]:
    from commands.reports.report_names import question_of, report_names
    from ledger.facts import catalogue, purpose_of

    yield from map(question_of, report_names())
    yield from map(purpose_of, catalogue().values())


def updated() -> Catalog:
    """Return the catalogue with every text of the source, and the translations there are."""
    known = read_po(BytesIO(PO.read_bytes()), locale="zh") if PO.exists() else Catalog(locale="zh")
    catalogue = Catalog(
        locale="zh", project="gongguo", version="1", header_comment="# Chinese texts of gongguo", fuzzy=False,
        creation_date=_NO_DATE, revision_date=_NO_DATE, charset="utf-8",
    )  # fmt: skip
    for message in messages():
        found = known.get(message[0] if isinstance(message, tuple) else message)
        catalogue.add(message, found.string if found is not None else "")
    return catalogue


def main() -> int:
    """Write both files; return 1 if some texts have no translation."""
    catalogue = updated()
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, catalogue, width=120, sort_output=True, no_location=True, omit_header=False)
    with MO.open("wb") as file:
        write_mo(file, catalogue)
    missing = [message.id for message in catalogue if message.id and not _text_of(message)]
    sys.stdout.write(f"{len(catalogue)} texts, {len(missing)} without a translation\n")
    return 1 if missing else 0


def _text_of(message: Message) -> str:
    text = message.string
    return text if isinstance(text, str) else "".join(text or ())


if __name__ == "__main__":
    sys.exit(main())
