"""From drafts to entries: each judged against what stands, earlier drafts of the same file included."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from ledger.decisions.appealing import case_called
from ledger.decisions.deciding import case_void_objections, remedy_objections
from ledger.decisions.drafts import Correction, Draft, Problem
from ledger.decisions.filing import completed
from ledger.decisions.objections import objections
from ledger.decisions.register import Register
from ledger.decisions.rejudging import Rejudged, fitting_entries, footing_objections, rejudged
from ledger.decisions.sameness import KeysOfFile, Sameness, check_key_is_free, keys_asked, sameness
from ledger.decisions.streams import stream_of
from ledger.decisions.voiding import (
    authority_objections,
    entries_resting_on,
    into_a_void,
    resolved,
    target_of,
    void_objections,
)
from ledger.entry import Entry, RecordedBy
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.facts._appeals import CaseStep
from ledger.facts.appeal_decided import AppealDecided
from ledger.facts.appeal_filed import AppealFiled
from ledger.facts.entry_voided import EntryVoided
from ledger.facts.evidence_attached import EvidenceAttached
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.facts.scheme_adopted import SchemeAdopted
from ledger.schemes.versions import heading_of


class Decision(NamedTuple):
    """The entries to record, the rows that were recorded before, and every problem. With a problem, no entries.

    `rejudged` are entries that rested on what was put right, or were recorded before their year's scheme.
    """

    entries: list[Entry[Fact]]
    skipped: list[int]
    problems: list[Problem]
    rejudged: Sequence[Rejudged] = ()


class Filed(msgspec.Struct):
    """What became of the rows of a file, a part of them at a time: all are recorded or, with a problem, none.

    `numbers` are those of the entries, or those that they would have; `entries` are those of them that `keeps` says.
    `skipped` are the rows recorded before. `unread` are the problems of rows that are no drafts, `problems` of drafts.
    """

    keeps: Callable[[Entry[Fact]], bool]
    numbers: range = range(0)
    entries: list[Entry[Fact]] = msgspec.field(default_factory=list)
    skipped: list[int] = msgspec.field(default_factory=list)
    unread: list[Problem] = msgspec.field(default_factory=list)
    problems: list[Problem] = msgspec.field(default_factory=list)
    rejudged: list[Rejudged] = msgspec.field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        """Whether there is any problem."""
        return bool(self.unread or self.problems)

    def take(self, part: Decision) -> None:
        """Take in what was decided about a part of the drafts."""
        if part.entries:
            self.numbers = range(self.numbers.start or part.entries[0].number, part.entries[-1].number + 1)
        self.entries += filter(self.keeps, part.entries)
        self.skipped += part.skipped
        self.problems += part.problems
        self.rejudged += part.rejudged


def decide(
    drafts: Sequence[Draft],
    register: Register,
    by: RecordedBy,
    recorded_at: datetime,
    *,
    clock_was_behind: bool = False,
) -> Decision:
    """Judge the drafts in their order; the register takes in each that is accepted before the next is judged."""
    judge = Judge(register, by, recorded_at, KeysOfFile(lambda: drafts), clock_was_behind=clock_was_behind)
    judge.look_up(drafts)
    return judge.decide(drafts)


class Judge:
    """Who judges the drafts that are recorded together, a part of them at a time.

    `keys_of_file` are the source keys of all parts.
    """

    def __init__(
        self, register: Register, by: RecordedBy, recorded_at: datetime, keys_of_file: KeysOfFile,
        *, clock_was_behind: bool,
    ) -> None:  # fmt: skip
        self._register = register
        self._by = by
        self._recorded_at = recorded_at
        self._keys_of_file = keys_of_file
        self._clock_was_behind = clock_was_behind
        self._rejudged: list[Rejudged] = []

    def look_up(self, part: Sequence[Draft]) -> None:
        """Ask at once what is recorded under the source keys of the next drafts."""
        self._register.look_up(keys_asked(part))

    def decide(self, part: Sequence[Draft]) -> Decision:
        """Judge the next drafts, which were looked up."""
        entries: list[Entry[Fact]] = []
        skipped: list[int] = []
        problems: list[Problem] = []
        self._rejudged = []
        for draft in part:
            try:
                judged = self._judged(draft)
            except RefusalsOfOne as refusals:
                problems += [_problem(draft, error) for error in refusals.errors]
                continue
            if not judged:
                skipped.append(draft.row)
            entries += judged
        return Decision([] if problems else entries, skipped, problems, self._rejudged)

    def _judged(self, draft: Draft) -> list[Entry[Fact]]:
        """Take in and return the entries to record; none if they are recorded already. Raises RefusalsOfOne."""
        try:
            person_id = self._person_id(draft)
            if draft.corrects is not None:
                return self._correction(draft, draft.corrects, person_id)
            if isinstance(draft.fact, AppealDecided):
                return self._decided(draft, draft.fact)
            if sameness(draft, person_id, self._register, self._keys_of_file) is Sameness.RECORDED:
                return []
            entry = self._of_its_kind(draft, person_id)
        except LedgerError as error:
            raise RefusalsOfOne([error]) from None
        self._register.accept(entry)
        if isinstance(draft.fact, SchemeAdopted):
            self._rejudged += rejudged(
                self._register.standing_in(heading_of(draft.fact.document).period), self._register
            )
        return [entry]

    def _of_its_kind(self, draft: Draft, person_id: str | None) -> Entry[Fact]:
        if isinstance(draft.fact, EntryVoided):
            return self._void(draft, draft.fact)
        if isinstance(draft.fact, EvidenceAttached):
            return self._attached(draft, draft.fact)
        if isinstance(draft.fact, AppealFiled) and draft.occurred_on is not None:
            # What the ledger adds to a filing is judged with it, and stored.
            fact = completed(draft.fact, draft.occurred_on, self._register)
            return self._entry(msgspec.structs.replace(draft, fact=fact), person_id)
        if isinstance(draft.fact, CaseStep):
            return self._entry(draft, case_called(draft.fact.case, self._register).person)
        return self._entry(draft, person_id)

    def _correction(self, draft: Draft, correction: Correction, person_id: str | None) -> list[Entry[Fact]]:
        """Void the entry and record it anew, together; what rested on it is judged again."""
        replacement = self._register.next_number + 1
        fact = EntryVoided(
            entry=correction.entry, reason=correction.reason, authority=correction.authority, replaced_by=replacement,
            case=correction.case,
        )  # fmt: skip
        target = target_of(fact.entry, self._register)
        resting = entries_resting_on(target, self._register)
        fitting = fitting_entries(target, draft.fact, {target.person, person_id}, self._register)
        void = self._void(Draft(fact=fact, row=draft.row), fact)
        if isinstance(draft.fact, EntryVoided):
            raise into_a_void(target)
        self._register.accept(void)
        check_key_is_free(draft, self._register)
        entry = self._entry(draft, person_id)
        errors = list(authority_objections(entry.fact, entry.day, correction.authority, self._register))
        self._register.accept(entry)
        numbers = {rested.number for rested in resting}
        judged_again = [
            again for again in rejudged(fitting, self._register) if again.objections or again.entry.number in numbers
        ]
        errors += footing_objections(target, judged_again)
        self._rejudged += judged_again
        if errors:
            raise RefusalsOfOne(errors)
        return [void, entry]

    def _decided(self, draft: Draft, given: AppealDecided) -> list[Entry[Fact]]:
        """Decide a case, and record what the decision makes right after it: all of it, or nothing."""
        case = case_called(given.case, self._register)
        first = self._register.next_number + 1
        count = sum(1 if remedy.corrects is None else 2 for remedy in draft.remedies)
        fact = msgspec.structs.replace(given, made=tuple(range(first, first + count)))
        decision = self._entry(msgspec.structs.replace(draft, fact=fact), case.person)
        self._register.accept(decision)
        made: list[Entry[Fact]] = []
        for remedy in draft.remedies:
            if remedy.corrects is not None:
                made += self._correction(remedy, remedy.corrects, self._person_id(remedy))
            else:
                made.append(self._of_its_kind(remedy, self._person_id(remedy)))
                self._register.accept(made[-1])
        errors = list(remedy_objections(fact, made, decision.person))
        if errors:
            raise RefusalsOfOne(errors)
        return [decision, *made]

    def _person_id(self, draft: Draft) -> str | None:
        if draft.person is None or isinstance(draft.fact, PersonEnrolled):
            return draft.person
        return self._register.people.called(draft.person).id

    def _entry(self, draft: Draft, person_id: str | None) -> Entry[Fact]:
        errors = objections(draft, person_id, self._by, self._register)
        if errors:
            raise RefusalsOfOne(errors)
        return self._numbered(
            draft, draft.fact, person_id, stream_of(draft.fact, person_id, self._register.next_number)
        )

    def _attached(self, draft: Draft, fact: EvidenceAttached) -> Entry[Fact]:
        """Stand with the entry that the files prove, and be about the same person."""
        target = target_of(fact.entry, self._register)
        errors = objections(draft, None, self._by, self._register)
        if errors:
            raise RefusalsOfOne(errors)
        return self._numbered(draft, fact, target.person, target.stream)

    def _void(self, draft: Draft, given: EntryVoided) -> Entry[Fact]:
        fact = resolved(given, self._register)
        target = target_of(fact.entry, self._register)
        errors = list(void_objections(fact, target, self._by, self._register))
        errors += case_void_objections(fact, self._register.next_number, self._register)
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
            corrects=None if draft.corrects is None else draft.corrects.entry,
            clock_was_behind=self._clock_was_behind,
            attachments=draft.attachments,
        )


class RefusalsOfOne(Exception):
    """All that speaks against one draft."""

    def __init__(self, errors: list[LedgerError]) -> None:
        super().__init__(errors)
        self.errors = errors


def _problem(draft: Draft, error: LedgerError) -> Problem:
    value = getattr(draft, error.column, None) if error.column else None
    if value is None and error.column:
        value = getattr(draft.fact, error.column, "")
    return Problem(draft.row, error.column, "" if value is None else str(value), error)
