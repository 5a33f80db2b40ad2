"""The register: what is known while drafts are judged, the entries just accepted among it."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from typing import Protocol

from ledger.entry import Entry, by_day, stream_of_case, stream_of_person
from ledger.facts import Fact, catalogue
from ledger.facts.assessed_post_decided import AssessedPostDecided
from ledger.facts.bulletin_published import BulletinPublished
from ledger.facts.entry_voided import EntryVoided
from ledger.facts.evidence_attached import EvidenceAttached
from ledger.facts.scheme_adopted import SchemeAdopted
from ledger.facts.scheme_amended import SchemeAmended
from ledger.people import NAMING_KINDS, People
from ledger.remedies import Case, cases_among
from ledger.schemes.adopted import AdoptedSchemes, belongs_to
from ledger.values import Period

_TEACHING = frozenset({EntryVoided, AssessedPostDecided, BulletinPublished, SchemeAdopted, SchemeAmended})
"""The kinds, besides those that change the roster, on which the judging of later entries rests."""


@cache
def kinds_that_teach() -> frozenset[str]:
    """Return the names of all kinds on which the judging of later entries rests."""
    return frozenset(name for name, kind in catalogue().items() if kind.CHANGES_THE_ROSTER or kind in _TEACHING)


class Archive(Protocol):
    """What the ledger holds, asked while the write lock is held."""

    def entry(self, number: int) -> Entry[Fact] | None:
        """The entry with this number."""

    def void_of(self, number: int) -> int | None:
        """The number of the entry that voids this one."""

    def entries_of_person(self, person_id: str) -> Iterable[Entry[Fact]]:
        """The entries in the person's stream, voids among them, in order."""

    def entries_of_stream(self, stream: str) -> Iterable[Entry[Fact]]:
        """The entries in a stream, in order."""

    def entries_with_keys(self, keys: Collection[str]) -> Iterable[Entry[Fact]]:
        """The entries with these source keys, voided ones among them, in order."""

    def standing_of_kinds(self, kinds: Collection[str]) -> Iterable[Entry[Fact]]:
        """The entries of these kinds that are not voided, in order."""

    def standing_in_period(self, first_day: date, last_day: date) -> Iterable[Entry[Fact]]:
        """The entries of every kind that happened in a span of days, both included, and are not voided, in order."""

    def last_version(self, stream: str) -> int:
        """The number of entries in a stream."""


