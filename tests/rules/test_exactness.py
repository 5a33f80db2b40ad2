"""Amounts at the limit of 18 digits are added exactly: no rounding before the one at the end."""

from tests.office import Office


def test_a_total_that_is_840_and_a_hair_is_no_whole_step_short(office: Office) -> None:
    for amount in ("100000000000000840", "0.00000000000000001", "-100000000000000000"):
        office.record("progress-reported", "丙", "2020-06-01", indicator="levy", amount=amount)
    assert office.points("T3", "levy", "2020-12-31") == "20"
