from tests.office import Office
from tests.rules.lines import nominal, score

REPORTS, LEVY = "publicity-reports", "levy"
YEAR_END = "2020-12-31"


def progress(office: Office, person: str, indicator: str, on: str, **fields: str) -> int:
    return office.record("progress-reported", person, on, indicator=indicator, **fields)


def test_a_shortfall_is_pending_on_30_december_and_a_fact_on_31_december(office: Office) -> None:
    progress(office, "T1", REPORTS, "2020-06-01", total="40")
    assert [office.points("T1", REPORTS, day) for day in ("2020-12-30", YEAR_END)] == ["pending", "24"]


def test_a_year_without_any_report_of_progress_is_undecided_on_31_december(office: Office) -> None:
    assert [office.points("T1", REPORTS, day) for day in ("2020-12-30", YEAR_END)] == ["pending", "undecided"]


def test_nine_of_850_short_cost_nothing_and_ten_short_cost_half_a_point(office: Office) -> None:
    progress(office, "T3", LEVY, "2020-12-30", total="840.001")
    assert office.points("T3", LEVY, YEAR_END) == "20"
    progress(office, "T3", LEVY, "2020-12-31", total="840")
    assert office.points("T3", LEVY, YEAR_END) == "19.5"


def test_nothing_levied_names_42_5_points_and_takes_20(office: Office) -> None:
    progress(office, "T3", LEVY, "2020-12-01", total="0")
    assert office.points("T3", LEVY, YEAR_END) == "0"
    assert str(nominal(office, "T3", LEVY, YEAR_END).normalize()) == "42.5"


def test_amounts_add_to_the_latest_restated_total_and_the_line_cites_only_what_was_used(office: Office) -> None:
    progress(office, "T1", REPORTS, "2020-02-01", amount="10")
    used = [
        progress(office, "T1", REPORTS, "2020-06-01", total="30"),
        progress(office, "T1", REPORTS, "2020-09-01", amount="6"),
        progress(office, "T1", REPORTS, "2020-10-01", amount="-1"),
    ]
    line = score(office, "T1", REPORTS, YEAR_END).lines[0]
    assert (office.points("T1", REPORTS, YEAR_END), line.source.entries) == ("21", tuple(used))
    assert (str(line.source.day), line.source.entry) == (YEAR_END, None)


def test_the_target_revised_last_holds_and_more_than_it_gains_nothing(office: Office) -> None:
    progress(office, "T1", REPORTS, "2020-06-01", total="45")
    for day, target in (("2020-07-01", "60"), ("2020-08-01", "48")):
        office.record("target-revised", "T1", day, indicator=REPORTS, target=target)
    assert office.points("T1", REPORTS, YEAR_END) == "28.2"
    progress(office, "T1", REPORTS, "2020-12-31", amount="100")
    assert office.points("T1", REPORTS, YEAR_END) == "30"


def test_a_total_that_is_840_and_a_hair_is_no_whole_step_short(office: Office) -> None:
    for amount in ("100000000000000840", "0.00000000000000001", "-100000000000000000"):
        office.record("progress-reported", "丙", "2020-06-01", indicator="levy", amount=amount)
    assert office.points("T3", "levy", "2020-12-31") == "20"
