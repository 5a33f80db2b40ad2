"""Where in a TOML document a value stands: from the path of a key ($.parts[0].items[2].points) to its line.

The reader of TOML says only which value is wrong; whoever mends a file looks for the line.
"""

import re
from collections.abc import Iterator

_HEADER = re.compile(r"\s*\[(\[)?\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([A-Za-z0-9_-]+)\s*=")
_STEP = re.compile(r"\.?([A-Za-z0-9_-]+)|\[(\d+)\]")

Path = tuple[str | int, ...]


def line_of(document: str, path: str) -> int | None:
    """Return the line, from 1, of the key or table at `path`; of what is not there, that of what it would be in.

    None for the document as a whole. In a list written inside a line, it is the line on which the list begins.
    """
    wanted: Path = tuple(name or int(place) for name, place in _STEP.findall(path.removeprefix("$")))
    lines: dict[Path, int] = {}
    for line, at in _places(document):
        lines.setdefault(at, line)
    while wanted and wanted not in lines:
        wanted = wanted[:-1]
    return lines.get(wanted)


def line_of_id(document: str, item_id: str) -> int | None:
    """Return the last line that gives something this id; None if there is none."""
    giving = re.compile(rf'\s*id\s*=\s*"{re.escape(item_id)}"')
    return next(
        (number for number, line in reversed(list(_outside_of_texts(document))) if giving.match(line)), None
    )  # fmt: skip


def _places(document: str) -> Iterator[tuple[int, Path]]:
    """Yield every line that begins a table or a key, with its path."""
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, line in _outside_of_texts(document):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header is not None:
            table = _table(header[2].split("."), header[1] is not None, counts)
            yield number, table
        elif key is not None:
            yield number, (*table, key[1])


def _outside_of_texts(document: str) -> Iterator[tuple[int, str]]:
    """Yield the numbered lines that do not begin inside a text of several lines."""
    closing = ""
    for number, line in enumerate(document.split("\n"), 1):
        if not closing:
            yield number, line
        for mark in re.findall(r'"""|\'\'\'', line):
            if not closing:
                closing = mark
            elif mark == closing:
                closing = ""


def _table(names: list[str], is_of_a_list: bool, counts: dict[Path, int]) -> Path:
    """Return the path of a table by its header: [[parts.items]] is the next item of the last part."""
    path: Path = ()
    for place, name in enumerate(names):
        path = (*path, name)
        if place == len(names) - 1 and is_of_a_list:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
