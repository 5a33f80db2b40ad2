"""The law of the quick fold: on crowded days at the edges of the year and of its law, it equals the plain fold.

Of each history many cuts are asked: recording it takes longer than reading it.
"""

import random
from collections.abc import Sequence

import pytest

from ledger.store import archive
from tests.laws.ledgers import FIRST_ROW, Ledgers
from tests.laws.test_laws_of_amendments import CHANGES
from tests.laws.universe import INDICATORS, Row, figures, record_what_is_taken
from tests.office import Office
from tests.schemes.documents import changed

EDGES = ["2020-01-01", "2020-01-31", "2020-06-29", "2020-06-30", "2020-07-01", "2020-12-30", "2020-12-31"]
CUTS = ["2020-01-01", "2020-01-31", "2020-06-29", "2020-06-30", "2020-07-01", "2020-12-30", "2020-12-31", "2021-02-01"]
PLAIN = ["late-arrival", "early-departure", "absence", "duty-violation", "clearance-delayed", "clearance-missed",
         "assignment-missed"]  # fmt: skip
EXAMPLES = 24


def history(chance: random.Random) -> list[Row]:
    rows: list[Row] = []
    for place in range(chance.randrange(60, 120)):
        if rows and chance.randrange(6) == 0:
            void = {"entry": f"key:k{chance.randrange(place)}", "reason": "登记错误"}
            rows.append({"kind": "entry-voided", **void, "source_key": f"k{place}"})
        else:
            rows.append({**fact(chance), "source_key": f"k{place}"})
    return rows


def fact(chance: random.Random) -> Row:
    person, day = chance.choice(["P1", "P2", "P3", "P4"]), chance.choice(EDGES)
    sort = chance.choice(["counted", "counted", "task", "task", "news", "transfer", "indicator", "ballots", "work"])
    about = {"person": person, "occurred_on": day}
    if sort == "counted":
        return {"kind": chance.choice(PLAIN), **about}
    if sort == "task":
        task = {"category": chance.choice(["creation", "study", "party-day"]), "task": chance.choice("ABCDE")}
        late = {"kind": "task-delayed", "affected_unit": chance.choice(["yes", "no"])}
        return {**(late if chance.randrange(2) else {"kind": "task-missed"}), **about, **task}
    if sort == "news":
        work = {"work": chance.choice("AB")} if chance.randrange(2) else {}
        return {"kind": "news-published", **about, **work, "channel": chance.choice(["government", "other"])}
    if sort == "transfer":
        to = {"department": chance.choice(["办公室", "康复部"])}
        if chance.randrange(2):
            return {"kind": "party-membership-changed", **about, "member": chance.choice(["yes", "no"])}
        return {"kind": "person-transferred", **about, **to} if chance.randrange(2) else {"kind": "absence", **about}
    if sort == "ballots":
        after = {"occurred_on": "2021-01-20", "year": "2020"} if chance.randrange(2) else {}
        part = {"part": chance.choice(["leader", "peer", "client"]), "scores": chance.choice(["80", "92.5 60 100"])}
        return {"kind": "ballots-counted", **about, **part, **after}
    if sort == "work":
        return {"kind": "article-published", **about, "level": chance.choice(["prefecture", "national"]), "work": "A"}
    about["indicator"] = chance.choice(INDICATORS[person])
    of = {
        "progress-reported": {"amount": chance.choice(["5", "40.5"])}, "incident-reported": {"quantity": "2"},
        "outcome-declared": {"achieved": chance.choice(["yes", "no"])}, "schedule-set": {"due": "7"},
        "target-revised": {"target": chance.choice(["40", "97.5"])},
    }  # fmt: skip
    kind = chance.choice(list(of))
    if kind == "progress-reported" and chance.randrange(3) == 0:
        return {"kind": kind, **about, "total": chance.choice(["0", "30"])}
    return {"kind": kind, **about, **of[kind]}


def check_every_cut(office: Office, known: Sequence[int]) -> None:
    for as_of in CUTS:
        for known_at in known:
            reading = office.reading(as_of, known_at)
            quick, plain = reading.everyone(), reading.everyone_traced()
            assert [(s.sheet.person.id, s.rank, s.grade) for s in quick] == [
                (s.sheet.person.id, s.rank, s.grade) for s in plain
            ]
            assert [figures(s.sheet) for s in quick] == [figures(s.sheet) for s in plain], (as_of, known_at)


@pytest.mark.parametrize("seed", range(EXAMPLES))
def test_the_quick_fold_equals_the_plain_fold_at_every_edge(
    seed: int, ledgers: Ledgers, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(archive, "_NUMBERS_AT_ONCE", 7)  # many spans, so that what is at their ends is felt
    for office in ledgers:
        record_what_is_taken(office, history(chance))
        last = office.ledger.archive.last_number()
        if seed % 3:
            document = changed(*chance.sample(CHANGES, 4))
            assert not office.amend(
                document, chance.choice(["2020-01-31", "2020-06-30"]), reaches_back="自施行日起，以前的也适用"
            ).problems
        known = [last + seed % 3 // 2, last, (last + FIRST_ROW) // 2, last - last % 7]
        check_every_cut(office, known)
