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
from ledger.decisions.drafts import Draft, Read, draft_from
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


def drafts_of(rows: Rows) -> Iterator[Read]:
    """Yield the draft of each row of a file, or every problem of one that is none."""
    for number, fields in rows.rows:
        draft = draft_from(tolerated(fields), number)
        if not isinstance(draft, Draft):
            for problem in draft:
                say_what_an_option_does(problem, fields)
        yield draft


def record_rows(
    context: click.Context, application: "RecordingLedger", rows: Rows, dry_run: bool
) -> tuple[dict[str, Any], list[Told]]:
    """Record the rows of a file, and return what the contract says of it, with the problems themselves."""
    ledger = application.ledger
    if may_be_named_twice(rows):
        rows = name_each_once(rows, ledger.people(ledger.known_now().entry))
    only_judge = dry_run or bool(rows.problems)
    filed = application.record_file(lambda: drafts_of(rows), wiring.recorder(context), dry_run=only_judge)
    unread = [*rows.problems, *filed.unread]
    people = ledger.people(ledger.known_now().entry) if unread or filed.problems else People()
    problems = [*unread, *unknown_people(rows, unread, people), *filed.problems]
    mistakes = told(rows, problems, people)
    document = refused(mistakes) | {"skipped": len(filed.skipped)}
    notes = [*rows.notes, *([] if problems else post_notes(application.ledger, filed.entries))]
    if notes:
        document["notes"] = notes
    if filed.numbers and not problems and not dry_run:
        document["recorded"] = len(filed.numbers)
        document["first_entry"], document["last_entry"] = filed.numbers[0], filed.numbers[-1]
    if dry_run:
        document["would_record"] = 0 if problems else len(filed.numbers)
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
