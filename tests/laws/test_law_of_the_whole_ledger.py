"""Whatever is done with a ledger, in any order: it holds what it accepted, and whatever else is done to it is found.

A real file is recorded in, voided, corrected, handed files, published from, signed and tampered with, and after each
step compared with a plain list of what was accepted. The build does it shortly; `pytest -n 0 -m campaign -s` at length.
"""

import shutil
import sqlite3
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar
from unittest import mock

import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from commands import wiring
from commands.intake.roster import enrolments_of
from commands.keeping.founding import adoption_of
from commands.proofs.verifying import Verified, verified_ledger
from ledger.application import RecordingLedger
from ledger.decisions.drafts import Correction, Draft, draft_from
from ledger.decisions.recording import Decision
from ledger.decisions.writing_out import as_texts
from ledger.entry import Entry, RecordedBy
from ledger.errors import LedgerError
from ledger.facts import Fact, catalogue
from ledger.facts.bulletin_published import BulletinPublished
from ledger.facts.entry_voided import EntryVoided
from ledger.integrity.checkpoints import Checkpoint
from ledger.integrity.merkle import consistency_proof, root_of, verify_consistency
from ledger.integrity.notes import Signer
from ledger.integrity.sealing import checkpoint_on
from ledger.ledger import Ledger
from ledger.schemes import document_called, scheme_from
from ledger.store.archive import EVERYTHING
from ledger.store.sqlite.place import SQLiteFile
from tests.laws import model_of_the_whole as plain
from tests.laws.model_of_the_whole import COMMON, CUTOFFS, HARMS, PEOPLE, Accepted, Harm, Key, Model, Row, stored_in
from tests.office import SCHEME, drafts_among, recorded_as_a_file, say

ROSTER = (
    "id,name,department,post\nT1,甲,办公室,office-publicity\nT2,乙,办公室,office-web\nT3,丙,办公室,office-finance\n"
)
SIGNER = Signer("office", b"\x07" * 32)
AUTHORITY = "党组会议〔2020〕9号"
FOUNDED_AT = datetime(2020, 6, 2, 9, tzinfo=plain.BEIJING)

DAYS = st.sampled_from(["2020-01-15", "2020-03-02", "2020-06-01", "2020-06-02", "2020-06-30", "2020-07-01"])
FIELDS = st.sampled_from([
    {"kind": "late-arrival"}, {"kind": "late-arrival", "minutes": "15"}, {"kind": "absence"},
    {"kind": "early-departure"}, {"kind": "article-published", "level": "province", "work": "A"},
])  # fmt: skip
GOOD_ROWS = st.builds(lambda own, person, day: {**own, "person": person, "occurred_on": day}, FIELDS,
                      st.sampled_from(sorted(PEOPLE)), DAYS)  # fmt: skip
BAD_ROWS = st.sampled_from([
    {"kind": "absence", "person": "某人", "occurred_on": "2020-01-15"},
    {"kind": "absence", "person": "甲", "occurred_on": "2022-12-31"},
])  # fmt: skip
ROWS = st.one_of(GOOD_ROWS, GOOD_ROWS, GOOD_ROWS, GOOD_ROWS, BAD_ROWS)
FILES = st.builds(lambda rows, bad: [*rows[:1], *bad, *rows[1:]], st.lists(GOOD_ROWS, min_size=1, max_size=5),
                  st.one_of(st.just([]), st.just([]), st.lists(BAD_ROWS, max_size=1)))  # fmt: skip
BY = st.sampled_from(["录入员", "丙"])
PLACES = st.integers(0, 2**32 - 1)
AUTHORITIES = st.sampled_from([None, AUTHORITY])


