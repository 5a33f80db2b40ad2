"""Candidates (待核) as they are kept: a paper for each attendance file, beside the ledger and no part of it.

`candidates/2c26b46b68ffc68f.json` is named by the SHA-256 of the file; the file itself is kept as evidence. What has
been confirmed is in the ledger; a paper only remembers what was said of each line.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import msgspec

from commands.intake.attendance import Candidate, Hours
from commands.intake.attendance._candidates import Moment
from ledger.entry import Attachment
from ledger.errors import LedgerError, reason_of
from ledger.store.placing import whole_file
from ledger.texts import _, listing

FOLDER = "candidates"
SETTLED = frozenset({"confirmed", "dismissed"})
_NAMED_BY = 16  # of the 64 digits of the hash


class PaperUnavailable(LedgerError):
    """A paper of candidates that cannot be read or written."""

    code = "candidates-unavailable"


class NoSuchCandidate(LedgerError):
    """A candidate that there is not."""

    code = "no-such-candidate"


class Kept(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One candidate and what became of it. `id` names it in the whole folder; `sheet` is None for a text file.

    `stands_for` is the id of the person as the clerk said it, `seen_as` the candidate of an earlier file that this one
    is, `doubt` why it has to be looked at by itself. `by` and `at` say who confirmed or dismissed it and when, `reason`
    why it was dismissed, `entry` what was recorded.
    """

    id: str
    kind: str
    person: str
    worker: str = ""
    occurred_on: date
    minutes: int | None = None
    said: str
    sheet: str | None = None
    line: int
    moment: Moment = Moment.ALL_DAY
    on_leave: str = ""
    doubt: str = ""
    stands_for: str = ""
    seen_as: str = ""
    state: Literal["open", "on-leave", "seen", "confirmed", "dismissed"] = "open"
    by: str | None = None
    at: datetime | None = None
    reason: str | None = None
    entry: int | None = None

    def as_candidate(self) -> Candidate:
        """Return what the file shows, to be judged again."""
        return Candidate(self.kind, self.person, self.worker, self.occurred_on, self.minutes, self.said, self.line,
                         self.moment, self.on_leave, self.doubt)  # fmt: skip


class Paper(msgspec.Struct, kw_only=True):
    """An attendance file that was handed in, of which shape, by whom and when, and the candidates that it shows.

    `hours` are those by which punches were judged.
    """

    file: Attachment
    shape: str
    read_by: str
    read_at: datetime
    candidates: list[Kept]
    hours: Hours = Hours()

    @property
    def name(self) -> str:
        """The name of the paper's own file, without its ending."""
        return self.file.sha256[:_NAMED_BY]


def folder_of(beside: Path) -> Path:
    """Return the folder in which a ledger's candidates are kept, in that of all that stands beside it."""
    return beside / FOLDER


def kept_from(candidates: Sequence[tuple[str | None, Candidate]], attachment: Attachment) -> list[Kept]:
    """Return candidates, each with its sheet, as they are kept: those on leave are not open."""
    return [
        Kept(
            id=f"{attachment.sha256[:6]}-{number}", sheet=sheet, state="on-leave" if one.on_leave else "open",
            **one._asdict(),
        )
        for number, (sheet, one) in enumerate(candidates, 1)
    ]  # fmt: skip


def papers_in(folder: Path) -> Iterator[Paper]:
    """Yield every paper, in order of the moments at which their files were read. Raises PaperUnavailable."""
    papers = []
    for path in sorted(folder.glob("*.json")):
        try:
            papers.append(msgspec.json.decode(path.read_bytes(), type=Paper))
        except (OSError, msgspec.MsgspecError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else str(error)
            raise PaperUnavailable(
                _("the candidates in {path} cannot be read", path=path), found=reason,
                remedy=_("Move the file away and hand the attendance file in again: what is recorded stays."),
            ) from None  # fmt: skip
    yield from sorted(papers, key=lambda paper: paper.read_at)


def write(paper: Paper, folder: Path) -> None:
    """Write a paper whole. Raises PaperUnavailable."""
    path = folder / f"{paper.name}.json"
    try:
        with whole_file(path) as file:
            file.write(msgspec.json.format(msgspec.json.encode(paper), indent=1))
    except OSError as error:
        raise PaperUnavailable(_("{path} cannot be written", path=path), found=reason_of(error)) from None


def chosen(papers: Sequence[Paper], ids: Sequence[str]) -> list[tuple[Paper, Kept]]:
    """Return the candidates with these ids, each once, with their papers. Raises NoSuchCandidate."""
    known = {one.id: (paper, one) for paper in papers for one in paper.candidates}
    missing = [name for name in ids if name not in known]
    if missing:
        raise NoSuchCandidate(
            _("there is no such candidate"), expected=_("an id of gongguo candidates list"), found=listing(missing)
        )
    return [known[name] for name in dict.fromkeys(ids)]
