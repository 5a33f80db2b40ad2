"""The pages of appeals for people: the list of cases, and one case."""

from collections.abc import Iterator

from ledger.facts import catalogue, fields_of
from ledger.texts import _, later, listing
from projections.reports._base import Document, Page, Paragraph, Table, instant_shown, value_shown
from projections.reports._corrections import common_label

_WORDS = {
    "allowed": later("allowed"),
    "dismissed": later("dismissed"),
    "appellant": later("the appellant"),
    "unit": later("the unit"),
    "elsewhere": later("elsewhere"),
    "days": later("days"),
    "working-days": later("working days"),
    "filed": later("filed"),
    "accepted": later("accepted"),
    "rejected": later("rejected"),
    "decided": later("decided"),
    "withdrawn": later("withdrawn"),
}
_SAID_ELSEWHERE = {
    "disputed", "points", "grounds", "against", "entry", "recused", "allowed", "dismissed", "allowed_points",
    "dismissed_points", "made",
}  # fmt: skip
"""What of a step the page says above or below the table of steps."""


def in_words(word: str | None) -> str:
    """Return a word of a document in the language in use; an empty text for None."""
    return "" if word is None else _(_WORDS[word])


def list_page(document: Document) -> Page:
    """Return the list of cases as a page."""
    if not document["cases"]:
        return [Paragraph(_("No appeals."))]
    headings = (
        _("case"), _("person"), _("filed on"), _("against"), _("disputed"), _("state"), _("next deadline"),
    )  # fmt: skip
    rows = [
        (
            f"#{row['case']}",
            row["name"] or row["person"],
            row["filed_on"] + (_(", late") if row["is_late"] else ""),
            row["against"] or "",
            listing([*(f"#{number}" for number in row["disputed"]), *row["points"]]),
            in_words(row["state"]),
            _next_shown(row["next"]),
        )
        for row in document["cases"]
    ]
    return [Table(headings, rows)]


def _next_shown(due: Document | None) -> str:
    if due is None:
        return ""
    text = _("{day}: {label} ({whose})", day=due["due_on"], label=due["label"], whose=in_words(due["whose"]))
    return text + (_(", past") if due["is_past"] else "")


def case_page(document: Document) -> Page:
    """Return one case as a page."""
    page: Page = [Paragraph(_title(document)), Paragraph(_("Grounds: {grounds}", grounds=document["grounds"]))]
    page.append(_disputed_table(document))
    if document["decision"] is not None:
        page.append(Paragraph(_decision(document)))
    page += [Paragraph(_("Steps:")), _steps_table(document)]
    if document["recused"]:
        names = listing(person["name"] for person in document["recused"])
        page.append(Paragraph(_("Recused: {names}", names=names)))
    page += _deadline_blocks(document)
    return page + [Paragraph(note) for note in document["notes"]]


def _title(document: Document) -> str:
    text = _(
        "Case #{case}: {name}, filed on {day}, {state}", case=document["case"], day=document["filed_on"],
        name=document["name"] or document["person"], state=in_words(document["state"]),
    )  # fmt: skip
    published = document["published"]
    if published is not None:
        text += "\n" + _("Against the bulletin of {period}, edition {edition}, published on {day} as entry #{entry}",
                         period=document["against"], day=published["on"], **_without_day(published))  # fmt: skip
    if document["is_late"]:
        text += "\n" + _("Filed late: the last day was {day}.", day=document["due_on"])
    return text


def _without_day(published: Document) -> Document:
    return {"edition": published["edition"], "entry": published["entry"]}


def _disputed_table(document: Document) -> Table:
    headings = (_("disputed"), _("what"), _("day"), _("recorded by"), _("decision"), _("now"))
    rows = [
        (
            f"#{row['entry']}",
            str(catalogue()[row["kind"]].LABEL),
            row["occurred_on"] or "",
            row["recorded_by"],
            in_words(row["decided"]),
            _now_shown(row),
        )
        for row in document["disputed"]
    ]
    rows += [(row["point"], row["clause"], "", "", in_words(row["decided"]), "") for row in document["points"]]
    return Table(headings, rows)


def _now_shown(row: Document) -> str:
    if row["void"] is None:
        return _("stands")
    if row["anew"] is None:
        return _("voided by #{number}", number=row["void"])
    return _("corrected by #{void}, now #{anew}", void=row["void"], anew=row["anew"])


def _decision(document: Document) -> str:
    decision = document["decision"]
    text = _("Decided: {reason} ({authority})", reason=decision["reason"], authority=decision["authority"])
    if decision["made"]:
        text += "\n" + _("Entries made by the decision: {entries}",
                         entries=listing(f"#{number}" for number in decision["made"]))  # fmt: skip
    return text


def _steps_table(document: Document) -> Table:
    headings = (_("entry"), _("day"), _("step"), _("what"), _("recorded"), _("by"))
    rows = [
        (
            f"#{step['entry']}",
            step["on"],
            str(catalogue()[step["kind"]].LABEL),
            _fields_shown(step),
            instant_shown(step["recorded_at"], document["zone"]),
            step["recorded_by"],
        )
        for step in document["steps"]
    ]
    return Table(headings, rows)


def _fields_shown(step: Document) -> str:
    known = fields_of(catalogue()[step["kind"]])
    shown = []
    for name, value in step["fields"].items():
        if name in _SAID_ELSEWHERE or (name == "attachments" and "evidence" in step["fields"]):
            continue
        label = str(known[name].label) if name in known else common_label(name)
        shown.append(f"{label}={value_shown(known.get(name), value)}")
    return _(", ").join(shown)


def _deadline_blocks(document: Document) -> Iterator[Paragraph | Table]:
    if document["route_label"] is not None:
        route = _("Deadlines by the route of {route}:", route=document["route_label"])
        yield Paragraph(f"{route}\n{document['route_remark']}")
    if document["deadlines"]:
        headings = (_("what"), _("whose"), _("runs from"), _("within"), _("due on"), _("state"), _("source"))
        yield Table(headings, [_deadline_row(row) for row in document["deadlines"]])


def _deadline_row(row: Document) -> tuple[str, ...]:
    within = "—" if row["within"] is None else _("{days} {unit}", days=row["within"], unit=in_words(row["unit"]))
    due_on = row["due_on"] or "—"
    if row["extended_to"] is not None:
        due_on += _(" (at most {day})", day=row["extended_to"])
    return (row["label"], in_words(row["whose"]), row["runs_from"] or "—", within, due_on, _state(row), row["source"])


def _state(row: Document) -> str:
    if row["kept_on"] is not None:
        return _("kept late, {day}", day=row["kept_on"]) if row["is_past"] else _("kept, {day}", day=row["kept_on"])
    if row["is_over"]:
        return _("over")
    if row["due_on"] is None:
        return _("not running") if row["runs_from"] is None else _("see the text")
    return _("past") if row["is_past"] else _("open")
