"""What is said of an attendance file beside its candidates: what was not read, and names that are nobody's."""

from collections import Counter
from collections.abc import Iterator, Sequence

from commands.candidates.listing import id_of
from commands.candidates.papers import Paper
from commands.intake import Opened, Sheet
from commands.intake.attendance import shape_of
from ledger.people import People
from ledger.people.pinyin import sounding_like
from ledger.texts import _, listing

MOST_LINES_NAMED = 10


def passed_over_in(file: Opened) -> list[str]:
    """Return the names of the sheets that hold something and are no attendance, or are hidden."""
    return [sheet.name or "" for sheet in file.sheets if (sheet.lines or sheet.is_hidden) and not shape_of(sheet.lines)]


def notes_on_sheets(sheets: Sequence[Sheet], passed_over: Sequence[str]) -> Iterator[str]:
    """Yield a note for each sheet of attendance of which some lines could not be read, and one for all others."""
    if passed_over:
        yield _("not read, for they are no attendance: {sheets}", sheets=listing(passed_over))
    for sheet in sheets:
        shape = shape_of(sheet.lines)
        lines = shape.lines_unread(sheet.lines) if shape is not None else []
        if lines:
            named = [*map(str, lines[:MOST_LINES_NAMED]), *(["…"] if len(lines) > MOST_LINES_NAMED else [])]
            where = f"[{sheet.name}] " if sheet.name else ""
            yield _("{where}not read, for no day or time can be read there: lines {lines}", where=where,
                    lines=listing(named))  # fmt: skip


def notes_on_people(paper: Paper, people: People) -> Iterator[str]:
    """Yield a note for each number or name that is nobody's, or several people's, with who may be meant."""
    unknown = Counter((one.person, one.worker) for one in paper.candidates
                      if one.state == "open" and id_of(one, people) is None)  # fmt: skip
    for (person, worker), count in unknown.items():
        called = person or worker
        if people.with_name(called):
            among = listing(f"{one.id} {one.name}" for one in people.with_name(called))
            yield _("{called} (candidates: {count}): several people are called so ({among}), and the file has no 工号 "
                    "to tell which", count=count, called=called, among=among)  # fmt: skip
            continue
        meant = sounding_like(people, person) if person else [one for one in people if _is_padded(one.id, worker)]
        file, perhaps = paper.file.name, listing(f"--worker {called}={one.id} ({one.name})" for one in meant)
        yield (_("{called} (candidates: {count}) is not on the roster; perhaps gongguo candidates read {file} "
                 "{perhaps}", count=count, called=called, file=file, perhaps=perhaps) if meant else
               _("{called} (candidates: {count}) is not on the roster; say who it is: gongguo candidates read {file} "
                 "--worker {called}=PERSON", count=count, called=called, file=file))  # fmt: skip


def _is_padded(person_id: str, number: str) -> bool:
    return bool(number.lstrip("0")) and person_id.lstrip("0") == number.lstrip("0")
