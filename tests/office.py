"""An office for the tests: a ledger in a folder of its own, its roster, and the commands as the clerk types them."""

import contextlib
import hashlib
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock
from zoneinfo import ZoneInfo

from commands.intake.roster import enrolments_of
from commands.keeping.founding import adoption_of
from commands.main import run
from ledger.application import RecordingLedger
from ledger.decisions.drafts import Draft, draft_from
from ledger.decisions.recording import Decision
from ledger.entry import RecordedBy
from ledger.facts.scheme_amended import SchemeAmended
from ledger.schemes import document_called, scheme_from
from ledger.store.archive import EVERYTHING
from ledger.store.place import Place
from ledger.store.sqlite.place import SQLiteFile
from ledger.values import Cut
from projections.readings import YearReading

SCHEME = "xiangxi-2020"
SETTINGS = ".settings"
OFFICE_HOURS = ZoneInfo("Asia/Shanghai")
CLERK = RecordedBy(login="clerk", name="录入员")


def today_at_the_office() -> str:
    """Return the day it is at the office: in the evening of UTC it is the next one already."""
    return datetime.now(OFFICE_HOURS).date().isoformat()


class Said(NamedTuple):
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        error: dict[str, Any] = json.loads(self.err)["error"]
        return error


class Clerk:
    """A clerk at a terminal in `folder`: called with the words of a command, answers with what it said.

    The ledger is gongguo.db there, or the database at a URL that the environment names.
    """

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self.folder, self.url = folder, url

    def __call__(self, *arguments: str, **environment: str) -> Said:
        named = {} if self.url is None else {"GONGGUO_LEDGER": self.url, "GONGGUO_BESIDE": str(self.folder)}
        return say(*arguments, folder=self.folder, **{**named, **environment})

    def ledger_elsewhere(self) -> str:
        """Have the ledger where it is not looked for unless somebody names it; return how."""
        if self.url is None:
            (self.folder / "gongguo.db").rename(self.folder / "other.db")
            return "other.db"
        url, self.url = self.url, None
        return url


def say(*arguments: str, folder: Path, language: str = "en", **environment: str) -> Said:
    """Run a command in `folder`, in this process."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _stream in range(2))
    known = {name: value for name, value in os.environ.items() if not name.startswith("GONGGUO")}
    settings = {"XDG_CONFIG_HOME": str(folder / SETTINGS)}  # the keys of whoever runs the tests are not theirs
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.dict(os.environ, {**known, **settings, "GONGGUO_LANG": language, **environment}, clear=True),
    ):
        status = run(list(arguments))
    texts = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
    return Said(status, *texts)


class Office:
    """A ledger under the 2020 scheme (or another), written and read directly."""

    def __init__(self, where: Path | Place, roster: Path | str, document: str | None = None) -> None:
        document = document or document_called(SCHEME)
        self.scheme = scheme_from(document)
        self._is_at(where)
        self.application = RecordingLedger.create(self.place, lambda: datetime.now(UTC))
        self.ledger = self.application.ledger
        if isinstance(roster, str):
            text, roster = roster, self.place.beside / "office.roster.csv"
            roster.write_text(text, encoding="utf-8")
        rows = [draft_from(fields, row) for row, fields in enrolments_of(roster, self.scheme).rows]
        drafts = [adoption_of(self.scheme, document), *drafts_among(rows)]
        assert not recorded_as_a_file(self.application, drafts, CLERK).problems

    @classmethod
    def at(cls, where: Path | Place) -> "Office":
        """Open an office that is there."""
        office = cls.__new__(cls)
        office._is_at(where)
        office.application = RecordingLedger.open(office.place, lambda: datetime.now(UTC))
        office.ledger = office.application.ledger
        office.scheme = scheme_from(document_called(SCHEME))
        return office

    def _is_at(self, where: Path | Place) -> None:
        self.place: Place = SQLiteFile(where) if isinstance(where, Path) else where

    @property
    def path(self) -> Path:
        """The file, of an office whose ledger is one."""
        assert isinstance(self.place, SQLiteFile)
        return self.place.path

    def amend(
        self, document: str, effective_on: str, *, made_on: str | None = None, reaches_back: str | None = None
    ) -> Decision:
        """Amend the scheme from a day on; the amendment is made on that day, or on the one given."""
        scheme = scheme_from(document)
        fact = SchemeAmended(
            scheme=scheme.id, effective_on=date.fromisoformat(effective_on), document=document,
            sha256=hashlib.sha256(document.encode()).hexdigest(), authority="党组会议〔2020〕9号",
            reaches_back=reaches_back,
        )  # fmt: skip
        return self.application.record(
            [Draft(fact=fact, occurred_on=date.fromisoformat(made_on or effective_on))], CLERK
        )

    def adopt(self, document: str) -> Decision:
        """Adopt the scheme of a further year."""
        return self.application.record([adoption_of(scheme_from(document), document, "党组会议〔2021〕1号")], CLERK)

    def hand_in(self, *rows: Mapping[str, str], by: str = "录入员", as_file: bool = False) -> Decision:
        """Hand in rows of text: recorded all, or none with their problems."""
        read = [draft_from(row, number) for number, row in enumerate(rows, 1)]
        problems = [problem for drafts in read if not isinstance(drafts, Draft) for problem in drafts]
        if problems:
            return Decision([], [], problems)
        claim = RecordedBy(login="clerk", name=by)
        if as_file:
            return recorded_as_a_file(self.application, drafts_among(read), claim)
        return self.application.record(drafts_among(read), claim)

    def record(self, kind: str, person: str, on: str, **fields: str) -> int:
        """Record one entry that has to be accepted; return its number."""
        decision = self.hand_in({"kind": kind, "person": person, "occurred_on": on, **fields})
        assert not decision.problems, str(decision.problems[0].error)
        return decision.entries[0].number

    def reading(self, as_of: str | date, known_at: int | None = None, year: int | None = None) -> YearReading:
        """Return the reading of the scheme's year (or another) at a cut."""
        day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        known = self.ledger.archive.last_number() if known_at is None else known_at
        scheme = self.ledger.schemes(known).for_year(year or self.scheme.year, day)
        return YearReading(self.ledger, scheme, Cut(day, known))

    def points(self, person: str, item: str, as_of: str) -> str:
        """Return an item's points as text, or its state where it is not standing."""
        sheet = self.reading(as_of).one(person)
        assert sheet is not None
        score = next(score for score in sheet.items if score.item.id == item)
        return f"{score.points.normalize():f}" if score.state == "standing" else score.state.value


def recorded_as_a_file(application: RecordingLedger, drafts: Sequence[Draft], by: RecordedBy) -> Decision:
    """Record drafts as the rows of a file are; return the entries too."""
    before = application.ledger.archive.last_number()
    filed = application.record_file(lambda: drafts, by)
    entries = [entry for entry in application.ledger.entries(EVERYTHING) if entry.number > before]
    assert [entry.number for entry in entries] == ([] if filed.problems else list(filed.numbers))
    return Decision(entries, filed.skipped, filed.problems)


def drafts_among(read: Iterable[Draft | list[Any]]) -> list[Draft]:
    drafts = list(read)
    assert all(isinstance(draft, Draft) for draft in drafts), drafts
    return [draft for draft in drafts if isinstance(draft, Draft)]
