"""The rows of a file handed in: recorded all or none, and every problem told."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands import wiring
from commands.documents.workbook_files import check_place
from commands.entries.column_remedies import say_what_an_option_does
from commands.intake import Rows
from commands.intake.persons import may_be_named_twice, name_each_once
from commands.intake.tolerance import tolerated
from commands.terminal.problems import Told, lines_of, told, unknown_people
from commands.terminal.receipts import acknowledged, numbers_in
from commands.terminal.tables import print_json, print_page
from ledger import Ledger
from ledger.decisions.drafts import Draft, Problem, draft_from
from ledger.entry import Entry
from ledger.errors import LedgerError
from ledger.facts import Fact
from ledger.facts.person_enrolled import PersonEnrolled
from ledger.people import People
from ledger.texts import _, listing
from projections.reports import Page, Paragraph

if TYPE_CHECKING:
    from ledger.application import RecordingLedger

MOST_PROBLEMS_SHOWN = 50


class ImportRefused(LedgerError):
    """A file with problems; nothing of it was recorded."""

    code = "import-refused"


def hand_in(
    context: click.Context, application: "RecordingLedger", file: Path, rows: Rows, dry_run: bool,
    annotate: Path | None, as_json: bool,
) -> None:  # fmt: skip
    """Record the rows of a file and print what came of it; `annotate` is where a copy with its problems goes."""
    if annotate is not None:
        check_place(annotate, file)
    document, mistakes = record_rows(context, application, rows, dry_run)
    if annotate is not None and mistakes:
        from commands.documents.annotated import write_annotated

        write_annotated(file, rows, mistakes, annotate)
        document["annotated"] = str(annotate)
        document.setdefault("notes", []).append(_("the problems are marked in {file}", file=annotate))
    finish(document, mistakes, as_json)


def drafts_of(rows: Rows) -> tuple[list[Draft], list[Problem]]:
    """Return the drafts of a file's rows, and every problem of those that are none."""
    drafts = []
    problems = list(rows.problems)
    for number, fields in rows.rows:
        draft = draft_from(tolerated(fields), number)
        if isinstance(draft, Draft):
            drafts.append(draft)
        else:
            problems += draft
            for problem in draft:
                say_what_an_option_does(problem, fields)
    return drafts, problems


def record_rows(
    context: click.Context, application: "RecordingLedger", rows: Rows, dry_run: bool
) -> tuple[dict[str, Any], list[Told]]:
    """Record the rows of a file, and return what the contract says of it, with the problems themselves."""
    ledger = application.ledger
    if may_be_named_twice(rows):
        rows = name_each_once(rows, ledger.people(ledger.known_now().entry))
    drafts, problems = drafts_of(rows)
    decision = application.record(drafts, wiring.recorder(context), makes_keys=True, dry_run=dry_run or bool(problems))
    people = ledger.people(ledger.known_now().entry) if problems or decision.problems else People()
    problems += [*unknown_people(rows, problems, people), *decision.problems]
    mistakes = told(rows, problems, people)
    recorded = [] if problems or dry_run else decision.entries
    document = refused(mistakes) | {"skipped": len(decision.skipped)}
    notes = [*rows.notes, *([] if problems else post_notes(application.ledger, decision.entries))]
    if notes:
        document["notes"] = notes
    if recorded:
        document["recorded"] = len(recorded)
        document["first_entry"], document["last_entry"] = recorded[0].number, recorded[-1].number
    if dry_run:
        document["would_record"] = 0 if problems else len(decision.entries)
    return document, mistakes


def post_notes(ledger: Ledger, entries: Sequence[Entry[Fact]]) -> Iterator[str]:
    """Yield a note for each post of those enrolled that the latest scheme does not have."""
    schemes = ledger.schemes(ledger.known_now().entry)
    if not schemes.years:
        return
    latest = schemes.versions(schemes.latest().year)[-1].scheme
    unknown: dict[str, list[str]] = {}
    for entry in entries:
        fact = entry.fact
        if isinstance(fact, PersonEnrolled) and fact.post and latest.is_by_post and not latest.has_post(fact.post):
            unknown.setdefault(fact.post, []).append(fact.name)
    for post, names in unknown.items():
        yield _(
            "the scheme has no post “{post}” ({names}): their indicators stay undecided, and they have no rank; the "
            "scheme's posts: {posts}",
            post=post, names=listing(names), posts=listing(known.id for known in latest.posts),
        )  # fmt: skip


def refused(mistakes: Sequence[Told]) -> dict[str, Any]:
    """Return the document of a file of which nothing was recorded."""
    return {
        "schema": "gongguo.import/1",
        "recorded": 0,
        "skipped": 0,
        "first_entry": None,
        "last_entry": None,
        "problems": [mistake.as_json() for mistake in mistakes],
    }


def finish(document: dict[str, Any], mistakes: Sequence[Told], as_json: bool) -> None:
    """Print what came of a file. Raises ImportRefused if it had problems."""
    with acknowledged(document["first_entry"], document["last_entry"]):
        print_json(document) if as_json else print_page(_page(document, mistakes))
    if mistakes:
        raise ImportRefused(
            _("nothing was recorded; problems: {count}", count=len(mistakes)),
            remedy=_("Mend the rows named and hand the file in again."),
        )


def _page(document: dict[str, Any], mistakes: Sequence[Told]) -> Page:
    if mistakes:
        lines = lines_of(mistakes)
        if len(lines) > MOST_PROBLEMS_SHOWN:
            more = len(lines) - MOST_PROBLEMS_SHOWN
            lines[MOST_PROBLEMS_SHOWN:] = [_("… and {count} more; --json lists all.", count=more)]
        return [Paragraph("\n".join([*lines, *_notes(document)]))]
    if "would_record" in document:
        text = _("Dry run. Would be recorded: {would_record}; recorded before: {skipped}.", **document)
    elif document["recorded"]:
        text = _(
            "Recorded: {recorded}, {numbers}; recorded before: {skipped}.", numbers=numbers_in(document), **document
        )
    else:
        text = _("Nothing recorded; recorded before: {skipped}.", **document)
    return [Paragraph("\n".join([text, *_notes(document)]))]


def _notes(document: dict[str, Any]) -> list[str]:
    return [_("note: {note}", note=note) for note in document.get("notes", ())]
