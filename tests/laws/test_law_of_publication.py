"""A published bulletin reprints identically after any entries, voids, corrections, amendments and editions.

And it stays true: the ledger computes it again from the entries that it knew, by the law of that moment.
"""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.decisions.drafts import Correction, Draft, draft_from
from ledger.decisions.writing_out import as_texts
from ledger.texts import use_language
from projections.reprints import differences
from tests.laws.ledgers import ROSTER_TEXT, Ledgers
from tests.laws.test_laws_of_amendments import CHANGES
from tests.laws.universe import DAYS, Row, entry, histories, record_what_is_taken
from tests.office import CLERK, Office, say
from tests.schemes.documents import changed

AUTHORITY = "党组会议〔2020〕9号"
steps = st.lists(
    st.one_of(
        st.tuples(st.just("record"), entry()),
        st.tuples(st.just("void"), st.integers(2, 60)),
        st.tuples(st.just("correct"), st.integers(2, 60), st.sampled_from(DAYS)),
        st.tuples(st.just("amend"), st.sampled_from(CHANGES), st.sampled_from(DAYS[:36])),
        st.tuples(st.just("publish"), st.sampled_from(["2020-H1", "2020-H2", "2020"])),
    ),
    min_size=1,
    max_size=8,
)


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> Ledgers:
    path = tmp_path_factory.mktemp("founded") / "gongguo.db"
    Office(path, ROSTER_TEXT).application.close()
    return Ledgers(path)


def take(office: Office, step: tuple[Any, ...]) -> None:
    """Take a step; what the ledger refuses is not done."""
    what, *given_with = step
    if what == "record":
        office.hand_in(given_with[0])
    elif what == "void":
        office.hand_in({"kind": "entry-voided", "entry": str(given_with[0]), "reason": "错", "authority": AUTHORITY})
    elif what == "amend":
        office.amend(changed(given_with[0]), given_with[1], reaches_back="溯及既往")
    elif what == "publish":
        publish(office, given_with[0])
    else:
        correct(office, *given_with)


def correct(office: Office, number: int, day: str) -> None:
    wrong = office.ledger.entry(number)
    if wrong is None or not wrong.fact.IS_RECORDED_BY_PEOPLE or wrong.kind == "entry-voided":
        return
    draft = draft_from(as_texts(wrong) | {"occurred_on": day})
    assert isinstance(draft, Draft)
    correction = Correction(entry=number, reason="日期登记错误", authority=AUTHORITY)
    office.application.record([msgspec.structs.replace(draft, corrects=correction)], CLERK)


def publish(office: Office, period: str) -> None:
    assert say("bulletin", "--period", period, "--publish", folder=office.path.parent).status == 0


def printed(folder: Path) -> dict[tuple[str, str, str], str]:
    """Everything that was published, as JSON and as pages, by period, edition and form."""
    pages = {}
    for publication in say("log", "--kind", "bulletin-published", "--json", folder=folder).json["entries"]:
        period, edition = publication["fields"]["period"], str(publication["fields"]["edition"])
        for form in (("--json",), ("--lang", "zh"), ("--lang", "en")):
            said = say("bulletin", "--published", period, "--edition", edition, *form, folder=folder)
            assert said.status == 0, said.err
            pages[period, edition, form[-1]] = said.out
    return pages


@settings(max_examples=60)
@given(rows=histories(), after=steps)
def test_what_was_published_prints_the_same_after_any_sequence_of_entries(
    rows: list[Row], after: list[tuple[Any, ...]], ledgers: Ledgers
) -> None:
    for office in ledgers:
        record_what_is_taken(office, rows)
        publish(office, "2020-H1")
        before = printed(office.path.parent)
        for step in after:
            take(office, step)
            now = printed(office.path.parent) if step[0] == "publish" else {}
            before = {**now, **before}
        assert printed(office.path.parent) == before
        assert list(differences(office.ledger, office.ledger.archive.last_number())) == []
    use_language("en")
