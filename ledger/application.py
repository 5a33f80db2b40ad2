"""Recording: an eventsourcing application that locks, loads, decides and saves."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import chain, islice
from typing import Self

from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory, IntegrityError, Mapper, StoredEvent
from eventsourcing.utils import Environment, EnvType

from ledger.decisions.drafts import Draft, Read
from ledger.decisions.recorders import (
    LoginNotOnTheRoster,
    NotWhoIsLoggedIn,
    recorder_claimed,
    recorder_logged_in,
)
from ledger.decisions.recording import Decision, Filed, Judge
from ledger.decisions.register import Register, kinds_that_teach
from ledger.decisions.sameness import KeysOfFile, with_made_keys
from ledger.entry import Entry, RecordedBy
from ledger.facts import Fact
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.knowing import known_after
from ledger.ledger import Clock, Ledger
from ledger.people import People, PersonAmbiguous, PersonUnknown
from ledger.store.archive import Archive
from ledger.store.errors import StoreUnavailable
from ledger.store.factory import LedgerFactory
from ledger.store.mapper import EntryMapper
from ledger.store.place import Place
from ledger.store.recorder import LedgerRecorder
from ledger.texts import _

_AT_ONCE = 5000
"""So many rows of a file are judged, and then written: to ask and to write for all of them at once pays."""


class _NothingToKeep(Exception):
    """Ends a transaction without recording."""


class RecordingLedger(Application[str]):
    """One unit's ledger, to be written: every write is decided under the write lock, all or nothing."""

    name = "gongguo"
    recorder: LedgerRecorder

    def __init__(self, factory: LedgerFactory, clock: Clock) -> None:
        self._factory = factory
        super().__init__()
        self._clock = clock
        self.ledger = Ledger(Archive(self.recorder.rows, joining=self.recorder.joining), clock)

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:
        """Nothing of the process's environment reaches the library."""
        return Environment(name, {})

    def construct_factory(self, env: Environment) -> InfrastructureFactory:
        """The factory on our own store."""
        return self._factory

    def construct_mapper(self) -> Mapper[str]:
        """The mapper on our own codec."""
        return EntryMapper()

    @classmethod
    def create(cls, place: Place, clock: Clock) -> Self:
        """Make an empty ledger. Raises LedgerExists."""
        place.create()
        return cls(LedgerFactory(place.writing()), clock)

    @classmethod
    def open(cls, place: Place, clock: Clock) -> Self:
        """Open a ledger that is there. Raises NoSuchLedger or NotALedger."""
        return cls(LedgerFactory(place.writing()), clock)

    def record(self, drafts: Sequence[Draft], by: RecordedBy, document: bytes | None = None) -> Decision:
        """Record all drafts or, if there is any problem, none of them.

        `by.name` is looked up on the roster; where the database vouches for who is logged in, that is who records.
        A `document` that the entries name by its hash is kept with them.
        """
        about = [draft.person for draft in drafts if draft.person is not None]
        filed = self._recorded(lambda: drafts, by, lambda _entry: True, about=about, document=document)
        return Decision([] if filed.problems else filed.entries, filed.skipped, filed.problems, filed.rejudged)

    def record_file(
        self, read: Callable[[], Iterable[Read]], by: RecordedBy, *, dry_run: bool = False
    ) -> Filed:  # fmt: skip
        """Record the rows of a file, all or none, but for those that were recorded before.

        `read` goes through them from the first on; not all are held at once. A `dry_run` only judges. Of the entries,
        enrolments are kept to be told of.
        """
        return self._recorded(lambda: with_made_keys(read()), by, _is_enrolment, dry_run=dry_run)

    def _recorded(
        self, read: Callable[[], Iterable[Read]], by: RecordedBy, keeps: Callable[[Entry[Fact]], bool], *,
        about: Iterable[str] = (), dry_run: bool = False, document: bytes | None = None,
    ) -> Filed:  # fmt: skip
        """Judge and write a part at a time, in one transaction; it is told `about` whom, where that is known before."""
        filed = Filed(keeps)
        register = self._known_so_far(by, about)
        try:
            with self.recorder.writing():
                self._record_parts(read, by, register, filed, dry_run, document)
                if dry_run or filed.is_refused or not filed.numbers:
                    raise _NothingToKeep
        except _NothingToKeep:
            pass
        except IntegrityError as error:
            raise StoreUnavailable(
                _("somebody wrote into the ledger past this program, at the same moment"),
                found=str(error.__cause__ or error).partition("\n")[0],
                remedy=_("Nothing was recorded. See what gongguo verify says; then again."),
            ) from None
        return filed

    def _known_so_far(self, by: RecordedBy, about: Iterable[str]) -> Register:
        """Return what is known before the lock is held: others do not wait while the roster is gone through."""
        with self.recorder.reading_together():
            register = known_after(self.ledger, self.ledger.known_now().entry)
            with suppress(PersonAmbiguous, LoginNotOnTheRoster, NotWhoIsLoggedIn):  # whoever it is then
                self._recorder(by, register.people)
            for reference in about:
                with suppress(PersonUnknown, PersonAmbiguous):
                    register.people.called(reference)
        return register

    def _record_parts(
        self, read: Callable[[], Iterable[Read]], by: RecordedBy, register: Register, filed: Filed, dry_run: bool,
        document: bytes | None,
    ) -> None:  # fmt: skip
        known = self.ledger.known_now()
        register = self._followed(register, known.entry)
        judge = self._judge(register, by, KeysOfFile(read), known.recorded_at)
        rows = iter(read())
        part = _next_part(rows, judge)
        while part:
            filed.unread += chain.from_iterable(row for row in part if not isinstance(row, Draft))
            decision = judge.decide(_drafts_in(part))
            filed.take(decision)
            stored: list[StoredEvent] = []
            if not dry_run and not filed.is_refused and decision.entries:
                stored = [self.mapper.to_stored_event(entry) for entry in decision.entries]
                register.let_go()
            # Looked up first, for whatever is asked once these are being written waits until they are.
            part = _next_part(rows, judge)
            self._write(stored, document)

    def record_one(self, draft: Draft, by: RecordedBy, document: bytes | None = None) -> Decision:
        """Record one draft, a correction's two entries together. Raises the first of what speaks against it."""
        decision = self.record([draft], by, document=document)
        if decision.problems:
            raise decision.problems[0].error
        return decision

    def _followed(self, register: Register, last: int) -> Register:
        """Return a register that knows what was recorded until the lock was held."""
        if last < register.last_number:  # an earlier state of the ledger was put back meanwhile
            return known_after(self.ledger, last)
        if last > register.last_number:
            since = self.ledger.archive.recorded_since(register.last_number, last, kinds_that_teach())
            register.follow(since, last)
        register.today = self.ledger.today(register.schemes.time_zone)
        return register

    def _judge(self, register: Register, by: RecordedBy, keys_of_file: KeysOfFile, last: datetime | None) -> Judge:
        instant, is_behind = self._next_instant(last)
        recorder = self._recorder(by, register.people)
        return Judge(register, recorder, instant, keys_of_file, clock_was_behind=is_behind)

    def _write(self, stored: Sequence[StoredEvent], document: bytes | None) -> None:
        # What Application.save() does for events, without telling of each of them that it was recorded.
        self.recorder.insert_events(stored)
        if stored and document is not None:
            self.recorder.keep(document)

    def _recorder(self, claim: RecordedBy, people: People) -> RecordedBy:
        login = self.recorder.login()
        return recorder_claimed(claim, people) if login is None else recorder_logged_in(claim, login, people)

    def _next_instant(self, last: datetime | None) -> tuple[datetime, bool]:
        """Return now, or the last entry's instant if the clock is behind it; and whether it is."""
        now = self._clock()
        return (now, False) if last is None or last <= now else (last, True)


def _next_part(rows: Iterator[Read], judge: Judge) -> list[Read]:
    """Return the next rows of a file, looked up; none after the last."""
    part = list(islice(rows, _AT_ONCE))
    judge.look_up(_drafts_in(part))
    return part


def _drafts_in(part: Iterable[Read]) -> list[Draft]:
    return [row for row in part if isinstance(row, Draft)]


def _is_enrolment(entry: Entry[Fact]) -> bool:
    return isinstance(entry.fact, PersonEnrolled)
