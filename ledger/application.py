"""Recording: an eventsourcing application that locks, loads, decides and saves."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactory, IntegrityError, Mapper
from eventsourcing.utils import Environment, EnvType

from ledger.decisions.drafts import Draft
from ledger.decisions.recorders import recorder_claimed, recorder_logged_in
from ledger.decisions.recording import Decision, decide
from ledger.decisions.register import Register
from ledger.decisions.sameness import keys_asked, with_made_keys
from ledger.entry import RecordedBy
from ledger.ledger import Clock, Ledger
from ledger.people import People
from ledger.schemes.adopted import LAW_KINDS, AdoptedSchemes
from ledger.store.archive import EVERYTHING, Archive
from ledger.store.errors import StoreUnavailable
from ledger.store.factory import LedgerFactory
from ledger.store.mapper import EntryMapper
from ledger.store.place import Place
from ledger.store.recorder import LedgerRecorder
from ledger.texts import _


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

    def record(
        self, drafts: Sequence[Draft], by: RecordedBy, *, makes_keys: bool = False, dry_run: bool = False,
        document: bytes | None = None,
    ) -> Decision:  # fmt: skip
        """Record all drafts or, if there is any problem, none of them.

        `by.name` is looked up on the roster; where the database vouches for who is logged in, that is who records.
        `makes_keys` is for the rows of a file; a `dry_run` only judges. A `document` that the entries name by its hash
        is kept with them.
        """
        if makes_keys:
            drafts = with_made_keys(drafts)
        decision = Decision([], [], [])
        try:
            with self.recorder.writing():
                register = self._register(drafts)
                instant, is_behind = self._next_instant()
                recorder = self._recorder(by, register.people)
                decision = decide(drafts, register, recorder, instant, clock_was_behind=is_behind)
                if dry_run or not decision.entries:
                    raise _NothingToKeep
                # What Application.save() does for events, without asking each of them whether it is one.
                self.events.put(decision.entries)
                if document is not None:
                    self.recorder.keep(document)
        except _NothingToKeep:
            pass
        except IntegrityError as error:
            raise StoreUnavailable(
                _("somebody wrote into the ledger past this program, at the same moment"),
                found=str(error.__cause__ or error).splitlines()[0],
                remedy=_("Nothing was recorded. See what gongguo verify says; then again."),
            ) from None
        return decision

    def record_one(self, draft: Draft, by: RecordedBy, document: bytes | None = None) -> Decision:
        """Record one draft, a correction's two entries together. Raises the first of what speaks against it."""
        decision = self.record([draft], by, document=document)
        if decision.problems:
            raise decision.problems[0].error
        return decision

    def _register(self, drafts: Sequence[Draft]) -> Register:
        law = list(self.ledger.standing_of_kinds(LAW_KINDS, EVERYTHING))
        today = self.ledger.today(AdoptedSchemes(law).time_zone)
        return Register(self.ledger.archive, self.ledger.people(EVERYTHING), law, keys_asked(drafts), today)

    def _recorder(self, claim: RecordedBy, people: People) -> RecordedBy:
        login = self.recorder.login()
        return recorder_claimed(claim, people) if login is None else recorder_logged_in(claim, login, people)

    def _next_instant(self) -> tuple[datetime, bool]:
        """Return now, or the last entry's instant if the clock is behind it; and whether it is."""
        now = self._clock()
        last = self.ledger.known_now().recorded_at
        return (now, False) if last is None or last <= now else (last, True)
