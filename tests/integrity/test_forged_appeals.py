"""Entries of an appeal written past the program, with every hash and column in order: `verify` finds what they break.

An office of three: 丙 records and publishes, 甲 came late on 1 April 2020 (#5) and on 2 April (#6), 乙 on 3 April (#7).
The first half year is published (#8). 甲 disputes both (#9); the case is accepted with 丁 recused (#10).
"""

import json
import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ledger.codec import EntryIndex, decode, encode, index_of, leaf_hash
from tests.office import say, today_at_the_office
from tests.remedies.test_deadlines import CLAUSE
from tests.schemes.documents import DOCUMENT

ROSTER = (
    "id,name,department,post\nT1,甲,办公室,office-publicity\nT2,乙,办公室,office-web\nT3,丁,办公室,office-finance\n"
)
TODAY = today_at_the_office()
BY = {"login": "x", "person": "T2"}
DECIDED = {
    "kind": "appeal-decided.v1", "case": 9, "allowed": [5], "dismissed": [6], "allowed_points": [],
    "dismissed_points": [], "made": [12], "reason": "记录有误", "authority": "党组会议〔2020〕12号",
}  # fmt: skip
VOID = {"kind": "entry-voided.v1", "entry": 5, "reason": "记录有误", "authority": "党组会议〔2020〕12号", "case": 9}
FILED = {"kind": "appeal-filed.v1", "disputed": [5], "points": [], "grounds": "x", "year": 2020, "is_late": False}


@pytest.fixture(scope="module")
def accepted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("accepted") / "office"
    folder.mkdir()
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    for words in ("init --roster roster.csv --by 丙", "record late-arrival 甲 --on 2020-04-01 --by 丙",
                  "record late-arrival 甲 --on 2020-04-02 --by 丙", "record late-arrival 乙 --on 2020-04-03 --by 丙",
                  "bulletin --period 2020-H1 --publish --by 丙",
                  f"appeal file 甲 --entries 5,6 --grounds 当日因公外出 --against 2020-H1 --on {TODAY} --by 甲",
                  f"appeal accept 9 --recuse 丁 --on {TODAY} --by 乙"):  # fmt: skip
        said = say(*words.split(), folder=folder)
        assert said.status == 0, said.err
    return folder


@pytest.fixture
def office(accepted: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(accepted, tmp_path / "office"))


def forged(folder: Path, *facts: dict[str, Any], by: dict[str, str] = BY, **changes: Any) -> list[int]:
    """Append entries about 甲 by 乙 of today, one for each fact, in one instant; return their numbers."""
    connection = sqlite3.connect(folder / "gongguo.db", isolation_level=None)
    instant, numbers = datetime.now(UTC).isoformat(), []
    for fact in facts:
        (number,) = connection.execute("SELECT MAX(number) + 1 FROM entries").fetchone()
        is_void = fact["kind"] == "entry-voided.v1"
        stream = "person:T1" if not fact["kind"].startswith("appeal") else f"case:{fact.get('case', number)}"
        stream = changes.get("stream", stream)
        (version,) = connection.execute(
            "SELECT COALESCE(MAX(version), 0) + 1 FROM entries WHERE stream = ?", (stream,)
        ).fetchone()
        plain = {"number": number, "stream": stream, "version": version, "recorded_at": instant, "recorded_by": by,
                 "fact": fact, "person": "T1", "occurred_on": None if is_void else TODAY}  # fmt: skip
        blob = encode(decode(json.dumps(plain | changes).encode()))
        columns = (*EntryIndex._fields, "blob", "leaf")
        connection.execute(
            f"INSERT INTO entries ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
            (*index_of(decode(blob)), blob, leaf_hash(blob)),
        )
        numbers.append(int(number))
    connection.close()
    return numbers


def untrue_of(folder: Path) -> list[tuple[int, str]]:
    said = say("verify", "--json", folder=folder)
    assert said.status == (3 if said.json["problems"] else 0)
    return [(problem["entry"], problem["what"]) for problem in said.json["problems"]]


def test_a_decision_like_any_other_is_true(office: Path) -> None:
    forged(office, DECIDED, VOID)
    assert untrue_of(office) == []


def step(kind: str, **fields: Any) -> dict[str, Any]:
    return {"kind": f"appeal-{kind}.v1", "case": 9, **fields}


@pytest.mark.parametrize(
    ("facts", "by", "what"),
    [
        ([step("noted", text="x") | {"case": 5}], BY, "there is no case #5"),
        ([step("accepted", recused=[])], BY, "it is not the turn of this step: appeal accepted"),
        ([step("rejected", reason="x")], BY, "it is not the turn of this step: appeal rejected"),
        ([step("heard")], BY, "the hearing says nothing"),
        ([FILED | {"disputed": [7]}], BY, "entry #7 is not about 甲"),
        ([FILED | {"disputed": [99]}], BY, "there is no entry #99"),
        ([FILED | {"disputed": [9]}], BY, "entry #9 cannot be disputed"),
        ([FILED | {"disputed": []}], BY, "the appeal disputes nothing"),
        ([FILED | {"points": ["daily-99"]}], BY, "the scheme has nothing that is called so"),
        ([FILED | {"against": "2020-H2"}], BY, "no bulletin of 2020-H2 was published by then"),
        ([FILED | {"route": "civil-servant", "learned_on": "2020-01-01", "runs_from": "2020-01-01",
                   "due_on": "2020-01-31"}], BY, "the filing says another deadline of itself than follows from it"),
        ([DECIDED | {"dismissed": []}, VOID], BY, "the decision leaves something undecided"),
        ([DECIDED | {"dismissed": [6, 7]}, VOID], BY, "the decision is about what is not disputed"),
        ([DECIDED | {"dismissed": [5, 6]}, VOID], BY, "the decision allows and dismisses the same"),
        ([DECIDED | {"made": []}], BY, "what is allowed is not put right"),
        ([DECIDED | {"made": [13]}], BY, "the entries that the decision made do not follow it"),
        ([DECIDED, VOID], {"login": "x", "person": "T1"}, "nobody judges in a case of their own"),
        ([DECIDED, VOID], {"login": "x", "person": "T3"}, "nobody judges in a case of their own"),
        ([DECIDED, VOID], {"login": "x", "name": "丙"}, "nobody judges in a case of their own"),
    ],
    ids=["a case that is none", "accepted twice", "rejected after it was accepted", "a hearing of nothing",
         "about another's entry", "about what is not there", "about the ledger's own", "about nothing",
         "about a point that is none", "against what is not published", "late and not flagged",
         "something left undecided", "beyond what is disputed", "both ways", "allowed and not voided",
         "made elsewhere", "decided by the appellant", "decided by somebody recused", "decided by the recorder"],
)  # fmt: skip
def test_a_step_that_could_not_have_been_recorded_is_untrue(
    office: Path, facts: list[dict[str, Any]], by: dict[str, str], what: str
) -> None:
    first, *_rest = forged(office, *facts, by=by)
    assert (first, what) in untrue_of(office)


