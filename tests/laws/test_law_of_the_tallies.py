"""The law of the quick fold: on crowded days at the edges of the year and of its law, it equals the plain fold.

Of each history many cuts are asked: recording it takes longer than reading it.
"""

import random
from collections.abc import Iterable

import pytest

from ledger.store import archive
from tests.laws.couples import FEW, ROSTER, history, scheme_with
from tests.laws.ledgers import Ledgers, text_of
from tests.laws.test_laws_of_amendments import CHANGES
from tests.laws.universe import figures, record_what_is_taken
from tests.office import Office
from tests.schemes.documents import changed

CUTS = ["2020-01-01", "2020-01-31", "2020-06-29", "2020-06-30", "2020-07-01", "2020-12-30", "2020-12-31", "2021-02-01"]
FIRST_ROW = 2 + len(ROSTER)  # entry 1 is the scheme's adoption
# The limit of two items and whether they overflow, as adopted and as amended; the day of the amendment.
AS_IT_IS = ("5", False)
LIMITS = [
    (AS_IT_IS, AS_IT_IS, ""),
    (("5", True), AS_IT_IS, ""),
    (AS_IT_IS, ("9", False), "2020-06-30"),
    (AS_IT_IS, ("3", True), "2020-01-31"),
    (("5", True), ("9", True), "2020-07-01"),
    (("9", True), ("5", False), "2020-06-30"),
]
EXAMPLES = range(12)


def check_every_cut(office: Office, known: Iterable[int]) -> None:
    for known_at in known:
        for as_of in CUTS:
            reading = office.reading(as_of, known_at)
            quick, plain = reading.everyone(), reading.everyone_traced()
            assert [(s.sheet.person.id, s.rank, s.grade) for s in quick] == [
                (s.sheet.person.id, s.rank, s.grade) for s in plain
            ], (as_of, known_at)
            assert [figures(s.sheet) for s in quick] == [figures(s.sheet) for s in plain], (as_of, known_at)


def check_each_alone(office: Office, as_of: str) -> None:
    """Both folds have their news from one fold: the narrow path asks for them otherwise."""
    reading = office.reading(as_of)
    everyone = reading.everyone()
    alone = reading.each(one.sheet.person.id for one in everyone)
    assert [figures(one.sheet) for one in everyone] == [figures(sheet) for sheet in alone]


@pytest.fixture(scope="module")
def founded_with(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, bool], Ledgers]:
    folder = tmp_path_factory.mktemp("founded")
    found = {}
    for place, law in enumerate(dict.fromkeys(adopted for adopted, *_ in LIMITS)):
        path = folder / f"{place}.db"
        Office(path, text_of(ROSTER), document=scheme_with(law[0], 2, overflows=law[1])).application.close()
        found[law] = Ledgers(path)
    return found


@pytest.mark.parametrize("seed", EXAMPLES)
def test_the_quick_fold_equals_the_plain_fold_at_every_edge(
    seed: int, founded_with: dict[tuple[str, bool], Ledgers], monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    monkeypatch.setattr(archive, "_NUMBERS_AT_ONCE", 7)  # many spans, so that what is at their ends is felt
    adopted, amended, day = LIMITS[seed % len(LIMITS)]
    for office in founded_with[adopted]:
        record_what_is_taken(office, history(chance))
        last = office.ledger.archive.last_number()
        if day:
            document = scheme_with(amended[0], 3, overflows=amended[1])
            others = [change for change in CHANGES if change[0] in document]
            document = changed(*chance.sample(others, 3), document=document)
            assert not office.amend(document, day, reaches_back="自施行日起，以前的也适用").problems
        check_every_cut(office, {office.ledger.archive.last_number(), (last + FIRST_ROW) // 2, FIRST_ROW + FEW})
        check_each_alone(office, CUTS[-2])
