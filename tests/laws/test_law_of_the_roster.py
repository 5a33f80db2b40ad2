"""The roster as it is asked for is the roster of all entries, whoever is asked for first and however many are."""

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.codec import UPCASTERS, UnreadableEntry, encode
from ledger.entry import Entry, RecordedBy, stream_of_person
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.facts.person_left import PersonLeft
from ledger.facts.person_renamed import PersonRenamed
from ledger.facts.person_transferred import PersonTransferred
from ledger.ledger import Ledger
from ledger.people import NAMING_KINDS, People, Person, roster_kinds
from ledger.people import asked as asked_people
from ledger.people.asked import AskedPeople
from ledger.people.names import decode_names, names_given
from ledger.store.place import Place
from tests.conftest import STAFF
from tests.laws.universe import Row
from tests.office import Office, say
from tests.past_the_guards import freely
from tests.postgres import OFFICE, Server

IDS = ["p1", "p2", "p3", "p4", "p5"]
NAMES = ["甲", "乙 丙", "乙丙", "乙\u3000丙", "丁", "丁\u2003", '"\\']
ALIASES = [None, "小甲，丁", "丁;老乙"]
ASKED = ["with name", "with name", "with name", "has", "person", "get", "entries", "everybody", "called"]


Entries = list[Entry[Fact]]


def history(rng: random.Random) -> tuple[Entries, Entries, Entries]:
    """Return entries of a few people in a random order of entry: those that stand, voided ones, ones to come."""
    facts: list[tuple[str, Fact]] = []
    for person in rng.sample(IDS, rng.randint(1, len(IDS))):
        enrolled = PersonEnrolled(
            name=rng.choice(NAMES), department="甲室", member=True, assessed=True, aliases=rng.choice(ALIASES)
        )  # fmt: skip
        facts.insert(rng.randint(0, len(facts)), (person, enrolled))
        for _time in range(rng.randint(0, 2)):
            kind = rng.randint(0, 2)
            facts.append((
                person,
                PersonRenamed(name=rng.choice(NAMES)) if kind == 0
                else PersonTransferred(department=rng.choice(["甲室", "乙室"])) if kind == 1
                else PersonLeft(),
            ))  # fmt: skip
    entries = [
        Entry(
            number=number, person=person, fact=fact, stream=stream_of_person(person), version=number,
            occurred_on=date(2020, 1, 1) + timedelta(days=rng.randint(0, 20)),
            recorded_at=datetime(2020, 2, 1, tzinfo=UTC), recorded_by=RecordedBy(login="clerk", name="戊"),
        )
        for number, (person, fact) in enumerate(facts, 1)
    ]  # fmt: skip
    voided = [one for one in entries if not isinstance(one.fact, PersonEnrolled) and rng.random() < 0.3]
    standing = [one for one in entries if one not in voided]
    last = rng.randint(0, len(standing))
    return standing[:last], voided, standing[last:]


def of_an_earlier_release(entry: Entry[Fact]) -> bytes:
    """Return the bytes of an enrolment as they would be, had its fields had other names once."""
    said = msgspec.json.decode(encode(entry))
    said["fact"] |= {"kind": "person-enrolled.v0", "called": said["fact"].pop("name"), "name": "戊"}
    return msgspec.json.encode(said)


def in_todays_form(said: dict[str, Any]) -> dict[str, Any]:
    said["fact"] |= {"kind": "person-enrolled.v1", "name": said["fact"].pop("called")}
    return said


def stored(entries: Entries, is_old: bool) -> bytes:
    return b",".join(
        of_an_earlier_release(one) if is_old and isinstance(one.fact, PersonEnrolled) else encode(one)
        for one in entries if isinstance(one.fact, PersonEnrolled | PersonRenamed)
    )  # fmt: skip


def asked(entries: Entries, is_old: bool) -> AskedPeople:
    return AskedPeople(
        lambda person: [one for one in entries if one.person == person],
        lambda: list(entries),
        lambda: decode_names(stored(entries, is_old)),
    )


