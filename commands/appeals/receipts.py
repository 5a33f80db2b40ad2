"""What the steps of an appeal share: their day, their evidence, and what is said once one is recorded."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from commands import wiring
from commands.appeals.asking import case_called, question
from commands.terminal.receipts import acknowledged, attachment_shown
from commands.terminal.tables import print_json
from ledger import Ledger
from ledger.decisions.drafts import Draft
from ledger.entry import Attachment, Entry
from ledger.facts import Fact, read_day, read_text
from ledger.texts import _, later
from projections.appeal_documents import case_head
from projections.appeal_pages import in_words
from projections.appeals import open_deadlines

ON = later("the day of this step (YYYY-MM-DD); left out: today")
EVIDENCE = later("what proves it: a file, which is kept beside the ledger under its hash, or words")


def on_option(*, required: bool = False, text: str = ON) -> click.Option:
    """Return --on."""
    return click.Option(["--on", "occurred_on"], required=required, metavar="D", help=_(text))


def evidence_option() -> click.Option:
    """Return --evidence, which can be given more than once."""
    return click.Option(["--evidence"], multiple=True, help=_(EVIDENCE))


def record_step(fact: Fact, given: dict[str, Any], person: str | None = None) -> None:
    """Record a filing or a step from the options that steps share, and print its receipt."""
    context = click.get_current_context()
    application = wiring.open_for_recording(context)
    words, attachments = evidence_kept(context, given.get("evidence") or ())
    draft = Draft(
        fact=fact, person=person, occurred_on=day_given(application.ledger, given), evidence=words,
        attachments=attachments,
    )  # fmt: skip
    (entry,) = application.record_one(draft, wiring.recorder(context)).entries
    with acknowledged(entry.number, entry.number):
        document = step_receipt(application.ledger, entry)
        print_json(document) if given["as_json"] else say_step(document)


def day_given(ledger: Ledger, given: dict[str, Any]) -> date:
    """Return the day that --on names; today where it is left out."""
    if given["occurred_on"] is not None:
        return read_day(given["occurred_on"])
    return ledger.today(ledger.schemes(ledger.known_now().entry).time_zone)


def evidence_kept(context: click.Context, given: Sequence[str]) -> tuple[str | None, tuple[Attachment, ...]]:
    """Keep the files among what --evidence names; return the words, and the files as kept."""
    from ledger.integrity.evidence import evidence_of, keep

    kept = tuple(keep(Path(each), evidence_of(wiring.beside(context))) for each in given if Path(each).is_file())
    words = [Path(each).name if Path(each).is_file() else read_text(each.strip()) for each in given]
    return ("；".join(words) or None), kept


def step_receipt(ledger: Ledger, entry: Entry[Fact]) -> dict[str, Any]:
    """Return the receipt of a step: its case, what that has come to, and what is due next."""
    asked = question(ledger)
    case = case_called(asked, getattr(entry.fact, "case", entry.number))
    due = open_deadlines([case], asked.schemes, asked.today)
    document: dict[str, Any] = {
        "schema": "gongguo.receipt/1",
        "entry": entry.number,
        "kind": entry.kind,
        **case_head(case, asked.people),
        "due": [
            {"label": str(each.deadline.step.label), "whose": each.deadline.step.whose.value,
             "due_on": each.due_on.isoformat(), "is_past": each.is_past, "source": str(each.deadline.step.source)}
            for each in due
        ],
    }  # fmt: skip
    if entry.attachments:
        document["attachments"] = [
            {"sha256": kept.sha256, "name": kept.name, "size": kept.size} for kept in entry.attachments
        ]
    return document


def say_step(document: dict[str, Any]) -> None:
    """Print the receipt of a step for people."""
    click.echo(_("Entry #{number} recorded.", number=document["entry"]))
    name = document["name"] or document["person"]
    click.echo(
        _("  case #{case}, {name}: {state}", case=document["case"], name=name, state=in_words(document["state"]))
    )
    if document["kind"] == "appeal-filed" and document["is_late"]:
        click.echo(_("  note: {note}", note=_("filed late: the last day was {day}", day=document["due_on"])))
    for due in document["due"]:
        past = _(", past") if due["is_past"] else ""
        click.echo(_("  {label} ({whose}): by {day}{past}, {source}", label=due["label"], day=due["due_on"], past=past,
                     whose=in_words(due["whose"]), source=due["source"]))  # fmt: skip
    for kept in document.get("attachments", ()):
        click.echo(attachment_shown(kept))
