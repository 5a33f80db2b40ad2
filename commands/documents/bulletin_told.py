"""What a bulletin says in words, for every format alike: from its document alone; no figure is computed here."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from commands.documents.scheme_words import Law
from ledger.facts import labels_of
from ledger.texts import _, language_in_use, later, listing
from projections.reports._base import Document
from projections.reports._notes import note_shown
from projections.reports._since import HOW
from projections.reports.bulletin import remarks_of

MOST_CAUSES = 4
"""How many causes a line of a document names before it only counts them; a detailed sheet names all."""
MOST_ENTRIES = 4
"""How many entries a cause names before it only counts them."""
MOST_PARTS_BESIDE_CAUSES = 2
"""How many columns of parts and grades leave the causes room beside them."""
TITLE_CHARACTERS = 20
"""How many characters of 2号 stand on a line of the standard's type area."""


class Part(NamedTuple):
    """A part that stands as a column."""

    id: str
    label: str
    full: str

    @property
    def heading(self) -> str:
        """The heading of its column: 日常管理(40)."""
        return f"{self.label}({self.full})"


class Line(NamedTuple):
    """A person's line; every figure as the document has it, empty where there is none."""

    rank: str
    id: str
    name: str
    department: str
    parts: tuple[str, ...]
    bonus: str
    total: str
    out_of: str
    net: str
    grade: str
    causes: str
    all_causes: str
    remarks: str


class SinceLine(NamedTuple):
    """An entry about an earlier published period."""

    entry: str
    how: str
    day: str
    name: str
    kind: str
    period: str
    by: str


@dataclass(frozen=True)
class Told:
    """All that a file of a bulletin says."""

    document: Document
    law: Law
    title: str
    number: str
    issuer: str
    dated: str
    basis: str
    parts: tuple[Part, ...]
    has_grades: bool
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    since: tuple[SinceLine, ...]
    is_published: bool

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The title as it is broken, so that no word is torn: after its issuer, in English before its span too."""
        if len(self.title) <= TITLE_CHARACTERS:
            return (self.title,)
        broken = self.title.replace("关于", "\n关于", 1).replace(": ", ":\n", 1).replace(" of the ", "\nof the ", 1)
        return tuple(filter(None, broken.split("\n")))

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the table of `cells`, in the language in use."""
        grade = (_("grade"),) if self.has_grades else ()
        causes = () if self.has_causes_apart else (_("main causes (entries)"),)
        return (_("rank"), _("name"), _("department"), *(part.heading for part in self.parts), _("bonus"),
                _("subtotal"), *grade, *causes)  # fmt: skip

    def cells(self, line: Line) -> tuple[str, ...]:
        """Return a person's cells under the headings."""
        grade = (line.grade or "—",) if self.has_grades else ()
        causes = () if self.has_causes_apart else (line.causes,)
        return (line.rank or "—", line.name, line.department, *line.parts, line.bonus, line.total, *grade, *causes)

    @property
    def has_causes_apart(self) -> bool:
        """Whether the causes have a table of their own: beside so many figures they would stand in a narrow pillar."""
        return len(self.parts) + self.has_grades > MOST_PARTS_BESIDE_CAUSES

    @property
    def causes_headings(self) -> tuple[str, ...]:
        """The headings of the causes' own table."""
        return (_("rank"), _("name"), _("main causes (entries)"))

    @property
    def causes(self) -> tuple[tuple[str, ...], ...]:
        """The rows of the causes' own table; none where they stand beside the figures."""
        told = [line for line in self.lines if line.causes] if self.has_causes_apart else []
        return tuple((line.rank or "—", line.name, line.causes) for line in told)

    @property
    def heading_lines(self) -> tuple[str, ...]:
        """The headings of the table of `cells`, with what stands in brackets on a line below."""
        return tuple(
            heading.replace("(", "\n(").replace("（", "\n（").replace(" \n", "\n") for heading in self.headings
        )

    @property
    def since_headings(self) -> tuple[str, ...]:
        """The headings of the table of entries about an earlier published period."""
        return (_("entry"), _("what"), _("day"), _("person"), _("kind"), _("bulletin"), _("by"))


def told_of(document: Document, law: Law, today: date) -> Told:
    """Return what the files of a bulletin say; `today` dates one that is not published."""
    publication = document.get("publication")
    rows = document["rows"]
    parts = tuple(_parts_that_are_open(rows))
    year, as_of = document["year"], date.fromisoformat(document["as_of"])
    marked = {row["person"] for row in document["backdated"]}
    issuer = publication["issuer"] if publication else law.issuer
    return Told(
        document=document,
        law=law,
        title=publication["title"] if publication else _title(issuer, year, min(as_of, law.last_day)),
        number=(publication["number"] if publication else None) or _("×× 〔{year}〕 No. ×", year=as_of.year),
        issuer=issuer,
        dated=day_shown(date.fromisoformat(publication["published_on"]) if publication else today),
        basis=_basis(document, law, as_of),
        parts=parts,
        has_grades=any(row["grade"] is not None for row in rows),
        lines=tuple(_line(row, parts, rows, marked) for row in rows),
        notes=tuple(_notes(document, law, parts, as_of)),
        since=tuple(map(_since, document["backdated"])),
        is_published=publication is not None,
    )


def day_shown(day: date) -> str:
    """Return a day as documents write it: 2020年7月2日."""
    if language_in_use() == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {day:%B} {day.year}"