def told(answer: Any) -> Any:
    if isinstance(answer, Person):
        spans = (answer.departments, answer.posts, answer.memberships, answer.scopes)
        return (
            answer.id, answer.names, answer.aliases, answer.enrolled_on, answer.last_day,
            [(one.days, one.values) for one in spans],
        )  # fmt: skip
    return [told(one) for one in answer] if isinstance(answer, list) else answer


def bare(name: str) -> str:
    return "".join(name.split())


def found_by_looking_at_each(people: People, name: str, voided: Entries) -> list[str]:
    """Return whom a name finds, in the plainest way."""
    called = {one.id for one in people if bare(name) in map(bare, [*one.names, *one.aliases])}
    wrongly = {
        one.person for one in voided if isinstance(one.fact, PersonRenamed) and bare(one.fact.name) == bare(name)
    }
    return sorted(called) or sorted(one for one in wrongly if one and one in people)


def answer_of(people: People, question: str, about: str) -> Any:
    try:
        match question:
            case "with name":
                return told(people.with_name(about))
            case "has":
                return about in people
            case "person":
                return told(people[about]) if about in people else None
            case "get":
                return told(people.get(about))
            case "entries":
                return people.entries_about(about)
            case "everybody":
                return told(list(people))
            case _:
                return told(people.called(about))
    except LedgerError as refusal:
        return type(refusal)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 4), st.booleans())
def test_whoever_is_asked_for_is_as_on_the_whole_roster(seed: int, most_by_themselves: int, is_old: bool) -> None:
    rng = random.Random(seed)
    standing, voided, to_come = history(rng)
    with (
        patch.object(asked_people, "_MOST_BY_THEMSELVES", most_by_themselves),
        patch.dict(UPCASTERS, {"person-enrolled.v0": in_todays_form}),
    ):
        plain, by_person = People(standing), asked(standing, is_old)
        for people in (plain, by_person):
            people.remember_names(iter(voided))
        for _time in range(12):
            change = rng.random()
            if change < 0.2 and to_come and (to_come[0].person in plain or isinstance(to_come[0].fact, PersonEnrolled)):
                entry = to_come.pop(0)
                plain.add(entry)
                by_person.add(entry)
            elif change < 0.5:
                about = rng.choice(IDS)
                taken_out = [one for one in plain.entries_about(about) if not isinstance(one.fact, PersonEnrolled)]
                # An enrolment goes when nothing rests on it.
                taken_out = taken_out or plain.entries_about(about)
                if taken_out:
                    plain.remove(taken_out[-1])
                    by_person.remove(taken_out[-1])
            question, about = rng.choice(ASKED), rng.choice([*IDS, *NAMES, "老乙", "戊"])
            assert answer_of(by_person, question, about) == answer_of(plain, question, about), (question, about)
            if question == "with name":
                found = [one.id for one in by_person.with_name(about)]
                assert found == found_by_looking_at_each(plain, about, voided), about


@settings(max_examples=100)
@given(st.integers(0, 2**32), st.booleans())
def test_the_names_in_stored_entries_are_those_of_the_entries(seed: int, is_old: bool) -> None:
    standing, _voided, to_come = history(random.Random(seed))
    entries = [*standing, *to_come]
    with patch.dict(UPCASTERS, {"person-enrolled.v0": in_todays_form}):
        assert list(decode_names(stored(entries, is_old))) == [name for one in entries for name in names_given(one)]


@pytest.mark.parametrize(
    "unreadable", [b"no entry", b'{"person":"p1","fact":{"kind":"person-enrolled.v9","name":"x"}}']
)
def test_names_are_not_looked_for_past_an_entry_that_nobody_can_read(unreadable: bytes) -> None:
    standing, _voided, _to_come = history(random.Random(1))
    with pytest.raises(UnreadableEntry):
        list(decode_names(b",".join([stored(standing, is_old=False), unreadable])))


@pytest.mark.parametrize("by", ["录入员", "丙"])
@pytest.mark.parametrize("person", ["T1", "甲"])
def test_nobody_is_unknown_because_somebody_s_enrolment_cannot_be_read(office: Office, by: str, person: str) -> None:
    """乙's enrolment was written by a later version: who records and about whom is not guessed from the others'."""
    written_by_a_later_version(office, "kind = 'person-enrolled' AND person = 'T2'")
    said = say("record", "late-arrival", person, "--on", "2020-03-02", "--by", by, "--json", folder=office.path.parent)
    assert said.status == 1 and said.error["code"] == "unreadable-entry", said