class Register:
    """The archive, overlaid with the entries accepted in this transaction that are not in it yet."""

    def __init__(
        self, archive: Archive, people: People, law: Iterable[Entry[Fact]], today: date, last_number: int
    ) -> None:
        """Take the archive as it is after entry `last_number`, its last."""
        self._archive = archive
        self._accepted: dict[int, Entry[Fact]] = {}
        self._voids: dict[int, int] = {}
        self._versions: dict[str, int] = {}
        self._law = list(law)
        self._archived_by_key: dict[str, list[Entry[Fact]]] = {}
        self._leaving_by_key: dict[str, list[Entry[Fact]]] = {}
        self._accepted_by_key: dict[str, list[Entry[Fact]]] = {}
        self._decided: list[Entry[Fact]] | None = None
        self._published: list[Entry[Fact]] | None = None
        self.people = people
        self.schemes = AdoptedSchemes(self._law)
        self.today = today
        self._first_number = self.next_number = last_number + 1

    def entry(self, number: int) -> Entry[Fact] | None:
        """Return the entry with this number, or None."""
        return self._accepted.get(number) or self._archive.entry(number)

    def void_of(self, number: int) -> int | None:
        """Return the number of the void of this entry, or None if it stands."""
        return self._voids.get(number) or self._archive.void_of(number)

    def is_accepted_now(self, number: int) -> bool:
        """Whether the entry was accepted in this transaction, and was not in the ledger before."""
        return number >= self._first_number

    @property
    def last_number(self) -> int:
        """The number of the last entry that it knows."""
        return self.next_number - 1

    def follow(self, taught: Iterable[Entry[Fact]], last_number: int) -> None:
        """Take in what others recorded meanwhile, up to entry `last_number`; `taught` are those of `kinds_that_teach`.

        Nothing may have been accepted before, nor asked but for people.
        """
        for entry in taught:
            self.learn(entry)
            voided = self.entry(entry.fact.entry) if isinstance(entry.fact, EntryVoided) else None
            if voided is not None and voided.kind in NAMING_KINDS:
                self.people.remember_names([voided])
        self._first_number = self.next_number = last_number + 1

    def look_up(self, keys: Collection[str]) -> None:
        """Ask the archive what is under those source keys about which drafts will ask next."""
        self._archived_by_key = {}
        for entry in self._archive.entries_with_keys(keys):
            self._archived_by_key.setdefault(entry.source_key or "", []).append(entry)

    def let_go(self) -> None:
        """Let go of the entries accepted so far, which the archive is given next. What they taught is kept.

        Their keys are kept until the next time: what is under the keys of the next drafts is looked up before.
        """
        self._accepted.clear()
        self._leaving_by_key, self._accepted_by_key = self._accepted_by_key, {}

    def with_key(self, key: str) -> tuple[Entry[Fact] | None, list[Entry[Fact]]]:
        """Return the entry that stands under a source key, and those under it that were voided."""
        entries = [
            *self._archived_by_key.get(key, ()), *self._leaving_by_key.get(key, ()), *self._accepted_by_key.get(key, ())
        ]  # fmt: skip
        if not entries:
            return None, []
        voided = [entry for entry in entries if self.void_of(entry.number) is not None]
        standing = next((entry for entry in entries if entry not in voided), None)
        return standing, voided

    def standing_of_person(self, person_id: str) -> list[Entry[Fact]]:
        """Return the standing entries in the person's stream, in order; voids and attached files are not among them.

        The steps of an appeal are about the appellant and stand in the stream of their case: nothing rests on them.
        """
        stream = stream_of_person(person_id)
        accepted = [entry for entry in self._accepted.values() if entry.stream == stream]
        entries = [*self._archive.entries_of_person(person_id), *accepted]
        return [
            entry
            for entry in entries
            if not isinstance(entry.fact, EntryVoided | EvidenceAttached) and self.void_of(entry.number) is None
        ]

    def standing_of_kind(self, kind: str) -> list[Entry[Fact]]:
        """Return the standing entries of one kind about anybody, in order."""
        accepted = [entry for entry in self._accepted.values() if entry.kind == kind]
        entries = [*self._archive.standing_of_kinds({kind}), *accepted]
        return [entry for entry in entries if self.void_of(entry.number) is None]

    def standing_in(self, period: Period) -> list[Entry[Fact]]:
        """Return the standing entries that are in the archive and happened in a period, in order.

        A scheme is adopted by itself, or before anything else: no entry accepted now is one that it comes after.
        """
        return list(self._archive.standing_in_period(period.first_day, period.last_day))

    def decided_post(self, person_id: str, year: int) -> str | None:
        """Return the post decided for the person in a year, or None."""
        period = self.schemes.period_of_year(year)
        decisions = [
            entry
            for entry in self.decided
            if entry.person == person_id and entry.number not in self._voids and belongs_to(entry, year, period)
        ]
        if not decisions:
            return None
        latest = max(decisions, key=by_day).fact
        assert isinstance(latest, AssessedPostDecided)
        return latest.post

    def case(self, number: int) -> Case | None:
        """Return the appeal whose filing has this number, as it stands; None where there is none."""
        stream = stream_of_case(number)
        accepted = [entry for entry in self._accepted.values() if entry.stream == stream]
        found = cases_among([*self._archive.entries_of_stream(stream), *accepted])
        return found[0] if found and found[0].number == number else None

    @property
    def decided(self) -> list[Entry[Fact]]:
        """The entries by which posts were decided, in order of entry; some may be voided by now."""
        if self._decided is None:
            self._decided = self.standing_of_kind("assessed-post-decided")
        return self._decided

    @property
    def published(self) -> list[Entry[Fact]]:
        """The entries by which bulletins were published, in order of entry."""
        if self._published is None:
            self._published = self.standing_of_kind("bulletin-published")
        return self._published

    @property
    def publications(self) -> list[BulletinPublished]:
        """The bulletins published, in order of entry."""
        return [entry.fact for entry in self.published if isinstance(entry.fact, BulletinPublished)]

    def published_until(self, year: int) -> date | None:
        """Return the latest cutoff of a year's published bulletins; None if none was published."""
        return max((fact.as_of for fact in self.publications if fact.year == year), default=None)

    def next_version(self, stream: str) -> int:
        """Return the place that the next entry of a stream takes."""
        if stream not in self._versions:
            self._versions[stream] = self._archive.last_version(stream)
        return self._versions[stream] + 1

    def accept(self, entry: Entry[Fact]) -> None:
        """Take in an entry that is going to be recorded."""
        self._accepted[entry.number] = entry
        self._versions[entry.stream] = entry.version
        self.next_number = entry.number + 1
        if entry.source_key is not None:
            self._accepted_by_key.setdefault(entry.source_key, []).append(entry)
        self.learn(entry)

    def learn(self, entry: Entry[Fact]) -> None:
        """Let what an entry says hold from here on; it is in the archive, or was accepted."""
        fact = entry.fact
        if fact.CHANGES_THE_ROSTER:
            self.people.add(entry)
        elif type(fact) not in _TEACHING:
            return
        elif isinstance(fact, EntryVoided):
            self._withdraw(fact.entry, entry.number)
        elif isinstance(fact, AssessedPostDecided):
            if self._decided is not None:  # else it will be among those that are asked for
                self._decided.append(entry)
        elif isinstance(fact, BulletinPublished):
            if self._published is not None:
                self._published.append(entry)
        else:
            self._law.append(entry)
            self.schemes = AdoptedSchemes(self._law)

    def _withdraw(self, number: int, by: int) -> None:
        self._voids[number] = by
        target = self.entry(number)
        assert target is not None
        if target.fact.CHANGES_THE_ROSTER:
            self.people.remove(target)
