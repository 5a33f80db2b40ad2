"""What a scheme only counts is not read for the bulletin; what something else asks about is, though it is counted."""

from pathlib import Path

import pytest

from tests.laws.ledgers import ROSTER_TEXT
from tests.laws.universe import figures
from tests.office import Office
from tests.schemes.documents import changed, in_item

ASKED = {
    "discipline-imposed": {"grounds": "政务警告"},
    "person-left": {},
    "person-transferred": {"department": "康复部", "post": "office-web"},
    "article-published": {"level": "national", "work": "调研"},
}


def counting(kind: str) -> str:
    """Return the document with a point taken for each entry of a kind; the third piece of news of January gains."""
    return changed(
        in_item("daily-3", '"duty-violation"', f'"{kind}"'),
        in_item("bonus-news", "beyond = 12", "beyond = 2"),
        in_item("bonus-article", 'kind = "article-published"', 'kind = "commendation-awarded"'),
    )


@pytest.mark.parametrize("kind", sorted(ASKED))
@pytest.mark.parametrize("amended", [False, True], ids=["as adopted", "with the bonus amended"])
def test_what_the_grade_the_roster_or_another_rule_asks_about_is_read_though_a_rule_counts_it(
    kind: str, amended: bool, tmp_path: Path
) -> None:
    document = counting(kind)
    office = Office(tmp_path / "gongguo.db", ROSTER_TEXT, document=document)
    for work in ("消息", "通讯", "调研"):
        office.record("news-published", "P1", "2020-01-07", channel="press", work=work)
    office.record(kind, "P1", "2020-01-20", **ASKED[kind])
    if amended:
        more = changed(("at_most = 2", "at_most = 3"), document=document)
        assert not office.amend(more, "2020-01-15", reaches_back="自施行日起，以前的也适用").problems

    reading = office.reading("2020-01-31")

    quick, plain = (
        [(one.sheet.person.id, one.rank, one.grade, one.sheet.post, one.sheet.has_left, figures(one.sheet))
         for one in standings]
        for standings in (reading.everyone(), reading.everyone_traced())
    )  # fmt: skip
    assert quick == plain
    theirs = next(one.sheet for one in reading.everyone() if one.sheet.person.id == "P1")
    assert next(str(score.lost) for score in theirs.items if score.item.id == "daily-3") == "1.000"


def test_what_nothing_else_asks_about_is_only_counted(tmp_path: Path) -> None:
    office = Office(tmp_path / "gongguo.db", ROSTER_TEXT)
    assert office.scheme.kinds_only_counted == {
        "late-arrival", "early-departure", "absence", "duty-violation", "clearance-delayed", "clearance-missed",
        "assignment-missed",
    }  # fmt: skip