def test_nobody_is_unknown_because_a_name_by_mistake_cannot_be_read(office: Office) -> None:
    for change in CHANGES[:2]:
        assert not office.hand_in(change).problems
    written_by_a_later_version(office, "kind = 'person-renamed'")
    said = say(
        "record", "late-arrival", "T1", "--on", "2020-03-02", "--by", "录入员", "--json", folder=office.path.parent
    )
    assert said.status == 1 and said.error["code"] == "unreadable-entry", said


def written_by_a_later_version(office: Office, which: str) -> None:
    (blob,), *_rest = office.ledger.ask(f"SELECT blob FROM entries WHERE {which}", {})
    freely(office.path, f"UPDATE entries SET blob = ? WHERE {which}", values=(blob.replace(b".v1", b".v9", 1),))


@pytest.mark.parametrize("question", ["with name", "has", "everybody"])
def test_a_question_that_was_refused_is_put_again(question: str) -> None:
    standing, _voided, _to_come = history(random.Random(2))
    refusals = [UnreadableEntry("for now") for _question in range(3)]

    def unless_refused(entries: Entries) -> Entries:
        if refusals:
            raise refusals.pop()
        return entries

    people = AskedPeople(
        lambda person: unless_refused([one for one in standing if one.person == person]),
        lambda: unless_refused(standing),
        lambda: decode_names(stored(unless_refused(standing), is_old=False)),
    )
    about = standing[0].person if question == "has" else standing[0].fact.name
    while refusals:
        assert answer_of(people, question, about) is UnreadableEntry
    assert answer_of(people, question, about) == answer_of(People(standing), question, about)


RENAMED: Row = {"kind": "person-renamed", "occurred_on": "2020-03-02"}
VOIDED: Row = {"kind": "entry-voided", "reason": "登记错误"}
CHANGES: list[Row] = [
    {**RENAMED, "person": "T2", "name": "甲", "source_key": "a"},
    {**VOIDED, "entry": "key:a"},
    {**RENAMED, "person": "T3", "name": "丁 丁", "source_key": "b"},
    {**RENAMED, "person": "T1", "name": "壬"},
    {**VOIDED, "entry": "key:b"},
    {**RENAMED, "person": "T4", "name": "丁\u3000丁"},
]  # fmt: skip
CALLED = ["甲", "乙", "丙", "丁", "丁丁", "丁 丁", "壬", "庚", "T1", "录入员"]


def found_in(people: People) -> list[list[str]]:
    return [[one.id for one in people.with_name(name)] for name in CALLED]


@pytest.mark.parametrize("kept_in", ["sqlite", "postgres"])
def test_at_every_moment_a_name_finds_in_the_ledger_whom_it_finds_among_everybody(
    kept_in: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """乙 is renamed 甲 by mistake, 丙 丁丁 likewise; then 丁 is."""
    office = Office(place_of(kept_in, tmp_path, request), STAFF)
    for change in CHANGES:
        assert not office.hand_in(change).problems
    found = []
    for known_at in range(office.ledger.known_now().entry + 1):
        asked, plain = office.ledger.people(known_at), everybody(office.ledger, known_at)
        found.append(found_in(asked))
        assert found[-1] == found_in(plain), known_at
    assert found[-1] == [["T1"], ["T2"], ["T3"], ["T4"], ["T4"], ["T4"], ["T1"], ["L1"], [], []]
    assert found[-2][CALLED.index("丁丁")] == ["T3"], "a name by mistake finds the person while nobody has it"
    office.application.close()


def place_of(kept_in: str, folder: Path, request: pytest.FixtureRequest) -> Path | Place:
    if kept_in == "sqlite":
        return folder / "gongguo.db"
    server: Server = request.getfixturevalue("postgres")
    server.office()
    return server.place(OFFICE, folder)


def everybody(ledger: Ledger, known_at: int) -> People:
    people = People(ledger.standing_of_kinds(roster_kinds(), known_at))
    people.remember_names(ledger.archive.voided_of_kinds(NAMING_KINDS, known_at))
    return people
