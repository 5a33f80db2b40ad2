"""A plain model of the whole ledger: a list of what was accepted, and why anything else is refused.

It is written from what the pages promise, not from the code: no tables, no keys, no hashes. Beside it stand the harms
that somebody who holds the file can do, and a plain reading of the file that says whether it is true by itself.
"""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

from tests.past_the_guards import freely

Row = Mapping[str, str]
Key = tuple[tuple[tuple[str, str], ...], int]
PEOPLE = {"甲": "T1", "乙": "T2", "丙": "T3"}
CUTOFFS = {"2020-H1": "2020-06-30", "2020-H2": "2020-12-31", "2020": "2020-12-31"}
BEIJING = timezone(timedelta(hours=8))
COMMON = {"kind", "person", "occurred_on"}
NOT_VOIDABLE = {"entry-voided", "scheme-adopted", "bulletin-published"}


@dataclass(frozen=True)
class Accepted:
    """An entry as it was accepted. `key` is what a file's row is known by: its content, its place among equals."""

    number: int
    kind: str
    recorded_at: datetime
    by: str
    person: str | None = None
    day: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    corrects: int | None = None
    voided_by: int | None = None
    key: Key | None = None


class Model:
    """What was accepted, in order, and the clock. Of what comes it says the codes of the refusals, or takes it in."""

    def __init__(self, founding: Iterable[Accepted], now: datetime) -> None:
        self.entries = list(founding)
        self.first = len(self.entries) + 1
        self.now = now

    @property
    def today(self) -> str:
        return self.now.astimezone(BEIJING).date().isoformat()

    @property
    def next_number(self) -> int:
        return len(self.entries) + 1

    def entry(self, number: int) -> Accepted | None:
        return self.entries[number - 1] if 0 < number < self.next_number else None

    def standing(self) -> list[Accepted]:
        return [entry for entry in self.entries if entry.voided_by is None]

    def published(self) -> list[Accepted]:
        return [entry for entry in self.entries if entry.kind == "bulletin-published"]

    def refusals(self, row: Row, by: str) -> set[str]:
        person = PEOPLE.get(row["person"])
        if person is None:
            return {"person-unknown"}
        found = set()
        if row["occurred_on"] > self.today:
            found.add("day-in-the-future")
        if row["kind"] == "article-published" and person == PEOPLE.get(by):
            found.add("recorded-for-oneself")
        return found

    def refusals_of_void(self, number: int, by: str, authority: str | None) -> set[str]:
        target = self.entry(number)
        if target is None:
            return {"no-such-entry"}
        if target.kind in NOT_VOIDABLE:
            return {"cannot-be-voided"}
        if target.voided_by is not None:
            return {"already-voided"}
        found = self.refusals_for_want_of_authority(target.day, authority)
        return found | ({"recorded-for-oneself"} if target.person == PEOPLE.get(by) else set())

    def refusals_for_want_of_authority(self, day: str | None, authority: str | None) -> set[str]:
        told = any(day is not None and "2020-01-01" <= day <= one.fields["as_of"] for one in self.published())
        return {"authority-needed"} if told and authority is None else set()

    def refusals_of_correction(self, number: int, row: Row, by: str, authority: str | None) -> set[str]:
        if row["person"] not in PEOPLE:
            return self.refusals(row, by)
        return (
            self.refusals_of_void(number, by, authority)
            or self.refusals(row, by)
            or self.refusals_for_want_of_authority(row["occurred_on"], authority)
        )

    def keys(self, rows: Iterable[Row]) -> list[Key]:
        """Return what each row of a file is known by: the same row twice in a file is two facts."""
        seen: Counter[tuple[tuple[str, str], ...]] = Counter()
        keys = []
        for row in rows:
            content = tuple(sorted(row.items()))
            seen[content] += 1
            keys.append((content, seen[content]))
        return keys

    def stands(self, key: Key) -> bool:
        return any(entry.key == key for entry in self.standing())

    def accept(self, row: Row, by: str, *, key: Key | None = None, corrects: int | None = None) -> None:
        own = {name: text for name, text in row.items() if name not in COMMON}
        self.take(row["kind"], by, person=PEOPLE[row["person"]], day=row["occurred_on"], fields=own, key=key,
                  corrects=corrects)  # fmt: skip

    def accept_void(self, number: int, by: str, fields: dict[str, str]) -> None:
        target = self.entries[number - 1]
        self.entries[number - 1] = replace(target, voided_by=self.next_number)
        self.take("entry-voided", by, person=target.person, fields={"entry": str(number), **fields})

    def take(self, kind: str, by: str, **what: Any) -> None:
        """Append an entry. It is recorded now, or with the last one where the clock is behind that."""
        instant = max(self.now, self.entries[-1].recorded_at)
        self.entries.append(Accepted(self.next_number, kind, instant, PEOPLE.get(by, by), **what))