class WholeLedger(RuleBasedStateMachine):
    """The ledger file and the plain model, taken through the same steps."""

    founded: ClassVar[Path]
    reached: ClassVar[Counter[str]]
    files: Bundle[list[Row]] = Bundle("files")

    def __init__(self) -> None:
        super().__init__()
        self._folder = TemporaryDirectory()
        self.path = Path(self._folder.name) / "office" / "gongguo.db"
        self.path.parent.mkdir()
        self.outside = Path(self._folder.name) / "with-the-union"
        self.outside.mkdir()
        shutil.copy(self.founded, self.path)
        founding = [Accepted(1, "scheme-adopted", FOUNDED_AT, "录入员", day="2020-06-02")]
        founding += [Accepted(number, "person-enrolled", FOUNDED_AT, "录入员", person=person)
                     for number, person in enumerate(PEOPLE.values(), 2)]  # fmt: skip
        self.model = Model(founding, FOUNDED_AT)
        self.application = RecordingLedger.open(SQLiteFile(self.path), lambda: self.model.now)
        self.signed: list[Checkpoint] = []
        self.printed: dict[tuple[str, str], bytes] = {}

    @initialize(target=files, days=st.sampled_from([1, 40, 220]), rows=FILES)
    def it_is_some_day_and_there_is_a_first_file(self, days: int, rows: list[Row]) -> list[Row]:
        self.model.now += timedelta(days=days)
        self.hand_in_a_file(rows, "录入员")
        self.sign_a_checkpoint()
        return rows

    @rule(days=st.sampled_from([-30, -1, 0, 20, 120]), minutes=st.integers(0, 60))
    def time_goes_by(self, days: int, minutes: int) -> None:
        """Clocks are also put back: the ledger's instants are not."""
        self.model.now += timedelta(days=days, minutes=minutes)

    @rule(row=ROWS, by=BY)
    def record(self, row: Row, by: str) -> None:
        decision = self.hand_over(drafts_among([draft_from(row)]), by)
        if self.is_refused(decision, [self.model.refusals(row, by)]):
            return
        self.model.accept(row, by)

    @rule(place=PLACES, by=BY, authority=AUTHORITIES)
    def void(self, place: int, by: str, authority: str | None) -> None:
        number = self.number_at(place)
        why = {"reason": "登记错误"} | ({} if authority is None else {"authority": authority})
        decision = self.hand_over(drafts_among([draft_from({"kind": "entry-voided", "entry": str(number), **why})]), by)
        if self.is_refused(decision, [self.model.refusals_of_void(number, by, authority)]):
            return
        self.model.accept_void(number, by, why)

    @rule(place=PLACES, row=ROWS, by=BY, authority=AUTHORITIES)
    def correct(self, place: int, row: Row, by: str, authority: str | None) -> None:
        """The entry recorded anew keeps the key of the file's row, so that the file with the mistake adds nothing."""
        number = self.number_at(place)
        wrong, target = self.application.ledger.entry(number), self.model.entry(number)
        (draft,) = drafts_among([draft_from(row)])
        correction = Correction(entry=number, reason="登记错误", authority=authority)
        key = None if wrong is None else wrong.source_key
        decision = self.hand_over([msgspec.structs.replace(draft, corrects=correction, source_key=key)], by)
        refusals = self.model.refusals_of_correction(number, row, by, authority)
        if self.is_refused(decision, [refusals]):
            return
        assert target is not None
        why = {"reason": "登记错误"} | ({} if authority is None else {"authority": authority})
        self.model.accept_void(number, by, why | {"replaced_by": str(self.model.next_number + 1)})
        self.model.accept(row, by, key=target.key, corrects=number)
        self.reached["correction"] += 1

    @rule(target=files, rows=FILES, by=BY)
    def hand_in_a_file(self, rows: list[Row], by: str) -> list[Row]:
        """All rows or none: a bad one among them keeps the others out."""
        decision = self.hand_over(drafts_among([draft_from(row, at) for at, row in enumerate(rows, 1)]), by, file=True)
        keys = self.model.keys(rows)
        known = [row["person"] in PEOPLE and self.model.stands(key) for row, key in zip(rows, keys, strict=True)]
        refusals = [set() if is_known else self.model.refusals(row, by)
                    for row, is_known in zip(rows, known, strict=True)]  # fmt: skip
        if self.is_refused(decision, refusals):
            self.reached["refused file"] += len(rows) > 1
            return rows
        assert decision.skipped == [at for at, is_known in enumerate(known, 1) if is_known]
        new: list[tuple[Row, Key]] = [(row, key) for row, key, old in zip(rows, keys, known, strict=True) if not old]
        for row, key in new:
            self.model.accept(row, by, key=key)
        self.reached["file that records nothing"] += not new
        return rows

    @rule(rows=files, by=BY)
    def hand_in_the_same_file_again(self, rows: list[Row], by: str) -> None:
        self.hand_in_a_file(rows, by)

    @rule(period=st.sampled_from(sorted(CUTOFFS)))
    def publish(self, period: str) -> None:
        with mock.patch.object(wiring, "now", lambda: self.model.now):
            said = say("bulletin", "--period", period, "--publish", "--json", "--by", "录入员", folder=self.path.parent)
        if self.model.today < CUTOFFS[period]:
            assert said.status == 1 and said.error["code"] == "not-over-yet", said
            return
        assert said.status == 0, said
        edition = str(1 + sum(one.fields["period"] == period for one in self.model.published()))
        self.printed[period, edition] = said.out.encode()
        told = {"period": period, "edition": edition, "as_of": CUTOFFS[period],
                "known_at": str(self.model.next_number - 1)}  # fmt: skip
        self.model.take("bulletin-published", "录入员", day=self.model.today, fields=told)
        self.reached["bulletin"] += 1

    @rule()
    def sign_a_checkpoint(self) -> None:
        leaves = self.application.ledger.leaves(EVERYTHING)
        checkpoint, _place, _proof = checkpoint_on(self.outside, leaves, SIGNER)
        self.signed.append(checkpoint)

    @rule(harms=st.lists(st.tuples(st.sampled_from(HARMS), PLACES), min_size=2, max_size=5))
    def tamper(self, harms: list[tuple[Harm, int]]) -> None:
        """What is signed cannot be changed, nor anything so that the file is untrue by itself; then it is put back."""
        for harm, place in harms:
            self.do_harm(harm, place)

    @invariant()
    def a_step_is_counted(self) -> None:
        self.reached["step"] += 1

    @invariant()
    def every_accepted_entry_is_there_as_it_was_accepted_and_nothing_else(self) -> None:
        ledger = self.application.ledger
        found = list(ledger.entries(EVERYTHING))
        assert [entry.number for entry in found] == list(range(1, self.model.next_number))
        for entry, expected in zip(found, self.model.entries, strict=True):
            by = entry.recorded_by.person or entry.recorded_by.name
            told = (entry.kind, entry.person, entry.corrects, entry.recorded_at, by, ledger.void_of(entry.number))
            assert told == (expected.kind, expected.person, expected.corrects, expected.recorded_at, expected.by,
                            expected.voided_by)  # fmt: skip
            if entry.number >= self.model.first:
                assert (entry.occurred_on and entry.occurred_on.isoformat()) == expected.day
                assert fields_told(entry) == expected.fields

    @invariant()
    def what_stands_is_what_stands_in_the_model(self) -> None:
        standing = self.application.ledger.standing_of_kinds(set(catalogue()), EVERYTHING)
        assert [entry.number for entry in standing] == [entry.number for entry in self.model.standing()]
        for kind in ("late-arrival", "absence"):
            days = date(2020, 1, 1), date.max
            counted = {person: count for _kind, person, count in
                       self.application.ledger.counts({kind}, EVERYTHING, *days)}  # fmt: skip
            assert counted == Counter(entry.person for entry in self.model.standing() if entry.kind == kind)

    @invariant()
    def the_ledger_is_true_and_continues_all_that_was_signed(self) -> None:
        verified = self.verified()
        assert verified.problems == [] and verified.entries == len(self.model.entries)
        assert {one.signed.checkpoint for one in verified.checkpoints} == set(self.signed)
        self.application.close()  # what it wrote is in the file, and nothing beside it
        leaves = [plain.leaf_of(blob) for blob in stored_in(self.path).blobs]
        for one in self.signed:
            verify_consistency(one.size, len(leaves), one.root, root_of(leaves), consistency_proof(one.size, leaves))

    @invariant()
    def what_was_published_is_printed_again_to_the_byte(self) -> None:
        for (period, edition), before in self.printed.items():
            said = say("bulletin", "--published", period, "--edition", edition, "--json", folder=self.path.parent)
            assert said.out.encode() == before, said.err

    def teardown(self) -> None:
        self.application.close()
        self._folder.cleanup()

    def hand_over(self, drafts: Sequence[Draft], by: str, *, file: bool = False) -> Decision:
        claim = RecordedBy(login="clerk", name=by)
        return recorded_as_a_file(self.application, drafts, claim) if file else self.application.record(drafts, claim)

    def is_refused(self, decision: Decision, expected: list[set[str]]) -> bool:
        """Compare the refusals of each row with the model's; whether there are any. Then nothing may be recorded."""
        found: dict[int, set[str]] = {}
        for problem in decision.problems:
            found.setdefault(problem.row, set()).add(problem.error.code)
        assert found == {row: codes for row, codes in enumerate(expected, 1) if codes}
        assert not (found and decision.entries)
        self.reached.update(code for codes in found.values() for code in codes)
        return bool(found)

    def do_harm(self, harm: Harm, place: int) -> None:
        self.application.close()  # what it wrote is in the file, and nothing beside it
        copy = self.path.with_name("copy.db")
        shutil.copy(self.path, copy)
        before = stored_in(self.path)
        assert plain.is_true_by_itself(before, before.schema)
        harm(self.path, place)
        covered = max((one.size for one in self.signed), default=0)
        try:
            after = stored_in(self.path)
            has_to_be_found = after.blobs[:covered] != before.blobs[:covered]
            has_to_be_found |= not plain.is_true_by_itself(after, before.schema)
            is_nothing_changed = after == before
        except (sqlite3.Error, ValueError):
            has_to_be_found, is_nothing_changed = True, False
        found = self.what_is_untrue()
        self.reached[f"{harm.__name__} {'found' if found else 'harmless, or not signed'}"] += 1
        assert found or not has_to_be_found, harm
        assert not (found and is_nothing_changed) or "flipped" in harm.__name__, (harm, found)
        self.application.close()  # it looked at the file that goes
        for left in self.path.parent.glob("gongguo.db*"):
            left.unlink()
        shutil.move(copy, self.path)

    def number_at(self, place: int) -> int:
        """Return an entry's number, mostly one that stands; or the scheme's adoption, or one that is not there yet."""
        standing = [entry.number for entry in self.model.standing() if entry.number >= self.model.first]
        numbers = [*standing * 3, *range(self.model.first, self.model.next_number + 1), 1]
        return numbers[place % len(numbers)]

    def verified(self) -> Verified:
        ledger = Ledger.open(SQLiteFile(self.path), lambda: self.model.now)
        try:
            signed = sorted(self.outside.glob("*.checkpoint"))
            return verified_ledger(ledger, SQLiteFile(self.path), signed, SIGNER.verifier)
        finally:
            ledger.close()

    def what_is_untrue(self) -> list[Any]:
        try:
            return list(self.verified().problems)
        except LedgerError as error:
            return [error]


