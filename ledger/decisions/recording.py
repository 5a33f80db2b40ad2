"""From drafts to entries: each judged against what stands, earlier drafts of the same file included."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from ledger.decisions.admission import day_objections, enrolment_objections, person_objections
from ledger.decisions.drafts import Draft, Problem
from ledger.decisions.register import Register
from ledger.decisions.sameness import Sameness, sameness
from ledger.decisions.voiding import resolved, target_of, void_objections
from ledger.entry import UNIT_STREAM, Entry, RecordedBy, stream_of_person, stream_of_scheme
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.facts.entry_voided import EntryVoided
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.facts.scheme_adopted import SchemeAdopted


class Decision(NamedTuple):
    """The entries to record, the rows that were recorded before, and every problem. With a problem, no entries."""

    entries: list[Entry[Fact]]
    skipped: list[int]
    problems: list[Problem]


def decide(drafts: Sequence[Draft], register: Register, by: RecordedBy, recorded_at: datetime) -> Decision:
    """Judge the drafts in their order; the register takes in each that is accepted before the next is judged."""
    return _Judge(register, by, recorded_at).decide(drafts)


class _Judge:
    def __init__(self, register: Register, by: RecordedBy, recorded_at: datetime) -> None:
        self._register = register
        self._by = by
        self._recorded_at = recorded_at

    def decide(self, drafts: Sequence[Draft]) -> Decision:
        entries: list[Entry[Fact]] = []
        skipped: list[int] = []
        problems: list[Problem] = []
        keys_of_file = {draft.source_key for draft in drafts if draft.source_key is not None}
        for draft in drafts:
            try:
                entry = self._judged(draft, keys_of_file)
            except RefusalsOfOne as refusals:
                problems += [_problem(draft, error) for error in refusals.errors]
                continue
            if entry is None:
                skipped.append(draft.row)
            else:
                self._register.accept(entry)
                entries.append(entry)
        return Decision([] if problems else entries, skipped, problems)

    def _judged(self, draft: Draft, keys_of_file: set[str]) -> Entry[Fact] | None:
        """Return the entry to record, or None if it is recorded already. Raises RefusalsOfOne."""
        try:
            person_id = self._person_id(draft)
            if sameness(draft, person_id, self._register, keys_of_file) is Sameness.RECORDED:
                return None
            return self._void(draft) if isinstance(draft.fact, EntryVoided) else self._entry(draft, person_id)
        except LedgerError as error:
            raise RefusalsOfOne([error]) from None

    def _person_id(self, draft: Draft) -> str | None:
        if draft.person is None or isinstance(draft.fact, PersonEnrolled):
            return draft.person
        return self._register.people.called(draft.person).id

    def _entry(self, draft: Draft, person_id: str | None) -> Entry[Fact]:
        errors = list(self._objections(draft, person_id))
        if errors:
            raise RefusalsOfOne(errors)
        return self._numbered(draft, draft.fact, person_id, _stream(draft.fact, person_id))

    def _objections(self, draft: Draft, person_id: str | None) -> Iterator[LedgerError]:
        yield from day_objections(draft, self._register)
        if isinstance(draft.fact, PersonEnrolled):
            yield from enrolment_objections(draft, self._register)
        elif person_id is not None:
            person = self._register.people[person_id]
            yield from person_objections(draft, person, self._by, self._register)

    def _void(self, draft: Draft) -> Entry[Fact]:
        assert isinstance(draft.fact, EntryVoided)
        fact = resolved(draft.fact, self._register)
        target = target_of(fact, self._register)
        errors = list(void_objections(target, self._by, self._register))
        if errors:
            raise RefusalsOfOne(errors)
        return self._numbered(draft, fact, target.person, target.stream)

    def _numbered(self, draft: Draft, fact: Fact, person_id: str | None, stream: str) -> Entry[Fact]:
        return Entry(
            number=self._register.next_number,
            stream=stream,
            version=self._register.next_version(stream),
            recorded_at=self._recorded_at,
            recorded_by=self._by,
            fact=fact,
            person=person_id,
            occurred_on=draft.occurred_on,
            note=draft.note,
            evidence=draft.evidence,
            source_key=draft.source_key,
        )


class RefusalsOfOne(Exception):
    """All that speaks against one draft."""

    def __init__(self, errors: list[LedgerError]) -> None:
        super().__init__(errors)
        self.errors = errors


def _stream(fact: Fact, person_id: str | None) -> str:
    if isinstance(fact, SchemeAdopted):
        return stream_of_scheme(fact.scheme)
    return UNIT_STREAM if person_id is None else stream_of_person(person_id)


def _problem(draft: Draft, error: LedgerError) -> Problem:
    value = getattr(draft, error.column, None) if error.column else None
    if value is None and error.column:
        value = getattr(draft.fact, error.column, "")
    return Problem(draft.row, error.column, "" if value is None else str(value), error)
