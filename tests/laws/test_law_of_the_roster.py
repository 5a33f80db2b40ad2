"""The roster as it is asked for is the roster of all entries, whoever is asked for first and however many are."""

import random
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import roster
from ledger.entry import Happening
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.facts.person_left import PersonLeft
from ledger.facts.person_renamed import PersonRenamed
from ledger.facts.person_transferred import PersonTransferred
from ledger.people import People, Person
from ledger.roster import AskedPeople

IDS = ["p1", "p2", "p3", "p4", "p5"]
NAMES = ["甲", "乙 丙", "乙丙", "丁"]
ALIASES = [None, "小甲，丁", "丁;老乙"]
ASKED = ["with name", "with name", "with name", "has", "person", "get", "entries", "everybody", "called"]


def history(rng: random.Random) -> tuple[list[Happening[Fact]], list[Happening[Fact]], list[Happening[Fact]]]:
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
        Happening(
            number=number, person=person, fact=fact,
            occurred_on=date(2020, 1, 1) + timedelta(days=rng.randint(0, 20)),
        )
        for number, (person, fact) in enumerate(facts, 1)
    ]  # fmt: skip
    voided = [one for one in entries if not isinstance(one.fact, PersonEnrolled) and rng.random() < 0.3]
    standing = [one for one in entries if one not in voided]
    last = rng.randint(0, len(standing))
    return standing[:last], voided, standing[last:]


def asked(entries: list[Happening[Fact]]) -> AskedPeople:
    return AskedPeople(lambda person: [one for one in entries if one.person == person], lambda: list(entries))


def told(answer: Any) -> Any:
    if isinstance(answer, Person):
        spans = (answer.departments, answer.posts, answer.memberships, answer.scopes)
        return (
            answer.id, answer.names, answer.aliases, answer.enrolled_on, answer.last_day,
            [(one.days, one.values) for one in spans],
        )  # fmt: skip
    return [told(one) for one in answer] if isinstance(answer, list) else answer


def found_by_looking_at_each(people: People, name: str, voided: list[Happening[Fact]]) -> list[str]:
    """Return whom a name finds, in the plainest way."""
    bare = name.replace(" ", "")
    called = {one.id for one in people if bare in [known.replace(" ", "") for known in [*one.names, *one.aliases]]}
    wrongly = {
        one.person for one in voided if isinstance(one.fact, PersonRenamed) and one.fact.name.replace(" ", "") == bare
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
@given(st.integers(0, 2**32), st.integers(0, 4))
def test_whoever_is_asked_for_is_as_on_the_whole_roster(seed: int, most_by_themselves: int) -> None:
    rng = random.Random(seed)
    standing, voided, to_come = history(rng)
    with patch.object(roster, "_MOST_BY_THEMSELVES", most_by_themselves):
        plain, by_person = People(standing), asked(standing)
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