def fields_told(entry: Entry[Fact]) -> dict[str, str]:
    """Return the fields of an entry as text; of a bulletin, those by which it is found and made again."""
    if isinstance(entry.fact, BulletinPublished):
        return {name: str(getattr(entry.fact, name)) for name in ("period", "edition", "as_of", "known_at")}
    texts = {name: text for name, text in as_texts(entry).items() if name not in {*COMMON, "source_key"}}
    if isinstance(entry.fact, EntryVoided) and entry.fact.replaced_by is not None:
        texts["replaced_by"] = str(entry.fact.replaced_by)
    return texts


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> type[WholeLedger]:
    folder = tmp_path_factory.mktemp("founded")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    document = document_called(SCHEME)
    scheme = scheme_from(document)
    application = RecordingLedger.create(SQLiteFile(folder / "gongguo.db"), lambda: FOUNDED_AT.astimezone(UTC))
    rows = [draft_from(fields, row) for row, fields in enrolments_of(folder / "roster.csv", scheme).rows]
    founding = [adoption_of(scheme, document), *drafts_among(rows)]
    assert not recorded_as_a_file(application, founding, RecordedBy(login="clerk", name="录入员")).problems
    application.close()
    return type("Founded", (WholeLedger,), {"founded": folder / "gongguo.db", "reached": Counter()})


def test_whatever_is_done_the_ledger_holds_what_it_accepted(machine: type[WholeLedger]) -> None:
    run_state_machine_as_test(machine, settings=settings(max_examples=20, stateful_step_count=25))
    assert {"bulletin", "correction", "refused file", "file that records nothing"} <= machine.reached.keys()


@pytest.mark.campaign
def test_for_hours_whatever_is_done(machine: type[WholeLedger]) -> None:
    long = settings(max_examples=1000, stateful_step_count=60, derandomize=False, print_blob=True,
                    suppress_health_check=list(HealthCheck))  # fmt: skip
    run_state_machine_as_test(machine, settings=long)
    print(f"\n{dict(machine.reached)}")