_HALF = later("the first half of {year}")
_WHOLE = later("the year {year}")
_PART = later("{year}, as of {day}")
_SPANS = {(6, 30): _HALF, (12, 31): _WHOLE}


def _title(issuer: str, year: int, as_of: date) -> str:
    span = _(_SPANS.get((as_of.month, as_of.day), _PART), year=year, day=day_shown(as_of))
    return _("{issuer}: bulletin on the performance assessment of {span}", issuer=issuer, span=span)


def _basis(document: Document, law: Law, as_of: date) -> str:
    known_at = document["known_at"]
    return _(
        "By 《{title}》 the results are told as of {day}, from the entries of the audit ledger up to #{entry}.",
        title=law.title, day=day_shown(as_of), entry=known_at["entry"],
    )  # fmt: skip


def _parts_that_are_open(rows: Iterable[Document]) -> Iterator[Part]:
    """Yield the parts that are decided for somebody; the others have no column, and a note says so."""
    seen: dict[str, Part] = {}
    for row in rows:
        for part in row["summary"]["parts"]:
            if part["decided"]:
                seen.setdefault(part["id"], Part(part["id"], part["label"], part["full"]))
    order = [part["id"] for row in rows for part in row["summary"]["parts"]]
    yield from sorted(seen.values(), key=lambda part: order.index(part.id))


def _line(row: Document, columns: Iterable[Part], rows: list[Document], marked: set[str | None]) -> Line:
    summary = row["summary"]
    parts = {part["id"]: part for part in summary["parts"]}
    shown = tuple(_part_shown(parts[column.id]) for column in columns)
    causes = row.get("causes", ())
    usual = Counter(other["out_of"] for other in rows).most_common(1)[0][0]
    open_items = _open_items(row, columns) if row["out_of"] != usual else ""
    return Line(
        rank=str(row["rank"] or ""), id=row["id"], name=row["name"], department=row["department"], parts=shown,
        bonus=" ".join(part["bonus"] for part in summary["parts"] if part["bonus"] != "0"), total=row["total"],
        out_of=row["out_of"], net=row["net"], grade=summary["grade_label"] or "",
        causes=_("; ").join(filter(None, [open_items, *_main_causes(causes)])),
        all_causes=_("; ").join(_cause(cause, None) for cause in causes),
        remarks=remarks_of(row, is_marked=row["id"] in marked),
    )  # fmt: skip


def _open_items(row: Document, columns: Iterable[Part]) -> str:
    """Say what is undecided for one person though it is decided for others: the total is out of less."""
    parts = {part["id"]: part for part in row["summary"]["parts"]}
    labels = [column.label for column in columns if not parts[column.id]["complete"]]
    return _("{items} undecided, out of {out_of}", items=listing(labels), out_of=row["out_of"]) if labels else ""


def _part_shown(part: Document) -> str:
    if not part["decided"]:
        return _("undecided")
    points: str = part["points"]
    return points if part["complete"] else f"{points}*"


def _main_causes(causes: Sequence[Document]) -> Iterator[str]:
    yield from (_cause(cause, MOST_ENTRIES) for cause in causes[:MOST_CAUSES])
    if len(causes) > MOST_CAUSES:
        yield _("{count} items in all", count=len(causes))


def _cause(cause: Document, most: int | None) -> str:
    """Say what an item cost, and by which entries."""
    text = _("{label} −{lost}", label=cause["label"], lost=cause["lost"])
    numbers = cause["entries"]
    if not numbers:
        return text
    listed = listing(f"#{number}" for number in numbers[:most])
    if most is not None and len(numbers) > most:
        listed = _("{entries} and others, {count} in all", entries=listed, count=len(numbers))
    return _("{text} ({entries})", text=text, entries=listed)


def _notes(document: Document, law: Law, parts: Iterable[Part], as_of: date) -> Iterator[str]:
    rows = document["rows"]
    told = {part.id for part in parts}
    summaries = [row["summary"] for row in rows]
    missing = {part["id"]: part for summary in summaries for part in summary["parts"] if part["id"] not in told}
    if missing:
        labels = listing(f"{part['label']}({part['full']})" for part in missing.values())
        yield _("As of {day} {parts} had not been held: the subtotals are without it.",
                day=day_shown(as_of), parts=labels)  # fmt: skip
    if any(part["decided"] and not part["complete"] for summary in summaries for part in summary["parts"]):
        yield _("* Some items of this part are undecided; they are neither in the total nor in “out of”.")
    if len({row["out_of"] for row in rows}) > 1:
        yield _("Ranks go by the subtotal less the points it is out of, which are fewer where something is undecided.")
    if as_of < law.last_day:
        yield _("Indicators with a target stand at full points until the last day of the period.")
    if any("causes" not in row for row in rows):
        yield _("This bulletin was published without its causes; gongguo why PERSON has them.")
    yield from map(note_shown, document.get("notes", ()))


def _since(row: Document) -> SinceLine:
    number = row["entry"] if row["how"] != "correction" else f"{row['of']} → #{row['entry']}"
    number = f"{row['of']} → ×" if row["how"] == "void" else number
    return SinceLine(
        f"#{number}", _(HOW[row["how"]]), row["occurred_on"], row["name"] or row["person"] or "",
        labels_of([row["kind"]]), row["period"] or "", row["recorded_by"],
    )  # fmt: skip
