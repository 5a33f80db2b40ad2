"""What there is to do: who must do what, and what waits for a decision?"""

from ledger.facts import catalogue, labels_of
from ledger.facts.annual_outcome_decided import OUTCOMES
from ledger.texts import _, later, listing
from projections.awaiting import What
from projections.reports._base import Asked, Document, Page, Paragraph, Report, Table, WhoIsAsked, head_of
from projections.reports._todo import rows_of_the_year
from projections.reports._todo_appeals import appeals_near_their_deadline
from projections.reports.score import opening_of

SECTIONS = ("obligations", "decisions", "undecided", "ballots", "behind", "months_without_news", "appeals")


def _document(asked: Asked) -> Document:
    """Return the rows of the year asked and of the year before it, of which things may still be open."""
    assert asked.scheme is not None and asked.as_of is not None
    found: Document = {name: [] for name in SECTIONS}
    years = [asked.scheme.year - 1] if asked.scheme.year - 1 in asked.schemes.years else []
    for year in [*years, asked.scheme.year]:
        is_asked = year == asked.scheme.year
        scheme = asked.scheme if is_asked else asked.schemes.for_year(year, asked.as_of)
        for name, rows in rows_of_the_year(asked, scheme, with_outlook=is_asked).items():
            found[name] += rows
    found["appeals"] = appeals_near_their_deadline(asked)
    if asked.person_ids:
        found = {name: [row for row in rows if _is_about(row, asked.person_ids[0])] for name, rows in found.items()}
    return {**head_of(asked, "todo"), **found}


def _is_about(row: Document, person: str) -> bool:
    return row.get("person") == person or any(one["person"] == person for one in row.get("people", ()))


def _page(document: Document) -> Page:
    page: Page = [opening_of(document)]
    for name in SECTIONS:
        if document[name]:
            heading, headings, cells, numeric = _TABLES[name]
            rows = document[name] if name != "months_without_news" else _alike_together(document[name])
            titles = tuple(_(title) for title in headings)
            page += [Paragraph(_(heading)), Table(titles, [cells(row) for row in rows], numeric)]
    return page if len(page) > 1 else [*page, Paragraph(_("Nothing is open."))]


def _obligation(row: Document) -> tuple[str, ...]:
    raised_by = listing(f"#{number}" for number in row["entries"]) or row["raised_by"]
    who = row["name"] or row["person"]
    return (str(row["year"]), who, row["obligation"], row["label"], row["by"], row["since"], raised_by, row["clause"])


def _decision(row: Document) -> tuple[str, ...]:
    return str(row["year"]), row["name"] or row["person"] or "", _in_words(row), row["clause"]


def _in_words(row: Document) -> str:
    """Say what has to be decided."""
    said = {
        "entry": row["entry"], "grade": row["grade_label"], "amount": row["amount"],
        "allowed": listing(OUTCOMES.get(outcome, outcome) for outcome in row["allowed"]),
        "outcome": OUTCOMES.get(row["outcome"], row["outcome"]),
    }  # fmt: skip
    return _(_DECISIONS[What(row["what"])], **said)


def _undecided(row: Document) -> tuple[str, ...]:
    item = f"{row['item']} {row['label']}"
    return str(row["year"]), row["name"] or row["person"], item, row["full"], _kind(row["decided_by"]), row["clause"]


def _kind(name: str) -> str:
    return f"{labels_of([name])} ({name})" if name in catalogue() else name


def _ballots(row: Document) -> tuple[str, ...]:
    return str(row["year"]), f"{row['item']} {row['label']}", str(len(row["people"])), _names(row), row["clause"]


def _names(row: Document) -> str:
    return listing(one["name"] or one["person"] for one in row["people"])


def _behind(row: Document) -> tuple[str, ...]:
    figures = (row["done"], row["due_by_now"], row["target"], row["unit"])
    return row["name"] or row["person"], f"{row['item']} {row['label']}", *figures, row["clause"]


def _alike_together(rows: list[Document]) -> list[Document]:
    """Return one row for the months of a department that cost the same people, with all of them."""
    together: dict[tuple[object, ...], Document] = {}
    for row in rows:
        key = (row["department"], row["is_over"], row["item"], *(one["person"] for one in row["people"]))
        months = [*together[key]["months"], row["month"]] if key in together else [row["month"]]
        together[key] = {**row, "months": months}
    return sorted(together.values(), key=lambda row: (row["department"], row["months"]))


def _months(row: Document) -> tuple[str, ...]:
    state = _("over: points lost") if row["is_over"] else _("running: nothing yet")
    return row["department"], listing(row["months"]), state, _names(row), row["clause"]


def _appeal(row: Document) -> tuple[str, ...]:
    left = _("past") if row["is_past"] else "" if row["days_left"] is None else str(row["days_left"])
    return f"#{row['case']}", row["name"] or row["person"] or "", row["what"], row["due_on"] or "—", left


_DECISIONS = {
    What.QUOTA: later("the quota of first grades: everybody ranked is final"),
    What.QUOTA_AFTER_SCORES: later("note: the quota ({amount}, #{entry}) was recorded after all scores were final"),
    What.GRADE: later("the grade: the quota leaves it open"),
    What.OUTCOME: later("the annual outcome; {grade} allows {allowed}"),
    What.OUTCOME_NOT_ALLOWED: later("note: the annual outcome is {outcome} (#{entry}), and {grade} allows {allowed}"),
    What.SHARE: later("the share {amount} of the credit #{entry}: no decision says it"),
}
_TABLES = {
    "obligations": (
        later("Obligations (done: gongguo record obligation-met PERSON --on D --obligation ID --year Y):"),
        (later("year"), later("person"), later("obligation"), later("what"), later("done by"), later("since"),
         later("raised by"), later("clause")),
        _obligation, frozenset[int](),
    ),
    "decisions": (
        later("To be decided or looked at again:"),
        (later("year"), later("person"), later("what"), later("clause")),
        _decision, frozenset[int](),
    ),
    "undecided": (
        later("Undecided items, without which no grade is final:"),
        (later("year"), later("person"), later("item"), later("full"), later("decided by"), later("clause")),
        _undecided, frozenset({3}),
    ),
    "ballots": (
        later("Ballots not counted yet:"),
        (later("year"), later("part"), later("people"), later("whose"), later("clause")),
        _ballots, frozenset({2}),
    ),
    "behind": (
        later("Indicators behind the pace of the year:"),
        (later("person"), later("item"), later("done"), later("due by now"), later("target"), later("unit"),
         later("clause")),
        _behind, frozenset({2, 3, 4}),
    ),
    "months_without_news": (
        later("Months without news of a department:"),
        (later("department"), later("months"), later("state"), later("who loses"), later("clause")),
        _months, frozenset[int](),
    ),
    "appeals": (
        later("Appeals that wait for an answer:"),
        (later("case"), later("person"), later("what"), later("due on"), later("days left")),
        _appeal, frozenset({4}),
    ),
}  # fmt: skip

REPORT = Report(
    example="gongguo todo --as-of 2020-06-30",
    about=WhoIsAsked.ONE_OR_EVERYONE,
    document=_document,
    page=_page,
    takes_period=True,
    is_of_today=True,
)
