"""A file nobody foresaw: which of its columns is which field, said once and kept beside the ledger.

A mapping is a TOML file of two tables: `columns` (heading = field; `-` leaves a column out, the heading `*` stands for
all others) and `constants` (field = value, the same for every row).
"""

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Protocol

from commands.intake._rows import Rows
from ledger.decisions.drafts import fold_heading, known_headings
from ledger.errors import LedgerError, reason_of
from ledger.store.placing import whole_file
from ledger.texts import _, listing

FOLDER = "mappings"
LEFT_OUT = "-"
ALL_OTHERS = "*"


class MappingUnusable(LedgerError):
    """A mapping of columns that cannot be read, kept, or used on this file."""

    code = "mapping-unusable"


class ColumnMapping(NamedTuple):
    """Headings as the file has them, with their fields; and values that are the same for every row."""

    columns: Mapping[str, str]
    constants: Mapping[str, str]

    def extended(self, columns: Iterable[str], constants: Iterable[str]) -> "ColumnMapping":
        """Return this mapping with further HEADING=FIELD and FIELD=VALUE. Raises MappingUnusable."""
        more = ColumnMapping({**self.columns, **pairs_of(columns)}, {**self.constants, **pairs_of(constants)})
        for field in (*more.columns.values(), *more.constants):
            _check_field(field)
        fields = [field for field in (*more.columns.values(), *more.constants) if field != LEFT_OUT]
        twice = sorted({field for field in fields if fields.count(field) > 1})
        if twice:
            raise MappingUnusable(
                _("a field is given twice"), expected=_("one column for each field"), found=listing(twice)
            )
        return more

    def as_toml(self) -> str:
        """Return the mapping as the text in which it is kept."""
        return tables_as_toml({"columns": self.columns, "constants": self.constants})


class AsToml(Protocol):
    """What can be kept as a mapping."""

    def as_toml(self) -> str:
        """Return the text in which it is kept."""


NOTHING_MAPPED = ColumnMapping({}, {})


def tables_as_toml(tables: Mapping[str, Mapping[str, str]]) -> str:
    """Return tables of texts as TOML."""
    return "\n".join(f"[{name}]\n" + "".join(f"{_line(pair)}\n" for pair in table.items())
                     for name, table in tables.items())  # fmt: skip


def _line(pair: tuple[str, str]) -> str:
    heading, field = (json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f") for text in pair)
    return f"{heading} = {field}"


def pairs_of(given: Iterable[str], example: str = "员工=person") -> dict[str, str]:
    """Return texts of the form A=B as pairs; a heading may hold the sign, a field does not. Raises MappingUnusable."""
    pairs = {}
    for text in given:
        heading, sign, field = text.rpartition("=")
        if not sign or not heading.strip() or not field.strip():
            raise MappingUnusable(
                _("a mapping cannot be read"),
                expected=_("two words with = between them, such as {example}", example=example),
                found=f"“{text}”",
            )
        pairs[heading.strip()] = field.strip()
    return pairs


def _check_field(field: str) -> None:
    if field != LEFT_OUT and fold_heading(field) not in known_headings():
        raise MappingUnusable(
            _("no kind of entry has such a field"),
            expected=_("a field of gongguo record KIND --help, or - to leave a column out"),
            found=f"“{field}”",
        )


def place_of(name: str, beside: Path) -> Path:
    """Return where the mapping of this name is kept. Raises MappingUnusable for a name that no file can have."""
    if not re.fullmatch(r"[\w][\w.-]{0,60}", name):
        raise MappingUnusable(
            _("a mapping cannot be called that"),
            expected=_("letters, digits, Chinese characters, - and _"),
            found=f"“{name}”",
        )
    return beside / FOLDER / f"{name}.toml"


def read_mapping(path: Path) -> ColumnMapping:
    """Read a mapping that was kept. Raises MappingUnusable."""
    kept = kept_in(path, ("columns", "constants"))
    return ColumnMapping(kept["columns"], kept["constants"]).extended((), ())


def kept_in(path: Path, names: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the tables of these names in a file that was kept, empty ones where it has none. Raises MappingUnusable.

    A file that has none of them was kept for another use.
    """
    try:
        kept = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        there_are = sorted(known.stem for known in path.parent.glob("*.toml"))
        raise MappingUnusable(
            _("there is no mapping {name}", name=path.stem),
            expected=_("one of {options}", options=listing(there_are)) if there_are else "",
            found=reason_of(error),
            remedy=_("Say the columns with --column HEADING=FIELD and keep them with --save-map NAME."),
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MappingUnusable(_("the file {path} is no TOML", path=path), found=str(error)) from None
    tables = {name: kept.get(name, {}) for name in names}
    are_texts = all(isinstance(table, dict) and all(isinstance(text, str) for text in table.values())
                    for table in tables.values())  # fmt: skip
    if not are_texts or not kept.keys() & set(names):
        raise MappingUnusable(
            _("the file {path} is no mapping", path=path),
            expected=_("tables of texts: {tables}", tables=listing(names)),
        )
    return tables


def keep_mapping(mapping: "AsToml", path: Path) -> None:
    """Keep a mapping, whole or not at all. Raises MappingUnusable."""
    try:
        with whole_file(path) as file:
            file.write(mapping.as_toml().encode())
    except OSError as error:
        raise MappingUnusable(_("{path} cannot be written", path=path), found=reason_of(error)) from None


def mapped(rows: Rows, mapping: ColumnMapping) -> Rows:
    """Return rows under the names of fields, with the file's own headings. Raises MappingUnusable if none fits."""
    fields = {fold_heading(heading): field for heading, field in mapping.columns.items()}
    headings = dict.fromkeys(chain.from_iterable(rows.shapes()))
    if rows.shapes() and fields and not fields.keys() & {fold_heading(heading) for heading in headings}:
        raise MappingUnusable(
            _("the file has none of the columns of the mapping"),
            expected=_("one of {options}", options=listing(mapping.columns)),
            found=listing(headings),
        )
    named = {heading: _field_of(heading, fields) for heading in headings}
    meant = {field: heading for heading, field in named.items() if field not in {heading, LEFT_OUT}}

    def rename(row: Mapping[str, str]) -> dict[str, str]:
        return {**mapping.constants, **{named[h]: text for h, text in row.items() if named[h] != LEFT_OUT}}

    return rows.renamed(rename)._replace(headings={**rows.headings, **meant})


def _field_of(heading: str, fields: Mapping[str, str]) -> str:
    folded = fold_heading(heading)
    if folded in fields:
        return fields[folded]
    return heading if ALL_OTHERS not in fields or folded in known_headings() else fields[ALL_OTHERS]
