from tests.office import Office
from tests.rules.lines import applied, nominal


def test_a_late_payroll_on_5_march_costs_five_points_from_that_day(office: Office) -> None:
    late = office.record("incident-reported", "T2", "2020-03-05", indicator="payroll")
    assert [office.points("T2", "payroll", day) for day in ("2020-03-04", "2020-03-05")] == ["20", "15"]
    assert applied(office, "T2", "payroll", "2020-03-05") == [(late, "-5")]


def test_three_cases_in_one_entry_cost_fifteen_points(office: Office) -> None:
    office.record("incident-reported", "T2", "2020-03-05", indicator="payroll", quantity="3")
    assert office.points("T2", "payroll", "2020-03-05") == "5"


def test_three_visits_not_made_cost_0_03_of_20_points(office: Office) -> None:
    office.record("person-enrolled", "T9", "2020-01-01", name="辛", department="康复部", post="rehab-followup")
    office.record("incident-reported", "T9", "2020-04-30", indicator="follow-up", quantity="3")
    assert office.points("T9", "follow-up", "2020-04-30") == "19.97"


def test_losses_are_taken_by_the_day_and_stop_where_the_item_is_used_up(office: Office) -> None:
    first = office.record("incident-reported", "T2", "2020-04-01", indicator="payroll", quantity="3")
    third = office.record("incident-reported", "T2", "2020-04-03", indicator="payroll")
    second = office.record("incident-reported", "T2", "2020-04-02", indicator="payroll", quantity="2")
    assert applied(office, "T2", "payroll", "2020-04-30") == [(first, "-15"), (second, "-5"), (third, "0")]
    assert nominal(office, "T2", "payroll", "2020-04-30") == 30


def test_an_incident_of_31_december_counts_and_one_of_1_january_does_not(office: Office) -> None:
    office.record("incident-reported", "T2", "2020-12-31", indicator="reimbursement")
    office.record("incident-reported", "T2", "2021-01-01", indicator="reimbursement")
    assert office.points("T2", "reimbursement", "2021-06-30") == "5"


def test_an_incident_costs_nothing_under_another_indicator_of_the_same_post(office: Office) -> None:
    office.record("incident-reported", "T2", "2020-03-05", indicator="fund-supervision")
    assert [office.points("T2", item, "2020-12-31") for item in ("reimbursement", "fund-supervision")] == ["10", "5"]
