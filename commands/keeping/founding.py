"""`init`: a new ledger with its scheme and its roster, made whole or not at all."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands import options, wiring
from commands.entries.handing_in import drafts_of, finish, post_notes, refused
from commands.intake import Rows
from commands.intake.roster import enrolments_of
from commands.terminal.problems import told
from commands.terminal.tables import print_json
from ledger.decisions.drafts import Draft, Read
from ledger.decisions.recording import Filed
from ledger.entry import RecordedBy
from ledger.facts.scheme_adopted import SchemeAdopted
from ledger.people import People
from ledger.schemes import Scheme, SchemeUnreadable, roster_called, scheme_called
from ledger.schemes.lint import defects
from ledger.schemes.places import line_of_id
from ledger.store.place import in_the_making
from ledger.texts import _, later, listing

if TYPE_CHECKING:
    from ledger.store.place import Place

DEFAULT_SCHEME = "xiangxi-2020"
SCHEME = later("a scheme that comes with the program, or a TOML file; left out: {name}")
ROSTER = later("a roster file, or the name of a scheme that comes with one")


def command_for(name: str) -> click.Command:
    """Make `init`."""
    parameters: list[click.Parameter] = [
        click.Option(["--scheme"], default=DEFAULT_SCHEME, metavar=_("NAME|FILE"), help=_(SCHEME, name=DEFAULT_SCHEME)),
        click.Option(["--roster"], metavar=_("FILE"), help=_(ROSTER)),
    ]
    text = later("make a ledger, adopt a scheme and enrol the roster")
    return options.command(name, _init, parameters, text, "gongguo init --roster 花名册.csv")


def _init(scheme: str, roster: str | None, as_json: bool, **_others: Any) -> None:
    context = click.get_current_context()
    place = wiring.ledger_place(context)
    adopted, document = scheme_called(scheme)
    check_fit(adopted, document, scheme)
    drafts: list[Read] = [adoption_of(adopted, document)]
    rows = Rows([], [])
    if roster is not None:
        rows = enrolments_of(roster_called(roster) or Path(roster), adopted)
        drafts += drafts_of(rows)
    filed = found(place, drafts, wiring.recorder(context), only_judge=bool(rows.problems))
    mistakes = told(rows, [*rows.problems, *filed.unread, *filed.problems], People())
    if mistakes:
        finish(refused(mistakes), mistakes, as_json)
    notes = [*rows.notes, *post_notes(wiring.open_ledger(context), filed.entries)]
    _say(place, adopted, len(drafts), notes, as_json)


def check_fit(scheme: Scheme, document: str, file: str) -> None:
    """Check that a scheme can be adopted, for an adoption stands for ever. Raises SchemeUnreadable."""
    found = defects(scheme)
    if found:
        lines = [line_of_id(document, defect.item) for defect in found]
        raise SchemeUnreadable(
            _("the scheme {file} cannot be adopted", file=file),
            expected=_("a year of its days, each id once, and only readings and kinds that there are"),
            found=listing(
                _("line {line}, {item}: {defect}", line=line, item=defect.item, defect=defect)
                for line, defect in zip(lines, found, strict=True)
            ),
            remedy=_("Mend the file; gongguo scheme check FILE lists everything."),
        )


def adoption_of(scheme: Scheme, document: str, authority: str | None = None) -> Draft:
    """Return the adoption of a scheme, on the day that its document says."""
    digest = hashlib.sha256(document.encode()).hexdigest()
    fact = SchemeAdopted(scheme=scheme.id, document=document, sha256=digest, authority=authority)
    return Draft(fact=fact, occurred_on=scheme.adopted_on, row=0)


def found(place: "Place", drafts: list[Read], by: RecordedBy, *, only_judge: bool) -> Filed:
    """Make a ledger with its first entries, or report what is wrong with them and leave nothing behind.

    It is made beside its place and moved there when it is whole. Raises LedgerExists.
    """
    from ledger.application import RecordingLedger

    with in_the_making(place) as unfinished:
        application = RecordingLedger.create(unfinished, wiring.now)
        filed = application.record_file(lambda: drafts, by, dry_run=only_judge)
        application.close()
        if not filed.is_refused and not only_judge:
            place.take(unfinished)
    return filed


def _say(place: "Place", scheme: Scheme, entries: int, notes: list[str], as_json: bool) -> None:
    if as_json:
        people = entries - 1
        made = {"schema": "gongguo.init/1", "ledger": str(place), "scheme": scheme.id, "people": people}
        print_json(made | ({"notes": notes} if notes else {}))
        return
    click.echo(_("Made {path}: {title} adopted, {people} people enrolled.", path=place, title=scheme.title,
                 people=entries - 1))  # fmt: skip
    for note in notes:
        click.echo(_("note: {note}", note=note))