def test_a_case_is_decided_once(office: Path) -> None:
    forged(office, DECIDED, VOID)
    (again,) = forged(office, DECIDED | {"allowed": [], "dismissed": [5, 6], "made": []})
    assert (again, "case #9 is over") in untrue_of(office)


def test_a_decision_before_the_case_was_accepted_is_untrue(office: Path) -> None:
    (filed,) = forged(office, FILED | {"disputed": [6]})
    early = DECIDED | {"case": filed, "allowed": [], "dismissed": [6], "made": []}
    (number,) = forged(office, early)
    assert (number, "it is not the turn of this step: appeal decided") in untrue_of(office)


def test_an_appeal_about_what_is_void_already_is_untrue(office: Path) -> None:
    forged(office, DECIDED, VOID)
    (number,) = forged(office, FILED)
    assert (number, "entry #5 is void already") in untrue_of(office)


@pytest.mark.parametrize(
    ("changes", "what"),
    [({"stream": "person:T1"}, "the step does not stand with its case"),
     ({"person": "T2"}, "the step does not stand with its case")],
    ids=["in the person's stream", "about somebody else"],
)  # fmt: skip
def test_a_step_stands_with_its_case_and_is_about_the_appellant(
    office: Path, changes: dict[str, Any], what: str
) -> None:  # fmt: skip
    (number,) = forged(office, step("noted", text="x"), **changes)
    assert (number, what) in untrue_of(office)


@pytest.mark.parametrize(
    ("void", "what"),
    [
        (VOID | {"entry": 6}, "no decision in case #9 voids #6"),
        (VOID | {"authority": "党组会议〔2020〕99号"}, "the void does not carry the decision's authority and reason"),
        (VOID | {"case": 5}, "no decision in case #5 voids #5"),
        ({"kind": "late-arrival.v1"}, "decision #11 did not make this entry"),
        ({"kind": "entry-voided.v1", "entry": 5, "reason": "x", "authority": "y"},
         "decision #11 did not make this entry"),
    ],
    ids=["of what was dismissed", "by another authority", "of another case", "added for no point", "outside the case"],
)  # fmt: skip
def test_what_follows_a_decision_has_to_be_what_it_made(office: Path, void: dict[str, Any], what: str) -> None:
    _decision, number = forged(office, DECIDED, void)
    assert (number, what) in untrue_of(office)


def test_a_void_that_names_a_case_of_which_nothing_is_decided_is_untrue(office: Path) -> None:
    (number,) = forged(office, VOID)
    assert (number, "no decision in case #9 voids #5") in untrue_of(office)


def test_a_decision_whose_void_is_missing_is_untrue(office: Path) -> None:
    """The last entry of a ledger cut short is a decision: what it says it made is not there."""
    (number,) = forged(office, DECIDED)
    assert (number, "an entry that the decision made is missing") in untrue_of(office)


def found_with_five_days(folder: Path) -> None:
    """A ledger whose scheme refuses appeals after five days; 甲 came late on 1 April 2020 (#5)."""
    (folder / "scheme.toml").write_text(DOCUMENT + CLAUSE.replace("working-days", "days"), encoding="utf-8")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    for words in ("init --scheme scheme.toml --roster roster.csv --by 丙",
                  "record late-arrival 甲 --on 2020-04-01 --by 丙"):  # fmt: skip
        assert say(*words.split(), folder=folder).status == 0


def test_a_late_filing_under_a_scheme_that_refuses_those_is_untrue_however_it_is_flagged(tmp_path: Path) -> None:
    """Given five days from learning of the result, when a filing of the sixth day is forged, flagged as it is."""
    found_with_five_days(tmp_path)
    late = FILED | {"route": "internal", "learned_on": "2020-07-02", "runs_from": "2020-07-02", "due_on": "2020-07-07"}
    flagged = forged(tmp_path, late | {"is_late": True}, occurred_on="2020-07-08")
    assert untrue_of(tmp_path) == [(flagged[0], "the time for appeals is over")]


def test_a_filing_that_moves_its_own_deadline_is_untrue(tmp_path: Path) -> None:
    found_with_five_days(tmp_path)
    moved = FILED | {"route": "internal", "learned_on": "2020-07-02", "runs_from": "2020-07-02", "due_on": "2020-07-31"}
    (number,) = forged(tmp_path, moved, occurred_on="2020-07-08")
    assert (number, "the filing says another deadline of itself than follows from it") in untrue_of(tmp_path)
