"""Obligations: raised by the entries of a year, taken away by a void, ended by an entry; as of a day, as then known.

甲 (T1) is absent in 2020; the first entry of a test is number 9.
"""

from datetime import date

import pytest

from ledger.decisions.drafts import Correction, Draft
from ledger.facts.absence import Absence
from projections.obligations import open_obligations
from tests.office import CLERK, Office
from tests.schemes.documents import changed, of_year


def due(office: Office, as_of: str, known_at: int | None = None, year: int = 2020) -> list[tuple[str, str, str]]:
    """Return (person, obligation, since) of everything open."""
    reading = office.reading(as_of, known_at, year)
    schemes = office.ledger.schemes(reading.cut.known_at)
    found = open_obligations(office.ledger, schemes, reading.scheme, reading.cut, reading.everyone())
    return [(one.person, one.obligation.id, str(one.since)) for one in found]


def void(office: Office, number: int, reason: str = "登记错误") -> None:
    assert not office.hand_in({"kind": "entry-voided", "entry": str(number), "reason": reason}).problems


TALK = ("T1", "deputy-talk", "2020-04-07")
LEADER = [("T1", "leader-talk", "2020-05-22"), ("T1", "self-examination", "2020-05-22")]


class TestAbsences:
    """甲 was absent on 23 March (#9), 7 April (#10) and 22 May (#11)."""

    @pytest.fixture(autouse=True)
    def absences(self, office: Office) -> None:
        for day in ("2020-03-23", "2020-04-07", "2020-05-22"):
            office.record("absence", "T1", day)

    def test_one_absence_makes_nobody_do_anything(self, office: Office) -> None:
        assert due(office, "2020-04-06") == []

    def test_at_two_the_deputy_leader_has_to_talk_since_the_day_of_the_second(self, office: Office) -> None:
        assert due(office, "2020-04-07") == [TALK]

    def test_at_three_the_leader_too_and_a_self_examination_is_owed(self, office: Office) -> None:
        assert due(office, "2020-05-22") == [TALK, *LEADER]

    def test_what_was_not_known_yet_raises_nothing(self, office: Office) -> None:
        assert due(office, "2020-05-22", known_at=10) == [TALK]

    def test_a_talk_ends_it_from_its_day_on(self, office: Office) -> None:
        office.record("obligation-met", "T1", "2020-04-10", obligation="deputy-talk")
        assert due(office, "2020-04-09") == [TALK]
        assert due(office, "2020-04-10") == []
        assert due(office, "2020-05-22") == LEADER
        assert due(office, "2020-05-22", known_at=11) == [TALK, *LEADER]

    def test_a_talk_before_the_second_absence_was_not_about_two(self, office: Office) -> None:
        office.record("obligation-met", "T1", "2020-04-06", obligation="deputy-talk")
        assert due(office, "2020-04-30") == [TALK]

    def test_a_talk_with_somebody_else_ends_nothing(self, office: Office) -> None:
        office.record("obligation-met", "T2", "2020-04-10", obligation="deputy-talk")
        assert due(office, "2020-04-30") == [TALK]

    def test_a_talk_that_is_void_ends_nothing(self, office: Office) -> None:
        void(office, office.record("obligation-met", "T1", "2020-04-10", obligation="deputy-talk"))
        assert due(office, "2020-04-30") == [TALK]

    def test_a_void_of_an_absence_takes_the_obligation_away(self, office: Office) -> None:
        void(office, 10)
        assert due(office, "2020-04-30") == []
        assert due(office, "2020-05-22") == [("T1", "deputy-talk", "2020-05-22")]
        assert due(office, "2020-05-22", known_at=11) == [TALK, *LEADER]

    def test_what_is_raised_anew_is_open_anew(self, office: Office) -> None:
        """The talk of 10 April was about #10, which is void: the second absence is now that of 22 May."""
        office.record("obligation-met", "T1", "2020-04-10", obligation="deputy-talk", about="10")
        assert due(office, "2020-04-30") == []
        void(office, 10)
        assert due(office, "2020-05-22") == [("T1", "deputy-talk", "2020-05-22")]

    def test_a_talk_about_a_corrected_absence_stays_a_talk_about_it(self, office: Office) -> None:
        """The second absence was on 13 May, not on 7 April; the talk of 10 April named it."""
        office.record("obligation-met", "T1", "2020-04-10", obligation="deputy-talk", about="10")
        correct(office, 10, "2020-05-13")
        assert due(office, "2020-05-22") == LEADER

    def test_a_talk_of_january_names_its_year_or_the_entry(self, office: Office) -> None:
        assert not office.adopt(of_year(2021)).problems
        office.record("obligation-met", "T1", "2021-01-08", obligation="deputy-talk")
        assert [one[1] for one in due(office, "2021-01-08")] == ["deputy-talk", "leader-talk", "self-examination"]
        office.record("obligation-met", "T1", "2021-01-08", obligation="deputy-talk", year="2020")
        office.record("obligation-met", "T1", "2021-01-08", obligation="leader-talk", about="11")
        assert [one[1] for one in due(office, "2021-01-08")] == ["self-examination"]

    def test_the_absences_of_two_years_are_not_added(self, office: Office) -> None:
        assert not office.adopt(of_year(2021)).problems
        office.record("absence", "T1", "2021-01-06")
        assert due(office, "2021-01-31", year=2021) == []

    def test_nothing_is_owed_about_somebody_who_has_left(self, office: Office) -> None:
        office.record("person-left", "T1", "2020-06-30")
        assert due(office, "2020-06-30") == [TALK, *LEADER]
        assert due(office, "2020-07-01") == []

    def test_an_amendment_without_it_ends_it(self, office: Office) -> None:
        without = changed(("count = 2", "count = 4"))
        assert not office.amend(without, "2020-06-01").problems
        assert due(office, "2020-05-31") == [TALK, *LEADER]
        assert due(office, "2020-06-01") == LEADER


def correct(office: Office, number: int, on: str) -> None:
    draft = Draft(fact=Absence(), person="T1", occurred_on=date.fromisoformat(on),
                  corrects=Correction(entry=number, reason="日期登记错误"))  # fmt: skip
    assert not office.application.record([draft], CLERK).problems


def test_absences_of_somebody_who_is_not_assessed_raise_nothing(office: Office) -> None:
    for day in ("2020-03-23", "2020-04-07"):
        office.record("absence", "L1", day)
    assert due(office, "2020-12-31") == []


class TestTheFourthGrade:
    """The scheme's third grade has an admonition; a discipline is the fourth, which has none."""

    def test_a_discipline_raises_no_admonition(self, office: Office) -> None:
        office.record("discipline-imposed", "T1", "2020-06-01", grounds="政务警告")
        assert due(office, "2020-12-31") == []
