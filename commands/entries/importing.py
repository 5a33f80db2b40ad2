"""`import` and `enrol`: a file handed in, whatever its shape."""

from pathlib import Path
from typing import Any

import click

from commands import options, wiring
from commands.candidates.accounting import Read
from commands.candidates.notes import passed_over_in
from commands.candidates.reading import attendance_in, read_in
from commands.entries.handing_in import hand_in
from commands.intake import opened, rows_of
from commands.intake.attendance._agreed import Agreed
from commands.intake.attendance._leave import check_is_no_leave
from commands.intake.examples import without_examples
from commands.intake.lists import known_columns, recognised
from commands.intake.mapping import NOTHING_MAPPED, keep_mapping, mapped, place_of, read_mapping
from commands.intake.roster import enrolments_of
from ledger.texts import _, later

DRY_RUN = later("judge the file and record nothing")
ANNOTATE = later("if the file has problems, write a copy of it in which they are marked")

MAP = later("read the columns as the mapping of this name says")
COLUMN = later("a column and the field it gives (员工=person); - leaves it out, and *=- all that are not known")
SET = later("a field with the same value in every row (kind=late-arrival)")
SAVE_MAP = later("keep --column and --set under a name beside the ledger, for --map")


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
