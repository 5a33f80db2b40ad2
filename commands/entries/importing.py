"""`import` and `enrol`: the rows of a file, all or none, with every problem reported."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands import options, wiring
from commands.candidates.notes import passed_over_in
from commands.candidates.reading import Read, attendance_in, read_in
from commands.documents.workbook_files import check_place
from commands.entries.column_remedies import say_what_an_option_does
from commands.intake import Rows, opened, rows_of
from commands.intake.attendance._agreed import Agreed
from commands.intake.attendance._leave import check_is_no_leave
from commands.intake.examples import without_examples
from commands.intake.lists import known_columns, recognised
from commands.intake.mapping import NOTHING_MAPPED, keep_mapping, mapped, place_of, read_mapping
from commands.intake.persons import may_be_named_twice, name_each_once
from commands.intake.roster import enrolments_of
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
from ledger.texts import _, later, listing
from projections.reports import Page, Paragraph

if TYPE_CHECKING:
    from ledger.application import RecordingLedger

MOST_PROBLEMS_SHOWN = 50
DRY_RUN = later("judge the file and record nothing")
ANNOTATE = later("if the file has problems, write a copy of it in which they are marked")

MAP = later("read the columns as the mapping of this name says")
COLUMN = later("a column and the field it gives (员工=person); - leaves it out, and *=- all that are not known")
SET = later("a field with the same value in every row (kind=late-arrival)")
SAVE_MAP = later("keep --column and --set under a name beside the ledger, for --map")


class ImportRefused(LedgerError):
    """A file with problems; nothing of it was recorded."""

    code = "import-refused"


def command_for(name: str) -> click.Command:
    """Make `import` or `enrol`."""
    parameters: list[click.Parameter] = [
        click.Argument(["file"], metavar=_("FILE"), type=click.Path(path_type=Path)),
        click.Option(["--dry-run"], is_flag=True, help=_(DRY_RUN)),
        click.Option(["--annotate"], metavar="OUT.xlsx", type=click.Path(path_type=Path), help=_(ANNOTATE)),
    ]
    if name == "enrol":
        text = later("enrol more staff from a roster file")
        return options.command(name, _enrol, parameters, text, "gongguo enrol 新进人员.csv")
    text = later("record the entries of a file: all rows or none")
    parameters += [
        click.Option(["--map", "map_name"], metavar=_("NAME"), help=_(MAP)),
        click.Option(["--column", "columns"], metavar=_("HEADING=FIELD"), multiple=True, help=_(COLUMN)),
        click.Option(["--set", "constants"], metavar=_("FIELD=VALUE"), multiple=True, help=_(SET)),
        click.Option(["--save-map", "save_as"], metavar=_("NAME"), help=_(SAVE_MAP)),
    ]
    return options.command(name, _import, parameters, text, "gongguo import 上半年.csv --dry-run")


def _import(
    file: Path, dry_run: bool, annotate: Path | None, map_name: str | None, columns: tuple[str, ...],
    constants: tuple[str, ...], save_as: str | None, as_json: bool, **_others: Any,
) -> None:  # fmt: skip
    handed_in = opened(file)
    attendance = attendance_in(handed_in) if map_name is None and not columns else []
    if attendance:
        # What a machine saw is no entry before somebody has confirmed it.
        read_in(file, attendance, Read(Agreed(), (), dry_run, passed_over_in(handed_in)), as_json)
        return
    if map_name is None and not columns:
        check_is_no_leave(handed_in)
    context = click.get_current_context()
    application = wiring.open_for_recording(context)
    beside = wiring.beside(context)
    mapping = NOTHING_MAPPED if map_name is None else read_mapping(place_of(map_name, beside))
    mapping = mapping.extended(columns, constants)
    rows = without_examples(rows_of(handed_in, {*mapping.columns, *known_columns()}))
    rows = recognised(mapped(rows, mapping) if mapping != NOTHING_MAPPED else rows)
    if save_as is not None:
        keep_mapping(mapping, place_of(save_as, beside))
        rows = rows._replace(notes=[*rows.notes, _("the mapping is kept: --map {name}", name=save_as)])
    hand_in(context, application, file, rows, dry_run, annotate, as_json)


def _enrol(file: Path, dry_run: bool, annotate: Path | None, as_json: bool, **_others: Any) -> None:
    context = click.get_current_context()
    application = wiring.open_for_recording(context)
    ledger = application.ledger
    schemes = ledger.schemes(ledger.known_now().entry)
    rows = enrolments_of(file, schemes.in_force_on(ledger.today(schemes.latest().time_zone)))
    hand_in(context, application, file, rows, dry_run, annotate, as_json)


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