class Stored(NamedTuple):
    """The bytes of a ledger file as anybody reads them."""

    rows: list[tuple[Any, ...]]
    documents: dict[str, bytes]
    schema: list[tuple[Any, ...]]

    @property
    def blobs(self) -> list[bytes]:
        return [row[1] for row in self.rows]


_ROWS = (
    "SELECT number, blob, leaf, stream, version, person, occurred_on, source_key, voids FROM entries ORDER BY number"
)


def stored_in(path: Path) -> Stored:
    """Read a file as it is. Raises sqlite3.Error or ValueError where it is damaged."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        schema = connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
        documents = dict(connection.execute("SELECT sha256, content FROM documents"))
        return Stored(connection.execute(_ROWS).fetchall(), documents, schema)


def is_true_by_itself(found: Stored, schema: list[tuple[Any, ...]]) -> bool:
    """Whether every entry is under its number and its hash, the columns say what it says, and the guards are there."""
    try:
        hold = all(_row_holds(place, row) for place, row in enumerate(found.rows, 1))
    except (ValueError, KeyError, TypeError):
        return False
    kept = all(hashlib.sha256(content).hexdigest() == name for name, content in found.documents.items())
    return hold and kept and found.schema == schema


def _row_holds(place: int, row: tuple[Any, ...]) -> bool:
    number, blob, leaf, *columns = row
    said = json.loads(blob)
    told = [said["stream"], said["version"], *map(said.get, ("person", "occurred_on", "source_key"))]
    told.append(said["fact"]["entry"] if said["fact"]["kind"].startswith("entry-voided") else None)
    return leaf == leaf_of(blob) and place == number == said["number"] and told == columns


def leaf_of(blob: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + blob).digest()


def _entry_at(path: Path, place: int) -> tuple[int, bytes]:
    rows = stored_in(path).rows
    return rows[place % len(rows)][:2]


def of_another(blob: bytes) -> bytes:
    """Say that somebody else recorded it: no column shows that."""
    return blob.replace(b'"login":"', b'"login":"x')


def a_byte_of_the_file_flipped(path: Path, place: int) -> None:
    content = bytearray(path.read_bytes())
    content[place % len(content)] ^= 1 << place % 8
    path.write_bytes(content)


def a_blob_changed(path: Path, place: int) -> None:
    """Leave its leaf: of the last entries, which nobody has signed yet, only that tells."""
    number, blob = _entry_at(path, -1 - place % 3)
    freely(path, "UPDATE entries SET blob = ? WHERE number = ?", values=(of_another(blob), number))


def a_blob_rewritten_with_its_leaf(path: Path, place: int) -> None:
    """The entry is as true to itself as before: only who has the root over it can tell."""
    number, blob = _entry_at(path, place)
    forged = of_another(blob)
    freely(path, "UPDATE entries SET blob = ?, leaf = ? WHERE number = ?", values=(forged, leaf_of(forged), number))


def the_last_rows_deleted(path: Path, place: int) -> None:
    freely(path, "DELETE FROM entries WHERE number > (SELECT MAX(number) FROM entries) - ?", values=(1 + place % 3,))


def a_row_deleted(path: Path, place: int) -> None:
    freely(path, "DELETE FROM entries WHERE number = ?", values=(_entry_at(path, place)[0],))


def a_column_changed(path: Path, place: int) -> None:
    """Void what stands, in the column alone: readers would leave the entry out."""
    number, _blob = _entry_at(path, place)
    freely(
        path,
        "UPDATE OR IGNORE entries SET voids = ? WHERE number = (SELECT MAX(number) FROM entries)",
        values=(number,),
    )


def two_entries_exchanged(path: Path, place: int) -> None:
    number, blob = _entry_at(path, place)
    freely(path, "UPDATE entries SET blob = ?, leaf = ? WHERE number = ? % (SELECT MAX(number) FROM entries) + 1",
           values=(blob, leaf_of(blob), number))  # fmt: skip


def a_document_rewritten(path: Path, _place: int) -> None:
    freely(path, "UPDATE documents SET content = CAST(content || ' ' AS BLOB)")


def the_guards_taken_away(path: Path, _place: int) -> None:
    freely(path, "SELECT 1", guards_after=False)


Harm = Callable[[Path, int], None]
HARMS: list[Harm] = [
    a_byte_of_the_file_flipped, a_blob_changed, a_blob_rewritten_with_its_leaf, the_last_rows_deleted, a_row_deleted,
    a_column_changed, two_entries_exchanged, a_document_rewritten, the_guards_taken_away,
]  # fmt: skip
